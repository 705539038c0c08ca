import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { type Capability, can } from '../../shared/domain/access/matrix.ts';
import type { Label } from '../../shared/domain/labels/label.ts';
import { parseLotKey } from '../../shared/domain/lots/ids.ts';
import { labels as words } from '../../shared/words/en/labels.ts';
import { type Language, languageOf } from '../../shared/words/words.ts';
import type { Session } from '../access/session.ts';
import { demoMark } from '../demo/demo-mark-store.ts';
import { refuse } from '../ops/refuse.ts';
import type { Store } from '../store.ts';
import { type Listed, labelStore } from './label-store.ts';
import { type Sheet, STYLE_PATH, sheetPage } from './sheet.ts';
import { SHEET_STYLE } from './sheet-style.ts';
import { labelsOf, labelsOfLot, SHEET_NAMES, type SheetName, type SheetSource } from './sheets.ts';

const PER_PAGE = 120;
const MOST_COPIES = 200;
const MOST_PAGES = 10_000;

/** Badges are people's keys: whoever keeps people prints them. */
const NEEDS: { readonly [N in SheetName]: Capability } = {
  lots: 'print-labels',
  pallets: 'print-labels',
  bins: 'print-labels',
  commands: 'print-labels',
  badges: 'manage-people',
};

export interface LabelParts {
  readonly store: Store;
  /** The site's public address: where scanned codes lead. */
  readonly base: string;
}

/** `/labels/lots`, `/labels/bins`, …: sheets to print, for those who may. `/labels/lots?lot=…&copies=…` prints one lot. */
export function labelRoutes({ sessionOf, ...parts }: LabelParts & { readonly sessionOf: (request: Request) => Session | null }): Router {
  const send = sheetSender(parts);
  const router = Router();
  router.get(STYLE_PATH, (_request, response) => {
    response.set({ 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' }).send(SHEET_STYLE);
  });
  for (const name of SHEET_NAMES) {
    router.get(`/labels/${name}`, async (request, response) => {
      const session = sessionOf(request);
      if (!session) return refuse(response, 401, { code: 'unauthorized', field: null, message: words['labels.sign-in'] });
      if (!can(session.roles, NEEDS[name])) {
        return refuse(response, 403, { code: 'forbidden', field: null, message: words['labels.not-allowed'] });
      }
      await send(name, { request, response, language: languageOf(session.language) });
    });
  }
  return router;
}

interface Visit {
  readonly request: Request;
  readonly response: Response;
  readonly language: Language;
}

/** Sends the sheet a request asks for to whoever is already known to be allowed to see it. */
export function sheetSender({ store, base }: LabelParts): (name: SheetName, visit: Visit) => Promise<void> {
  const source: SheetSource = { labels: labelStore(store.db), workers: store.access.workers, base };
  const { isDemo } = demoMark(store.db);
  return async (name, { request, response, language }) => {
    const number = numberIn(request.query.page, 1, MOST_PAGES);
    const listed = listedFor(name, source, { query: request.query, offset: (number - 1) * PER_PAGE });
    if (!listed) return refuse(response, 400, { code: 'bad-request', field: 'lot', message: words['labels.no-lot'] });
    const page = { number, of: Math.max(1, Math.ceil(listed.total / PER_PAGE)), path: request.path };
    const sheet: Sheet = { title: words[`labels.${name}`], language, isDemo: isDemo(), labels: listed.rows, page };
    response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
    await pipeline(sheetPage(sheet), response);
  };
}

/** Null when the lot asked for cannot be one. */
function listedFor(
  name: SheetName,
  source: SheetSource,
  { query, offset }: { query: Request['query']; offset: number },
): Listed<Label> | null {
  if (query.lot === undefined) return labelsOf(name, source, { limit: PER_PAGE, offset });
  const key = typeof query.lot === 'string' ? parseLotKey(query.lot) : null;
  return key && labelsOfLot(key, source, numberIn(query.copies, 1, MOST_COPIES));
}

function numberIn(text: unknown, least: number, most: number): number {
  const number = Number(text ?? least);
  return Number.isInteger(number) ? Math.min(Math.max(number, least), most) : least;
}
