import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { receive, toReceiveConfirm } from './jobs.ts';
import { rowsOf } from './ledger.ts';
import { untilReadyForOffline } from './line.ts';
import { signIn } from './people.ts';
import { openSiteOnALine, type SiteOnALine } from './site-on-a-line.ts';
import { DORA, type LabelledLot, lotOf } from './small-site.ts';
import { killHandles, rememberHandles } from './storage-faults.ts';
import { untilWaiting } from './strip.ts';
import { wedge } from './wedge.ts';

const LOTS = ['L-1', 'L-2', 'L-3'].map((number) => lotOf(number, 30));

let site: SiteOnALine;

beforeEach(async () => {
  site = await openSiteOnALine();
});

afterEach(() => site.close());

/** Dora's phone behind the door, with two scans that wait on it. */
async function phoneWithTwoScans(): Promise<Page> {
  const page = await (await site.browser.newContext(PHONE)).newPage();
  await page.addInitScript(rememberHandles);
  await page.goto(site.line.origin);
  await signIn(page, DORA);
  await untilReadyForOffline(page);
  await site.line.cut();
  for (const lot of LOTS.slice(0, 2)) await receive(page, lot);
  await untilWaiting(page, 2);
  return page;
}

const confirm = (page: Page) => wedge(page, 'LK:CONFIRM');

/** The red screen, and on it what was scanned last, the one that was not kept first. */
async function redScreen(page: Page): Promise<readonly string[]> {
  await page
    .getByRole('heading', { name: 'NOT SAVED' })
    .waitFor({ timeout: 20_000 })
    .catch(async (fault: unknown) => {
      throw new Error(`${String(fault).slice(0, 80)}; it shows:\n${await page.locator('body').innerText()}`);
    });
  expect(await page.getByText('Stop scanning').isVisible()).toBe(true);
  return page.locator('.not-saved-scans li').allInnerTexts();
}

const waitsFor = (page: Page) => untilWaiting(page, 2);

describe('a phone that cannot keep a scan stops the worker and shows the last ones', () => {
  it('when the browser’s handle on the database dies and cannot be opened again; what was kept is sent later', async () => {
    const page = await phoneWithTwoScans();
    await toReceiveConfirm(page, LOTS[2] as LabelledLot);
    await killHandles(page);
    await confirm(page);
    const scans = await redScreen(page);
    expect(scans).toHaveLength(3);
    expect(scans[0]).toContain(LOTS[2]?.label);
    expect(scans[2]).toContain(LOTS[0]?.label);

    await page.reload();
    await waitsFor(page);
    await site.line.mend();
    await expect.poll(() => rowsOf(site.server.dataDir, "SELECT 1 FROM ledger WHERE kind = 'receive'").length).toBe(2);
  });

  it('when the disk is full though the copy of the stock made room; the queue is never given up', async () => {
    const page = await phoneWithTwoScans();
    await toReceiveConfirm(page, LOTS[2] as LabelledLot);
    await page.evaluate(() => {
      const full = () => {
        throw new DOMException('The disk is full', 'QuotaExceededError');
      };
      IDBObjectStore.prototype.put = full;
      IDBObjectStore.prototype.add = full;
    });
    await confirm(page);
    expect((await redScreen(page))[0]).toContain(LOTS[2]?.label);
    const views = () => page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('view-')).length);
    // A new copy may be begun at that very moment; it finds no room either, and is given up.
    await expect.poll(views).toBe(0);

    await page.reload();
    await waitsFor(page);
  });
});
