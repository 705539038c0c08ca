import { addDays } from '../../shared/domain/engine/time.ts';
import { badgeLabel, binLabel, type Label, lotLabel } from '../../shared/domain/labels/label.ts';
import { gtinOf, lotKey, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { parseBadge } from '../../shared/domain/scanning/our-codes.ts';
import { demo as words } from '../../shared/words/en/demo.ts';
import { labels as labelWords } from '../../shared/words/en/labels.ts';
import { fill } from '../../shared/words/words.ts';
import { type Html, html } from '../labels/html.ts';
import { drawnLabel, STYLE_PATH } from '../labels/sheet.ts';
import { SHEET_NAMES } from '../labels/sheets.ts';
import { qrSymbol } from '../labels/symbol.ts';
import type { DemoPair, DemoPlace, DemoRoom } from './demo-pair-store.ts';
import { DEMO_PEOPLE, type DemoPerson } from './demo-people.ts';
import { DEMO_SITE } from './demo-site.ts';
import { sure } from './demo-warehouse.ts';

const STEPS = ['demo.try-1', 'demo.try-2', 'demo.try-3', 'demo.try-4'] as const;

/** What there is to scan: two lots to pick from, and room for a delivery of the same item. */
export type DemoGoods = DemoPair & { readonly room: DemoRoom | null };

/** The page a newcomer starts from: who to sign in as, what to scan, what to try. `base` is the site's public address. */
export function demoPage(base: string, goods: DemoGoods | null): string {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words['demo.title']}</title>
<link rel="stylesheet" href="${STYLE_PATH}"></head>
<body><p class="demo">${words['demo.mark']}</p>
<header><h1>${words['demo.title']}</h1><a href="/">${words['demo.open']}</a></header>
<main>
<p>${fill(words['demo.intro'], { site: DEMO_SITE.name })}</p>
<h2>${words['demo.people']}</h2>
<p>${words['demo.people-hint']}</p>
<table>
<tr><th>${words['demo.name']}</th><th>${words['demo.badge']}</th><th>${words['demo.pin']}</th><th></th></tr>
${DEMO_PEOPLE.map((person) => personRow(base, person))}
</table>
${goods ? tryFefo(base, goods) : []}
${goods?.room ? tryReceiving(base, goods, goods.room) : []}
<h2>${words['demo.sheets']}</h2>
<ul>${SHEET_NAMES.map((name) => html`<li><a href="/demo/labels/${name}">${labelWords[`labels.${name}`]}</a></li>`)}</ul>
<h2>${words['demo.try']}</h2>
<ul>${STEPS.map((step) => html`<li>${words[step]}</li>`)}</ul>
</main></body></html>`.markup;
}

/** What the terminal says under the address when a demo starts. */
export function demoGreeting(base: string): readonly string[] {
  return [
    words['demo.mark'],
    fill(words['demo.terminal-open'], { url: `${base}/demo` }),
    ...DEMO_PEOPLE.map(({ role, badge, pin, name }) =>
      fill(words['demo.terminal-person'], { role: words[`demo.role.${role}`], badge, pin, name }),
    ),
  ];
}

function tryFefo(base: string, { first, newer }: DemoPair): Html {
  return html`<h2>${words['demo.fefo']}</h2>
<p>${words['demo.fefo-first']}</p>${placeLabels(base, first)}
<p>${words['demo.fefo-newer']}</p>${placeLabels(base, newer)}`;
}

/** A lot nobody has seen yet, a little younger than the newest of its item: nothing speaks against it. */
function tryReceiving(base: string, { newer }: DemoPair, { dock, dockZone, bin, zoneName }: DemoRoom): Html {
  const expiryOn = addDays(newer.expiryOn, 1);
  const key = lotKey(gtinOf(newer.lot), sure(parseLotNumber(`NEW-${expiryOn.replaceAll('-', '')}`), 'lot number'));
  const delivered = lotLabel(base, { key, expiryOn }, newer.name);
  return html`<h2>${words['demo.receive']}</h2>
<p>${words['demo.receive-about']}</p>${drawn([delivered, binLabel(base, dock, dockZone)])}
<p>${words['demo.putaway-about']}</p>${drawn([delivered, binLabel(base, bin, zoneName)])}`;
}

function drawn(labels: readonly Label[]): Html {
  return html`<div class="pair">${labels.map((label) => drawnLabel(label, { language: 'en', isDemo: true }))}</div>`;
}

function placeLabels(base: string, { lot, bin, expiryOn, name, zoneName }: DemoPlace): Html {
  return drawn([lotLabel(base, { key: lot, expiryOn }, name), binLabel(base, bin, zoneName)]);
}

function personRow(base: string, { name, badge, pin }: DemoPerson): Html {
  const { code, level } = badgeLabel(base, sure(parseBadge(badge), 'badge'), name);
  return html`<tr><td>${name}</td><td><b>${badge}</b></td><td><b>${pin}</b></td>
<td>${qrSymbol(code, level)}</td></tr>`;
}
