import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PHONE } from './browser.ts';
import { run } from './commands.ts';
import { openJob, putAway, receive, toReceiveConfirm } from './jobs.ts';
import { untilReadyForOffline } from './line.ts';
import { signIn } from './people.ts';
import { startServer } from './server-process.ts';
import type { SiteOnALine } from './site-on-a-line.ts';
import { DORA, lotOf, PAWEL, type Person } from './small-site.ts';
import { promiseStorage } from './stage.ts';
import { killHandles, letOneThrough, rememberHandles, wipe } from './storage-faults.ts';
import { untilSent, untilWaiting } from './strip.ts';
import { asks, wedge } from './wedge.ts';

/** Takes a picture of a phone as it stands; `of` tells several of one trouble apart. */
export type Look = (page: Page, of?: string) => Promise<void>;

/** Something that goes wrong with a phone or its server, brought about for real, and what the worker is shown. */
export interface Trouble {
  readonly name: string;
  readonly bring: (site: SiteOnALine, look: Look) => Promise<void>;
}

const [FIRST, SECOND, THIRD] = ['L-118', 'L-204', 'L-311'].map((number) => lotOf(number, 30)) as [Lot, Lot, Lot];
type Lot = ReturnType<typeof lotOf>;
/** Chromium writes on for so long on room it granted before. */
const GRANTED_MS = 31_000;
const THREE_HOURS_MS = 3 * 60 * 60_000;

/** One site serves them all, one after another; the server is put back to its backup last. */
export const TROUBLES: readonly Trouble[] = [
  { name: 'trouble-not-promised', bring: notPromised },
  { name: 'trouble-full', bring: diskFull },
  { name: 'trouble-storage-dies', bring: storageDies },
  { name: 'trouble-clock', bring: clockOff },
  { name: 'trouble-wiped', bring: wiped },
  { name: 'trouble-hand-over', bring: handedOver },
  { name: 'trouble-restored', bring: restored },
];

/** The browser does not promise to keep what waits on the phone. */
async function notPromised(site: SiteOnALine, look: Look): Promise<void> {
  const page = await phoneOf(site, DORA, { isPromised: false });
  await untilReadyForOffline(page);
  await look(page);
  await site.line.cut();
  await receive(page, FIRST);
  await untilWaiting(page, 1);
  await page.locator('.strip').click();
  await asks(page, 'Queue');
  await look(page, 'queue');
}

/** The browser grants not a byte more to a phone with two scans that wait: giving up the copy of the stock makes no room. */
async function diskFull(site: SiteOnALine, look: Look): Promise<void> {
  const page = await phoneWithTwoScans(site);
  await toReceiveConfirm(page, THIRD);
  const browserSide = await page.context().newCDPSession(page);
  await browserSide.send('Storage.overrideQuotaForOrigin', { origin: site.line.origin, quotaSize: 1 });
  await page.waitForTimeout(GRANTED_MS);
  await wedge(page, 'LK:CONFIRM');
  await asks(page, 'NOT SAVED');
  await look(page);
}

/** What iOS does now and then: every connection is gone at once, and none can be opened any more. */
async function storageDies(site: SiteOnALine, look: Look): Promise<void> {
  const page = await phoneWithTwoScans(site);
  await toReceiveConfirm(page, THIRD);
  await killHandles(page);
  await wedge(page, 'LK:CONFIRM');
  await asks(page, 'NOT SAVED');
  await look(page);
}

/** Somebody set the phone's clock three hours ahead. */
async function clockOff(site: SiteOnALine, look: Look): Promise<void> {
  const page = await phoneOf(site, DORA, { aheadMs: THREE_HOURS_MS });
  await page.getByText('3 h fast').waitFor();
  await page.getByText('Ready to work without signal').waitFor();
  await look(page);
  await toTheFirstQuestion(page);
  await page.getByText('No camera found').waitFor();
  await look(page, 'scan');
}

