import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { putAway, receive } from './jobs.ts';
import { rowsOf } from './ledger.ts';
import { type Line, openLine, untilReadyForOffline } from './line.ts';
import { openSite, signIn } from './people.ts';
import { unpackPrevious } from './previous-build.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf } from './small-site.ts';
import { untilSent, untilWaiting } from './strip.ts';

const LOTS = ['L-101', 'L-102', 'L-103', 'L-104', 'L-105', 'L-106'].map((number, n) => lotOf(number, 20 + n));
const BINS = ['A-01-1', 'A-01-2', 'A-01-3'];

let previous: string;
let folder: string;
let server: RunningServer;
let browser: Browser;
let phone: BrowserContext;
let page: Page;
let line: Line;

beforeEach(async () => {
  previous = unpackPrevious();
  folder = mkdtempSync(join(tmpdir(), 'lotkeeper-skew-'));
  server = await startServer({ home: previous, dataDir: join(folder, 'data') });
  browser = await launchBrowser();
  await openSite(await browser.newPage(DESKTOP), server);
  line = await openLine({ serverPort: server.port });
  phone = await browser.newContext(PHONE);
  page = await phone.newPage();
  await page.goto(line.origin);
  await signIn(page, DORA);
});

afterEach(async () => {
  await closeBrowser(browser);
  await line.cut();
  await server.kill();
  rmSync(folder, { recursive: true });
});

/** The server is brought up to date, or back: another build, the same address. */
async function changeTo(wish: { home?: string; dataDir: string }): Promise<void> {
  await server.stop();
  server = await startServer({ ...wish, port: server.port });
}

/** What was done, in the order of the ledger, and what became of it. */
function recorded(): readonly string[] {
  const rows = rowsOf<{ text: string }>(
    server.dataDir,
    `SELECT ledger.kind || ' ' || ifnull(body ->> '$.payload.lot', '') || ': ' || outcome AS text
     FROM ledger JOIN judgement ON command = id AND n = 1 WHERE lane IS NOT NULL ORDER BY ledger.rev`,
  );
  return rows.map(({ text }) => text);
}

async function receiveAll(lots: typeof LOTS): Promise<string[]> {
  for (const lot of lots) await receive(page, lot);
  return lots.map(({ number }) => `receive ${number}: recorded`);
}

async function putAwayAll(lots: typeof LOTS): Promise<string[]> {
  for (const [n, lot] of lots.entries()) await putAway(page, lot, BINS[n] ?? 'A-02-1');
  return lots.map(({ key }) => `putaway ${key}: recorded`);
}

/** The app a phone would open now, whatever it has stored of an older one; its queue stays. */
async function openNewestApp(): Promise<void> {
  await page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.goto(line.origin);
}

const PUSH = '**/trpc/sync.push*';

describe('phones and server are brought up to date at different times', () => {
  it('the previous app’s full queue reaches today’s server, and so does what today’s app finds of it', async () => {
    const done = await receiveAll(LOTS.slice(0, 3));
    await untilReadyForOffline(page);
    await line.cut();
    done.push(...(await putAwayAll(LOTS.slice(0, 3))), ...(await receiveAll(LOTS.slice(3, 5))));
    await untilWaiting(page, 5);
    await changeTo({ dataDir: server.dataDir });
    await line.mend();
    await untilSent(page);
    expect(recorded()).toEqual(done);

    await phone.route(PUSH, (route) => route.abort());
    done.push(...(await receiveAll(LOTS.slice(5))));
    await untilWaiting(page, 1);
    await openNewestApp();
    await untilWaiting(page, 1);
    await phone.unroute(PUSH);
    await untilSent(page);
    expect(recorded()).toEqual(done);
  });

  it('today’s app keeps its queue when the server has to go back to the previous build and an older copy of its data', async () => {
    const done = await receiveAll(LOTS.slice(0, 2));
    await untilSent(page);
    await server.stop();
    const before = join(folder, 'before');
    cpSync(server.dataDir, before, { recursive: true });
    server = await startServer({ dataDir: server.dataDir, port: server.port });
    await openNewestApp();
    done.push(...(await putAwayAll(LOTS.slice(0, 2))));
    await untilReadyForOffline(page);
    await line.cut();
    done.push(...(await receiveAll(LOTS.slice(2, 4))));
    await untilWaiting(page, 2);
    await changeTo({ home: previous, dataDir: before });
    await line.mend();
    await untilSent(page);
    await expect.poll(recorded).toEqual(done);
    await receive(page, LOTS[4] ?? lotOf('L-105', 20));
    await untilSent(page);
    expect(recorded()).toHaveLength(done.length + 1);
  });
});
