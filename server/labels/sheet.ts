import { setImmediate } from 'node:timers/promises';
import type { Label } from '../../shared/domain/labels/label.ts';
import { labels as words } from '../../shared/words/en/labels.ts';
import { fill, type Language, localeOf } from '../../shared/words/words.ts';
import { type Html, html } from './html.ts';
import { qrSymbol } from './symbol.ts';

export const STYLE_PATH = '/labels/sheet.css';

export interface Sheet {
  readonly title: string;
  readonly language: Language;
  /** Made-up goods: every label says so. */
  readonly isDemo: boolean;
  readonly labels: readonly Label[];
  /** Pages of a long list, counted from 1; `path` takes `?page=`. */
  readonly page: { readonly number: number; readonly of: number; readonly path: string };
}

/**
 * A printable page, piece by piece. Between two labels everybody else gets a turn: drawing a code takes
 * milliseconds, and a sheet of hundreds must not hold up a scan.
 */
export async function* sheetPage(sheet: Sheet): AsyncGenerator<string> {
  yield head(sheet).markup;
  if (sheet.labels.length === 0) yield html`<p>${words['labels.none']}</p>`.markup;
  yield html`<main class="sheet ${sheet.labels[0]?.kind ?? ''}">`.markup;
  for (const label of sheet.labels) {
    yield drawnLabel(label, sheet).markup;
    await setImmediate();
  }
  yield '</main></body></html>';
}

function head({ title, language, isDemo, page }: Sheet): Html {
  const link = (number: number, text: string) =>
    number < 1 || number > page.of ? [] : [html`<a href="${page.path}?page=${number}">${text}</a>`];
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="${STYLE_PATH}"></head>
<body>${isDemo ? [html`<p class="demo">${words['labels.demo']}</p>`] : []}
<header><h1>${title}</h1><span>${words['labels.print-hint']}</span>
<span>${fill(words['labels.page'], { page: page.number, pages: page.of })}</span>
${link(page.number - 1, words['labels.previous'])} ${link(page.number + 1, words['labels.next'])}</header>
`;
}

/** One label as it is printed: the symbol, and under it what people read. */
export function drawnLabel(label: Label, { language, isDemo }: Pick<Sheet, 'language' | 'isDemo'>): Html {
  const check = label.check === null ? [] : [html`<span class="check">${label.check}</span>`];
  const useBy =
    label.expiryOn === null
      ? []
      : [html`<p class="use-by">${fill(words['labels.use-by'], { day: fullDay(language, label.expiryOn) })}</p>`];
  return html`<div class="label">${qrSymbol(label.code, label.level)}
<p class="title">${label.title}${check}</p>${useBy}
${label.lines.map((line) => html`<p class="line">${line}</p>`)}${isDemo ? [html`<p class="demo">${words['labels.demo']}</p>`] : []}</div>
`;
}

/** With its year, always: a label outlives the year it was printed in. */
function fullDay(language: Language, day: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
}
