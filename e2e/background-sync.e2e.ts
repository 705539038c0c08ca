import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SYNC_TAG } from '../client/queue/ask-for-sync.ts';
import { PHONE } from './browser.ts';
import { receive } from './jobs.ts';
import { rowsOf } from './ledger.ts';
import { untilReadyForOffline } from './line.ts';
import { signIn } from './people.ts';
import { openSiteOnALine, type SiteOnALine } from './site-on-a-line.ts';
import { DORA, lotOf } from './small-site.ts';
import { untilWaiting } from './strip.ts';

let site: SiteOnALine;

beforeEach(async () => {
  site = await openSiteOnALine();
});

afterEach(() => site.close());

/** Tells the worker what the browser tells it once there is a network. The page is none of the app's, so nothing else can send. */
async function networkIsBack(page: Page): Promise<void> {
  await page.goto(`${site.line.origin}/livez`);
  const worker = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    worker.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((each) => each.scopeURL.startsWith(site.line.origin) && !each.isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await worker.send('ServiceWorker.enable');
  const registrationId = await found;
  await worker.send('ServiceWorker.dispatchSyncEvent', { origin: site.line.origin, registrationId, tag: SYNC_TAG, lastChance: false });
}

it('scans of an app that was closed in the cold store are sent by the browser once there is a network', async () => {
  const phone = await site.browser.newContext(PHONE);
  const page = await phone.newPage();
  await page.goto(site.line.origin);
  await signIn(page, DORA);
  await untilReadyForOffline(page);
  await site.line.cut();
  for (const number of ['L-1', 'L-2']) await receive(page, lotOf(number, 30));
  await untilWaiting(page, 2);
  await page.close();
  await site.line.mend();
  await networkIsBack(await phone.newPage());
  await expect.poll(() => rowsOf(site.server.dataDir, "SELECT 1 FROM ledger WHERE kind = 'receive'").length).toBe(2);
  expect(rowsOf(site.server.dataDir, "SELECT DISTINCT build <> '' AS named FROM lane WHERE last_seq > 0")).toEqual([{ named: 1 }]);
});
