import type { Page } from 'playwright-core';
import type { Line } from './line.ts';
import { typePin } from './people.ts';
import { untilWaiting } from './strip.ts';
import { asks, wedge } from './wedge.ts';

/** One picture: who is signed in, where, and what was done before it was taken. */
export interface Shot {
  readonly name: string;
  readonly role: (typeof ROLES_ON_STAGE)[number];
  readonly path: string;
  readonly act?: (page: Page, line: Pick<Line, 'cut'>) => Promise<unknown>;
  /** A place of its own, and not a state of one: what is looked at in every theme. */
  readonly isPlain?: true;
  /** Of a server that has only just been started, with nothing in it; `/setup` there is the one-time link it printed. */
  readonly fresh?: true;
}

/** Who signs in to see them, in the order the pictures are taken. */
export const ROLES_ON_STAGE = ['none', 'picker', 'dock', 'supervisor', 'admin'] as const;

/** Every screen a person can reach, in the demo store. */
export const SCREENS: readonly Shot[] = [
  { name: 'sign-in', role: 'none', isPlain: true, path: '/' },
  { name: 'demo', role: 'none', isPlain: true, path: '/demo' },
  { name: 'trust', role: 'none', isPlain: true, path: '/trust' },
  { name: 'sign-in-pin', role: 'none', path: '/', act: scanBadge },
  { name: 'sign-in-wrong', role: 'none', path: '/', act: (page) => scanBadge(page).then(() => typePin(page, '000000')) },
  { name: 'sign-in-offline', role: 'none', path: '/', act: withoutNetwork((page) => scanBadge(page).then(() => typeAnyPin(page))) },
  { name: 'setup', role: 'none', path: '/setup', fresh: true, act: (page) => page.getByLabel('Site name').waitFor() },
  { name: 'setup-bad-link', role: 'none', path: '/setup?token=none', fresh: true, act: (page) => page.getByRole('alert').waitFor() },
  {
    name: 'setup-closed',
    role: 'none',
    path: '/setup?token=none',
    act: (page) => page.getByRole('link', { name: 'Go to sign-in' }).waitFor(),
  },
  /** Last of its phone: nothing can be saved on it afterwards. */
  { name: 'not-saved', role: 'none', path: '/', act: breakStorage },
  { name: 'home', role: 'picker', isPlain: true, path: '/floor', act: (page) => page.getByText('Ready to work without signal').waitFor() },
  { name: 'floor-pick', role: 'picker', isPlain: true, path: '/floor/pick' },
  { name: 'floor-pick-stop', role: 'picker', isPlain: true, path: '/floor/pick', act: (page) => pickOf(page, 'newer') },
  { name: 'floor-pick-ok', role: 'picker', path: '/floor/pick', act: (page) => pickOf(page, 'first') },
  { name: 'floor-pick-check', role: 'picker', path: '/floor/pick', act: pickUnknown },
  { name: 'floor-pick-wrong-code', role: 'picker', path: '/floor/pick', act: (page) => wedge(page, '0109506000134353172703311028K-77') },
  { name: 'floor-pick-type', role: 'picker', path: '/floor/pick', act: (page) => page.getByRole('button', { name: 'Type' }).click() },
  {
    name: 'floor-pick-list',
    role: 'picker',
    isPlain: true,
    path: '/floor/pick',
    act: (page) => page.getByRole('button', { name: 'List' }).click(),
  },
  { name: 'floor-putaway', role: 'picker', path: '/floor/putaway' },
  { name: 'floor-transfer', role: 'picker', path: '/floor/transfer' },
  { name: 'floor-sighting', role: 'picker', path: '/floor/sighting' },
  { name: 'queue', role: 'picker', isPlain: true, path: '/queue' },
  { name: 'hand-over', role: 'picker', isPlain: true, path: '/hand-over' },
  { name: 'take-over', role: 'picker', isPlain: true, path: '/take-over' },
  { name: 'inbox-empty', role: 'picker', isPlain: true, path: '/inbox' },
  { name: 'queue-offline', role: 'picker', path: '/floor/pick', act: pickNewerOffline },
  { name: 'inbox', role: 'picker', path: '/inbox', act: (page) => page.getByRole('listitem').first().waitFor() },
  { name: 'settings', role: 'picker', isPlain: true, path: '/settings' },
  { name: 'shift', role: 'picker', path: '/floor', act: forgetStart },
  { name: 'dock-receive', role: 'dock', isPlain: true, path: '/dock/receive' },
  { name: 'dock-receive-confirm', role: 'dock', path: '/dock/receive', act: receiveOf },
  {
    name: 'dock-dispatch',
    role: 'dock',
    isPlain: true,
    path: '/dock/dispatch',
    act: (page) => page.getByRole('button', { name: /SH-/ }).first().waitFor(),
  },
  { name: 'dock-dispatch-list', role: 'dock', path: '/dock/dispatch', act: dispatchFromList },
  { name: 'supervisor-today', role: 'supervisor', isPlain: true, path: '/supervisor' },
  { name: 'supervisor-lot-age', role: 'supervisor', isPlain: true, path: '/supervisor/lots' },
  { name: 'supervisor-lot', role: 'supervisor', isPlain: true, path: '/supervisor/lots', act: firstOf('/supervisor/lots/') },
  { name: 'supervisor-stuck', role: 'supervisor', isPlain: true, path: '/supervisor/stuck' },
  { name: 'supervisor-anomalies', role: 'supervisor', isPlain: true, path: '/supervisor/anomalies' },
  { name: 'supervisor-anomaly', role: 'supervisor', isPlain: true, path: '/supervisor/anomalies', act: firstOf('/supervisor/anomalies/') },
  { name: 'supervisor-anomaly-close', role: 'supervisor', path: '/supervisor/anomalies', act: closeFirstAnomaly },
  { name: 'supervisor-phones', role: 'supervisor', isPlain: true, path: '/supervisor/phones' },
  { name: 'supervisor-find', role: 'supervisor', isPlain: true, path: '/supervisor/find?text=peas' },
  { name: 'supervisor-find-empty', role: 'supervisor', path: '/supervisor/find?text=no%20such%20lot' },
  { name: 'supervisor-lot-unknown', role: 'supervisor', path: '/supervisor/lots/09506000134352%2FNO-SUCH-LOT' },
  { name: 'supervisor-offline', role: 'supervisor', path: '/supervisor', act: withoutNetwork((page) => page.reload()) },
  { name: 'admin', role: 'admin', isPlain: true, path: '/admin' },
  { name: 'admin-import-errors', role: 'admin', path: '/admin', act: checkBadImport },
];