/** What a browser short of room does: the scans go, the server's cookies stay. */
async function wiped(site: SiteOnALine, look: Look): Promise<void> {
  const page = await phoneOf(site, DORA);
  await untilReadyForOffline(page);
  await letOneThrough(page, 3);
  for (const lot of [FIRST, SECOND, THIRD]) await receive(page, lot);
  await untilWaiting(page, 2);
  await wipe(page, site.line.origin);
  await signIn(page, DORA);
  await page.getByRole('alert').waitFor();
  await look(page);
  await page.reload();
  await toTheFirstQuestion(page);
  await page.getByText('No camera found').waitFor();
  await look(page, 'scan');
}

/** A phone without network gives its scans to another one, as codes and as a file. */
async function handedOver(site: SiteOnALine, look: Look): Promise<void> {
  const giver = await phoneWithTwoScans(site);
  await giver.locator('.strip').click();
  await giver.getByRole('link', { name: 'Hand over to another phone' }).click();
  await giver.getByText('2 scans to hand over').waitFor();
  await look(giver);
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-trouble-'));
  const saving = giver.waitForEvent('download');
  await giver.getByRole('button', { name: 'Save as a file' }).click();
  const file = join(folder, (await saving).suggestedFilename());
  await (await saving).saveAs(file);
  await giver.getByRole('button', { name: 'Show as codes' }).click();
  await giver.getByRole('img', { name: /^Code / }).waitFor();
  await look(giver, 'codes');

  await site.line.mend();
  const courier = await phoneOf(site, PAWEL);
  await untilReadyForOffline(courier);
  await site.line.cut();
  await courier.locator('.strip').click();
  await courier.getByRole('link', { name: 'Take another phone’s scans' }).click();
  await courier.getByLabel('Open a file instead').setInputFiles(file);
  rmSync(folder, { recursive: true });
  await courier.getByText('are now on this phone too').waitFor();
  await look(courier, 'courier');
}

/** The server goes back to a backup made before this shift began: it knows neither the scan nor who is at work. */
async function restored(site: SiteOnALine, look: Look): Promise<void> {
  const { dataDir, port } = site.server;
  const { said } = await run('backup', dataDir);
  const file = /to (\S+\.db)/.exec(said)?.[1];
  if (!file) throw new Error(`no backup was made:\n${said}`);
  const page = await phoneOf(site, PAWEL);
  const dora = await phoneOf(site, DORA);
  await receive(dora, FIRST);
  await untilSent(dora);
  await putAway(page, FIRST, 'A-01-1');
  await untilSent(page);
  await site.server.stop();
  await run('restore', dataDir, file);
  const server = await startServer({ dataDir, port });
  try {
    await page.getByText('forgot some scans').waitFor({ timeout: 90_000 });
    await look(page);
    await page.locator('.strip').click();
    await asks(page, 'Queue');
    await look(page, 'queue');
  } finally {
    await server.kill();
  }
}

interface PhoneWish {
  readonly isPromised?: boolean;
  readonly aheadMs?: number;
}

/** A phone of its own with somebody at work on it. */
async function phoneOf(site: SiteOnALine, worker: Person, { isPromised = true, aheadMs = 0 }: PhoneWish = {}): Promise<Page> {
  const page = await (await site.browser.newContext({ ...PHONE, colorScheme: 'dark' })).newPage();
  if (isPromised) await promiseStorage(site.browser, page);
  await page.addInitScript(rememberHandles);
  if (aheadMs) await page.addInitScript(setAhead, aheadMs);
  await page.goto(site.line.origin);
  await signIn(page, worker);
  await page.getByRole('link', { name: 'Inbox' }).waitFor();
  return page;
}

async function phoneWithTwoScans(site: SiteOnALine): Promise<Page> {
  const page = await phoneOf(site, DORA);
  await untilReadyForOffline(page);
  await site.line.cut();
  for (const lot of [FIRST, SECOND]) await receive(page, lot);
  await untilWaiting(page, 2);
  return page;
}

async function toTheFirstQuestion(page: Page): Promise<void> {
  await openJob(page, 'Receive');
  await asks(page, 'Scan the lot label');
}

/** Runs in the page: its clock is wrong from the first line of the app on. */
function setAhead(byMs: number): void {
  window.Date = new Proxy(Date, {
    construct(date, asked) {
      return Reflect.construct(date, asked.length === 0 ? [date.now() + byMs] : asked);
    },
    get(date, member) {
      return member === 'now' ? () => date.now() + byMs : Reflect.get(date, member);
    },
  });
}
