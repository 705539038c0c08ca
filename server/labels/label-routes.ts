import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { type Capability, can } from '../../shared/domain/access/matrix.ts';
import { parseLotKey } from '../../shared/domain/lots/ids.ts';
import { labels as words } from '../../shared/words/en/labels.ts';
import { type Language, languageOf } from '../../shared/words/words.ts';
import type { Session } from '../access/session.ts';
import { refuse } from '../ops/refuse.ts';
import { type Sheet, STYLE_PATH, sheetPage } from './sheet.ts';
import { SHEET_STYLE } from './sheet-style.ts';
import { labelsOf, labelsOfLot, SHEET_NAMES, type SheetName, type SheetSource } from './sheets.ts';

const PER_PAGE = 120;
const MOST_COPIES = 200;

/** Badges are people's keys: whoever keeps people prints them. */
const NEEDS: { readonly [N in SheetName]: Capability } = {
  lots: 'print-labels',
  pallets: 'print-labels',
  bins: 'print-labels',
  commands: 'print-labels',
  badges: 'manage-people',
};

export interface LabelHost extends SheetSource {
  readonly sessionOf: (request: Request) => Session | null;
  readonly isDemo: () => boolean;
}

/** `/labels/lots`, `/labels/bins`, …: sheets to print, for those who may. `/labels/lots?lot=…&copies=…` prints one lot. */
export function labelRoutes(host: LabelHost): Router {
  const router = Router();
  router.get(STYLE_PATH, (_request, response) => {
    response.set({ 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' }).send(SHEET_STYLE);
  });
  for (const name of SHEET_NAMES) {
    router.get(`/labels/${name}`, async (request, response) => {
      const session = host.sessionOf(request);
      if (!session) return refuse(response, 401, { code: 'unauthorized', field: null, message: words['labels.sign-in'] });
      if (!can(session.roles, NEEDS[name])) {
        return refuse(response, 403, { code: 'forbidden', field: null, message: words['labels.not-allowed'] });
      }
      await sendSheet(name, host, { request, response, language: languageOf(session.language) });
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
export async function sendSheet(name: SheetName, host: SheetSource & Pick<LabelHost, 'isDemo'>, visit: Visit): Promise<void> {
  const { request, response, language } = visit;
  const number = numberIn(request.query.page, 1, 10_000);
  const lot = typeof request.query.lot === 'string' ? request.query.lot : null;
  const key = lot === null ? null : parseLotKey(lot);
  if (lot !== null && key === null) return refuse(response, 400, { code: 'bad-request', field: 'lot', message: 'is not a lot' });
  const { rows, total } = key
    ? labelsOfLot(key, host, numberIn(request.query.copies, 1, MOST_COPIES))
    : labelsOf(name, host, { limit: PER_PAGE, offset: (number - 1) * PER_PAGE });
  const page = { number, of: Math.max(1, Math.ceil(total / PER_PAGE)), path: request.path };
  const sheet: Sheet = { title: words[`labels.${name}`], language, isDemo: host.isDemo(), labels: rows, page };
  response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  await pipeline(sheetPage(sheet), response);
}

function numberIn(text: unknown, least: number, most: number): number {
  const number = Number(text ?? least);
  return Number.isInteger(number) ? Math.min(Math.max(number, least), most) : least;
}