/** What is done while nobody can be reached; the line is mended before the next picture. */
function withoutNetwork(act: (page: Page) => Promise<unknown>): NonNullable<Shot['act']> {
  return async (page, line) => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await line.cut();
    await act(page);
  };
}

async function closeFirstAnomaly(page: Page): Promise<void> {
  await firstOf('/supervisor/anomalies/')(page);
  await page.getByRole('button', { name: 'Close it' }).click();
  await page.getByRole('dialog').waitFor();
}

async function scanBadge(page: Page): Promise<void> {
  await asks(page, 'Scan your badge');
  await wedge(page, 'PICK01');
  await asks(page, 'Your PIN');
}

async function typeAnyPin(page: Page): Promise<void> {
  await typePin(page, '000000');
}

async function forgetStart(page: Page): Promise<void> {
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await asks(page, /^Hello, /);
  await page.getByText('Ready to work without signal').waitFor();
}

/** A phone whose disk answers no more. */
async function breakStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    };
  });
  await page.reload();
  await asks(page, 'NOT SAVED');
}

/** Goods picked against the phone’s advice where there is no network: nobody has heard of it yet. */
async function pickNewerOffline(page: Page, line: Pick<Line, 'cut'>): Promise<void> {
  const [, newer = ''] = await fefoPairs(page);
  await withoutNetwork(() => pickAnyway(page, newer))(page, line);
}

async function pickAnyway(page: Page, lot: string): Promise<void> {
  await scanLot(page, lot);
  await page.getByRole('button', { name: 'I did it anyway' }).click();
  await untilWaiting(page, 1);
  await page.locator('.strip').click();
  await asks(page, 'Queue');
}

async function pickUnknown(page: Page): Promise<void> {
  await asks(page, 'Scan a lot or a bin');
  await wedge(page, '01095060001343521028K-77');
  await asks(page, 'Scan the bin you take it from');
  await wedge(page, 'A-01-1');
  await page.locator('[data-verdict]').waitFor();
}

async function receiveOf(page: Page): Promise<void> {
  const [lot = ''] = await fefoPairs(page);
  await asks(page, 'Scan the lot label');
  await wedge(page, lot);
  await asks(page, 'Scan the bin they stand in');
  await page.getByRole('button', { name: 'List' }).click();
}

async function dispatchFromList(page: Page): Promise<void> {
  await page.getByLabel('Destination').fill('Northern Wholesale Foods, distribution centre 12, Gate 7');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'List' }).click();
}

async function checkBadImport(page: Page): Promise<void> {
  const bins = [{ code: 'A-1', zone: 'NOWHERE', kind: 'storage' }];
  await page.getByLabel('or paste it here').fill(JSON.stringify({ bins }));
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.waitForTimeout(500);
}

/** Opens the first row of a list. */
function firstOf(address: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(`a[href^="${address}"]`).first().click();
    await page.waitForURL((url) => url.pathname.startsWith(address));
  };
}

/** Scans one of the two lots the demo page offers for trying FEFO, as far as the rules’ answer. */
async function pickOf(page: Page, which: 'first' | 'newer'): Promise<void> {
  const [first = '', newer = ''] = await fefoPairs(page);
  await scanLot(page, which === 'first' ? first : newer);
}

async function scanLot(page: Page, lot: string): Promise<void> {
  await asks(page, 'Scan a lot or a bin');
  await wedge(page, lot);
  await page.locator('[data-verdict]').waitFor();
}

/** The lot labels the demo page offers: the one that goes first, and a newer one. */
async function fefoPairs(page: Page): Promise<string[]> {
  const answer = await page.request.get('/demo', { headers: { accept: 'text/html' } });
  const text = (await answer.text()).replace(/<svg[\s\S]*?<\/svg>/g, '');
  const label = /\(01\) (\d{14}) \(10\) (\S+)/g;
  const lots = [...text.matchAll(label)].map(([, gtin, lot]) => `https://id.gs1.org/01/${gtin}/10/${lot}`);
  if (lots.length < 2) throw new Error('the demo page offers no pair of lots');
  return lots;
}
