import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, openProfile, PHONE } from './browser.ts';
import { confirm, openJob, putAway, receive } from './jobs.ts';
import { filmLabels } from './label-video.ts';
import { rowsOf } from './ledger.ts';
import { type Line, openLine, untilReadyForOffline } from './line.ts';
import { openSite, signIn, startShift } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, type LabelledLot, lotOf, SUE } from './small-site.ts';
import { untilSent, untilWaiting } from './strip.ts';
import { asks, verdictOn, wedge } from './wedge.ts';

const OLD = lotOf('L-118', 15);
const YOUNG = lotOf('L-204', 40);

let dir: string;
let server: RunningServer;
let desk: Browser;
let phone: BrowserContext | undefined;
let line: Line;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'journey-'));
  server = await startServer({ dataDir: join(dir, 'data') });
  desk = await launchBrowser();
});

afterEach(async () => {
  await closeBrowser(phone);
  phone = undefined;
  await closeBrowser(desk);
  await line.cut();
  await server.kill();
  rmSync(dir, { recursive: true });
});

describe.each([
  { reader: 'the WASM reader', spoilsWasm: false, says: 'Aim at a label' },
  { reader: 'the simple reader', spoilsWasm: true, says: 'Simple reader in use: hold the label close and still' },
])('a shift with $reader', ({ spoilsWasm, says }) => {
  it('receives by camera, works without network, and loses nothing when the server dies meanwhile', async () => {
    const office = await desk.newPage(DESKTOP);
    await openSite(office, server);
    line = await openLine({ serverPort: server.port, spoilsWasm });

    let page = await openPhone();
    await signIn(page, DORA);
    for (const lot of [OLD, YOUNG]) await receive(page, lot);
    await untilLedgerHolds(2);

    page = await openPhone(await filmOf(office, OLD));
    await startShift(page);
    await receiveByCamera(page, says);
    await untilLedgerHolds(3);

    page = await openPhone();
    await startShift(page);
    await page.getByText('Ready to work without signal').waitFor();
    await untilReadyForOffline(page);
    await line.cut();
    await server.kill();
    await putAway(page, OLD, 'A-01-1');
    await putAway(page, YOUNG, 'A-01-2');
    await stoppedAtOccupiedBin(page);
    await untilWaiting(page, 2);
    await page.reload();
    await untilWaiting(page, 2);
    await stoppedAtYoungerLot(page);
    await pick(page, OLD);
    await untilWaiting(page, 3);

    server = await startServer({ dataDir: server.dataDir, port: server.port });
    await line.mend();
    await untilSent(page);
    expect(ledger()).toEqual([
      '1 receive recorded, by wedge',
      '2 receive recorded, by wedge',
      '3 receive recorded, by camera',
      '4 putaway recorded, by wedge',
      '5 putaway recorded, by wedge',
      '6 pick recorded, by wedge',
    ]);
    expect(await lifeLine(OLD)).toEqual(['Receipt', 'Receipt', 'Putaway', 'Pick']);
  });
});

/** The same phone, put away and taken out again; with a film it looks at that. */
async function openPhone(camera?: string): Promise<Page> {
  await closeBrowser(phone);
  phone = await openProfile(join(dir, 'phone'), { ...PHONE, ...(camera && { camera }) });
  const page = phone.pages()[0] ?? (await phone.newPage());
  await page.goto(line.origin);
  return page;
}

/** Films the lot's label as this server prints it. */
async function filmOf(office: Page, lot: LabelledLot): Promise<string> {
  await office.goto(new URL(`/labels/lots?lot=${encodeURIComponent(lot.key)}`, office.url()).href);
  const label = await office.locator('.label').screenshot();
  const printed = `<img width="420" src="data:image/png;base64,${label.toString('base64')}">`;
  return filmLabels(join(dir, 'label.y4m'), [{ labels: [printed], seconds: 1 }]);
}

async function receiveByCamera(page: Page, says: string): Promise<void> {
  await openJob(page, 'Receive');
  await asks(page, 'Scan the bin they stand in');
  await page.getByText(OLD.number, { exact: true }).first().waitFor();
  await page.getByText(says).waitFor();
  await wedge(page, 'DOCK-1');
  await asks(page, 'Receive in DOCK-1');
  await confirm(page);
}

async function stoppedAtOccupiedBin(page: Page): Promise<void> {
  await openJob(page, 'Transfer');
  await asks(page, 'Scan a lot or a bin');
  await wedge(page, YOUNG.label);
  await asks(page, 'Scan the bin it goes to');
  await wedge(page, 'A-01-1');
  await asks(page, 'Move to A-01-1');
  expect(await verdictOn(page)).toMatch(/STOP\s+Bin A-01-1 already holds lot L-118/);
  await wedge(page, 'LK:NEXT');
  await asks(page, 'Scan a lot or a bin');
}

async function stoppedAtYoungerLot(page: Page): Promise<void> {
  await openJob(page, 'Pick');
  await asks(page, 'Scan a lot or a bin');
  await wedge(page, YOUNG.label);
  await asks(page, 'Pick from A-01-2');
  expect(await verdictOn(page)).toMatch(/STOP\s+Older lot first: L-118 in A-01-1/);
  await wedge(page, 'LK:NEXT');
  await asks(page, 'Scan a lot or a bin');
}

async function pick(page: Page, lot: LabelledLot): Promise<void> {
  await wedge(page, lot.label);
  await asks(page, 'Pick from A-01-1');
  expect(await verdictOn(page)).toContain('OK');
  await confirm(page);
}

/** Every report, in the order the ledger took them, with its number in the phone's lane and how its lot was scanned. */
function ledger(): readonly string[] {
  const rows = rowsOf<{ lanes: number; seq: number; kind: string; outcome: string; via: string }>(
    server.dataDir,
    `SELECT (SELECT count(DISTINCT lane) FROM lane_place) AS lanes, seq, kind, outcome, body ->> '$.scans[0].via' AS via
     FROM ledger JOIN judgement ON command = id WHERE lane IS NOT NULL ORDER BY ledger.rev`,
  );
  expect(rows[0]?.lanes).toBe(1);
  return rows.map(({ seq, kind, outcome, via }) => `${seq} ${kind} ${outcome}, by ${via}`);
}

async function untilLedgerHolds(count: number): Promise<void> {
  await expect.poll(() => ledger().length).toBe(count);
}

/** What a supervisor at a desk reads of the lot. */
async function lifeLine(lot: LabelledLot): Promise<readonly string[]> {
  const page = await (await desk.newContext(DESKTOP)).newPage();
  await page.goto(server.origin);
  await signIn(page, SUE);
  await page.getByRole('link', { name: 'Lot age' }).click();
  await page.getByRole('link', { name: lot.number }).click();
  const steps = page.locator('.life .life-head');
  await steps.first().waitFor();
  return steps.allInnerTexts();
}
