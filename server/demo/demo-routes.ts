import { Router } from 'express';
import { type LabelHost, sendSheet } from '../labels/label-routes.ts';
import { SHEET_NAMES } from '../labels/sheets.ts';
import { demoPage } from './demo-page.ts';

/** `/demo` and its label sheets, open to everybody, in a demo and nowhere else. */
export function demoRoutes(host: Omit<LabelHost, 'sessionOf'>): Router {
  const router = Router();
  router.use('/demo', (_request, _response, next) => next(host.isDemo() ? undefined : 'router'));
  router.get('/demo', (_request, response) => {
    response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' }).send(demoPage(host.base));
  });
  for (const name of SHEET_NAMES) {
    router.get(`/demo/labels/${name}`, (request, response) => sendSheet(name, host, { request, response, language: 'en' }));
  }
  return router;
}
