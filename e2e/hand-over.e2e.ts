import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { receive } from './jobs.ts';
import { filmLabels } from './label-video.ts';
import { rowsOf } from './ledger.ts';
import { type Line, openLine, untilReadyForOffline } from './line.ts';
import { openSite, signIn } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf, PAWEL } from './small-site.ts';
import { untilSays, untilSent, untilWaiting } from './strip.ts';
import { breachesOn } from './touch-rules.ts';
import { asks } from './wedge.ts';

const LOTS = ['L-1', 'L-2', 'L-3'].map((number) => lotOf(number, 30));

let server: RunningServer;
let line: Line;
let folder: string;
const browsers: Browser[] = [];

beforeEach(async () => {
  server = await startServer();
  line = await openLine({ serverPort: server.port });
  folder = mkdtempSync(join(tmpdir(), 'lotkeeper-film-'));
});

afterEach(async () => {
  for (const browser of browsers.splice(0)) await closeBrowser(browser);
  await line.cut().catch(() => undefined);
  await server.kill();
  for (const each of [server.dataDir, folder]) rmSync(each, { recursive: true });
});

async function browserWith(camera?: string): Promise<Browser> {
  const browser = await launchBrowser(camera ? { camera } : {});
  browsers.push(browser);
  return browser;
}

/** A phone of its own in a browser of its own: its storage, its key, what its camera sees. */
async function phoneIn(browser: Browser, origin: string): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.goto(origin);
  return page;
}

/** Every code the phone shows, stepped through by hand. */
async function codesShown(page: Page): Promise<readonly string[]> {
  const code = page.getByRole('img', { name: /^Code / });
  await code.waitFor();
  const count = Number(/of (\d+)/.exec((await code.getAttribute('aria-label')) ?? '')?.[1]);
  if (count > 1) await page.getByRole('button', { name: 'Hold this one' }).click();
  const codes: string[] = [];
  for (let each = 0; each < count; each++) {
    codes.push(await code.evaluate((svg) => svg.outerHTML));
    if (count > 1) await page.getByRole('button', { name: 'Next' }).click();
  }
  return codes;
}

const scansOnRecord = () => rowsOf<{ id: string }>(server.dataDir, "SELECT id FROM ledger WHERE kind = 'receive' ORDER BY rev");

describe('a phone that finds no network hands its scans to another one', () => {
  it('whose camera reads them off its screen; they arrive once, and the first phone hears of it', async () => {
    const browser = await browserWith();
    await openSite(await browser.newPage(DESKTOP), server);
    const dora = await phoneIn(browser, line.origin);
    await signIn(dora, DORA);
    await untilReadyForOffline(dora);
    await line.cut();
    for (const lot of LOTS) await receive(dora, lot);
    await untilWaiting(dora, LOTS.length);

    await dora.locator('.strip').click();
    await dora.getByRole('link', { name: 'Hand over to another phone' }).click();
    await dora.getByText('3 scans to hand over').waitFor();
    expect(await breachesOn(dora)).toEqual([]);
    await dora.getByRole('button', { name: 'Show as codes' }).click();
    await asks(dora, 'Let the other phone read these');
    const codes = await codesShown(dora);
    expect(await breachesOn(dora)).toEqual([]);

    const shots = [
      { labels: [], seconds: 0.5 },
      ...codes.map((code) => ({ labels: [`<div style="width:480px">${code}</div>`], seconds: 0.7, blur: 0.4 })),
    ];
    const film = await filmLabels(join(folder, 'codes.y4m'), shots);
    const pawel = await phoneIn(await browserWith(film), server.origin);
    await signIn(pawel, PAWEL);
    await untilSent(pawel);
    await pawel.locator('.strip').click();
    await pawel.getByRole('link', { name: 'Take another phone’s scans' }).click();
    await pawel.getByText('3 scans of Dora Dock are now on this phone too').waitFor({ timeout: 90_000 });
    await pawel.getByText('3 scans of Dora Dock have reached the server').waitFor();
    expect(await breachesOn(pawel)).toEqual([]);
    const arrived = scansOnRecord();
    expect(arrived).toHaveLength(LOTS.length);

    await line.mend();
    await untilSent(dora);
    expect(scansOnRecord()).toEqual(arrived);
    expect(rowsOf(server.dataDir, "SELECT 1 FROM anomaly WHERE code IN ('lane-forked', 'scans-lost', 'lot-in-two-places')")).toEqual([]);
    await dora.getByRole('button', { name: 'Done' }).click();
    await dora.getByRole('link', { name: 'Back' }).click();
    await expect.poll(() => dora.locator('.queue-state-recorded').count()).toBe(LOTS.length);
  });

  it('from a file, though nobody is signed in on it any more', async () => {
    const browser = await browserWith();
    await openSite(await browser.newPage(DESKTOP), server);
    const dora = await phoneIn(browser, line.origin);
    await signIn(dora, DORA);
    await untilReadyForOffline(dora);
    await line.cut();
    for (const lot of LOTS.slice(0, 2)) await receive(dora, lot);
    await untilWaiting(dora, 2);
    await dora.goto(`${line.origin}/settings`);
    await dora.getByRole('button', { name: 'Sign out' }).click();
    await asks(dora, 'Scan your badge');
    await dora.locator('.strip').click();
    await dora.getByRole('link', { name: 'Hand over to another phone' }).click();
    const saving = dora.waitForEvent('download');
    await dora.getByRole('button', { name: 'Save as a file' }).click();
    const file = join(folder, (await saving).suggestedFilename());
    await (await saving).saveAs(file);
    expect(file).toMatch(/lotkeeper-2-scans\.json$/);

    const pawel = await phoneIn(await browserWith(), server.origin);
    await signIn(pawel, PAWEL);
    await pawel.locator('.strip').click();
    await pawel.getByRole('link', { name: 'Take another phone’s scans' }).click();
    await pawel.getByLabel('Open a file instead').setInputFiles(file);
    await pawel.getByText('2 scans of another phone have reached the server').waitFor();
    expect(scansOnRecord()).toHaveLength(2);
    await line.mend();
    await untilSays(dora, /^Online/);
    expect(scansOnRecord()).toHaveLength(2);
  });
});
