import { Router } from 'express';
import { dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';
import { type LabelParts, sheetSender } from '../labels/label-routes.ts';
import { SHEET_NAMES } from '../labels/sheets.ts';
import { demoMark } from './demo-mark-store.ts';
import { demoPage } from './demo-page.ts';
import { demoPairStore, demoRoomStore } from './demo-pair-store.ts';
import { DEMO_SITE } from './demo-site.ts';

/** `/demo` and its label sheets, open to everybody, in a demo and nowhere else. */
export function demoRoutes(parts: LabelParts, now: () => EpochMs): Router {
  const { isDemo } = demoMark(parts.store.db);
  const send = sheetSender(parts);
  const pairOn = demoPairStore(parts.store.db);
  const roomBeside = demoRoomStore(parts.store.db);
  const router = Router();
  router.use('/demo', (_request, _response, next) => next(isDemo() ? undefined : 'router'));
  router.get('/demo', (_request, response) => {
    const pair = pairOn(dayInZone(now(), DEMO_SITE.timeZone));
    response
      .set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
      .send(demoPage(parts.base, pair && { ...pair, room: roomBeside(pair.newer.bin) }));
  });
  for (const name of SHEET_NAMES) {
    router.get(`/demo/labels/${name}`, (request, response) => send(name, { request, response, language: 'en' }));
  }
  return router;
}
