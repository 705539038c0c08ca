import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { receive } from './jobs.ts';
import { rowsOf } from './ledger.ts';
import { openSite, signIn } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf, SUE } from './small-site.ts';
import { letOneThrough, wipe } from './storage-faults.ts';
import { untilSent, untilWaiting } from './strip.ts';
import { asks } from './wedge.ts';

const LOTS = ['L-1', 'L-2', 'L-3'].map((number) => lotOf(number, 30));

let server: RunningServer;
let browser: Browser;

beforeEach(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await openSite(await browser.newPage(DESKTOP), server);
});

afterEach(async () => {
  await closeBrowser(browser);
  await server.kill();
  rmSync(server.dataDir, { recursive: true });
});

it('a phone whose browser lost its scans tells its worker and a supervisor: how many, and on which phone', async () => {
  const dora = await (await browser.newContext(PHONE)).newPage();
  await dora.goto(server.origin);
  await signIn(dora, DORA);
  await untilSent(dora);
  await letOneThrough(dora, LOTS.length);
  for (const lot of LOTS) await receive(dora, lot);
  await untilWaiting(dora, 2);

  await wipe(dora, server.origin);
  await asks(dora, 'Scan your badge');
  await signIn(dora, DORA);
  await dora.getByText('2 scans of this phone are lost').waitFor();
  await dora.getByRole('button', { name: 'OK' }).click();
  await dora.getByText('2 scans of this phone are lost').waitFor({ state: 'hidden' });
  await untilSent(dora);

  const sue = await browser.newPage(DESKTOP);
  await sue.goto(server.origin);
  await signIn(sue, SUE);
  await sue.goto(`${server.origin}/supervisor/anomalies`);
  await sue.getByRole('link', { name: 'Scans of a phone are lost' }).click();
  await sue.getByText(/It held 2 scans when its browser was wiped\./).waitFor();
  await sue.goto(`${server.origin}/supervisor/phones`);
  await sue.getByRole('row').filter({ hasText: 'was wiped' }).waitFor();
  expect(rowsOf(server.dataDir, "SELECT facts ->> 'lost' AS lost FROM anomaly WHERE code = 'scans-lost'")).toEqual([{ lost: 2 }]);
});
