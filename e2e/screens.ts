import type { Page } from 'playwright-core';
import { asks, wedge } from './wedge.ts';

/** One picture: who is signed in, where, and what was done before it was taken. */
export interface Shot {
  readonly name: string;
  readonly role: 'none' | 'picker' | 'dock' | 'supervisor' | 'admin';
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
}

/** Every screen a person can reach, in the demo store. */
export const SCREENS: readonly Shot[] = [
  { name: 'sign-in', role: 'none', path: '/' },
  { name: 'demo', role: 'none', path: '/demo' },
  { name: 'trust', role: 'none', path: '/trust' },
  { name: 'setup', role: 'none', path: '/setup?token=none' },
  { name: 'home', role: 'picker', path: '/floor' },
  { name: 'floor-pick', role: 'picker', path: '/floor/pick' },
  { name: 'floor-pick-stop', role: 'picker', path: '/floor/pick', act: (page) => pickOf(page, 'newer') },
  { name: 'floor-pick-ok', role: 'picker', path: '/floor/pick', act: (page) => pickOf(page, 'first') },
  { name: 'floor-pick-type', role: 'picker', path: '/floor/pick', act: (page) => page.getByRole('button', { name: 'Type' }).click() },
  { name: 'floor-pick-list', role: 'picker', path: '/floor/pick', act: (page) => page.getByRole('button', { name: 'List' }).click() },
  { name: 'floor-putaway', role: 'picker', path: '/floor/putaway' },
  { name: 'floor-transfer', role: 'picker', path: '/floor/transfer' },
  { name: 'floor-sighting', role: 'picker', path: '/floor/sighting' },
  { name: 'queue', role: 'picker', path: '/queue' },
  { name: 'hand-over', role: 'picker', path: '/hand-over' },
  { name: 'take-over', role: 'picker', path: '/take-over' },
  { name: 'inbox', role: 'picker', path: '/inbox' },
  { name: 'settings', role: 'picker', path: '/settings' },
  { name: 'dock-receive', role: 'dock', path: '/dock/receive' },
  { name: 'dock-dispatch', role: 'dock', path: '/dock/dispatch' },
  { name: 'supervisor-today', role: 'supervisor', path: '/supervisor' },
  { name: 'supervisor-lot-age', role: 'supervisor', path: '/supervisor/lots' },
  { name: 'supervisor-lot', role: 'supervisor', path: '/supervisor/lots', act: firstOf('/supervisor/lots/') },
  { name: 'supervisor-stuck', role: 'supervisor', path: '/supervisor/stuck' },
  { name: 'supervisor-anomalies', role: 'supervisor', path: '/supervisor/anomalies' },
  { name: 'supervisor-anomaly', role: 'supervisor', path: '/supervisor/anomalies', act: firstOf('/supervisor/anomalies/') },
  { name: 'supervisor-phones', role: 'supervisor', path: '/supervisor/phones' },
  { name: 'supervisor-find', role: 'supervisor', path: '/supervisor/find' },
  { name: 'admin', role: 'admin', path: '/admin' },
];

/** Opens the first row of a list. */
function firstOf(address: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(`a[href^="${address}"]`).first().click();
    await page.waitForURL((url) => url.pathname.startsWith(address));
  };
}

/** Scans one of the two lots the demo page offers for trying FEFO, as far as the rules’ answer. */
async function pickOf(page: Page, which: 'first' | 'newer'): Promise<void> {
  const pairs = await fefoPairs(page);
  const place = which === 'first' ? pairs[0] : pairs[1];
  if (!place) throw new Error('the demo page offers no pair of lots');
  await asks(page, 'Scan a lot or a bin');
  await wedge(page, place);
  await page.locator('[data-verdict]').waitFor();
}

/** The lot labels the demo page offers: the one that goes first, and a newer one. */
async function fefoPairs(page: Page): Promise<string[]> {
  const answer = await page.request.get('/demo', { headers: { accept: 'text/html' } });
  const text = (await answer.text()).replace(/<svg[\s\S]*?<\/svg>/g, '');
  const label = /\(01\) (\d{14}) \(10\) (\S+)/g;
  return [...text.matchAll(label)].map(([, gtin, lot]) => `https://id.gs1.org/01/${gtin}/10/${lot}`);
}
