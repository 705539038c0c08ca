import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { putAway, receive } from './jobs.ts';
import { rowsOf } from './ledger.ts';
import { type Line, openLine, untilReadyForOffline } from './line.ts';
import { openSite, signIn } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf, PALLET, PAWEL, type Person } from './small-site.ts';
import { untilSays, untilSent, untilWaiting } from './strip.ts';
import { breachesOn } from './touch-rules.ts';
import { asks } from './wedge.ts';

const DORAS = lotOf('L-118', 15);
const PAWELS = lotOf('L-204', 40);
const BIN = 'A-01-1';

let server: RunningServer;
let browser: Browser;
const lines: Line[] = [];

beforeEach(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await openSite(await browser.newPage(DESKTOP), server);
});

afterEach(async () => {
  await closeBrowser(browser);
  for (const line of lines.splice(0)) await line.cut();
  await server.kill();
  rmSync(server.dataDir, { recursive: true });
});

/** A phone of its own: its own storage, its own key, its own way to the server. */
async function phoneOf(worker: Person): Promise<{ page: Page; line: Line }> {
  const line = await openLine({ serverPort: server.port });
  lines.push(line);
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.goto(line.origin);
  await signIn(page, worker);
  return { page, line };
}

describe('two phones without network put two lots into one bin', () => {
  it('one keeps the bin, the goods of the other are neither lost nor invented, and a person is asked', async () => {
    const dora = await phoneOf(DORA);
    for (const lot of [DORAS, PAWELS]) await receive(dora.page, lot);
    await expect.poll(() => rowsOf(server.dataDir, 'SELECT 1 FROM ledger').length).toBe(2);
    const pawel = await phoneOf(PAWEL);
    for (const { page, line } of [dora, pawel]) {
      await untilReadyForOffline(page);
      await line.cut();
    }
    await putAway(dora.page, DORAS, BIN);
    await putAway(pawel.page, PAWELS, BIN);
    for (const { page } of [dora, pawel]) await untilWaiting(page, 1);
    await dora.line.mend();
    await untilSent(dora.page);
    await pawel.line.mend();
    await untilSays(pawel.page, '1 needs you');

    expect(whereGoodsAre()).toEqual([`${DORAS.key} in ${BIN}: ${PALLET}`, `${PAWELS.key} claimed for ${BIN}: ${PALLET}`]);
    expect(openAnomalies()).toEqual([{ code: 'bin-conflict', severity: 'stop', bin: BIN, workers: [PAWEL.name, DORA.name] }]);
    await untilSent(dora.page);
    await inboxAsks(pawel.page);
  });
});

async function inboxAsks(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('link', { name: 'Inbox' }).click();
  await asks(page, 'Inbox');
  const entry = page.getByRole('listitem').filter({ hasText: `Two lots are claimed to stand in bin ${BIN}` });
  await entry.waitFor();
  const [yours, theirs] = await entry.locator('.inbox-claim').allInnerTexts();
  expect(yours).toMatch(/Your scan\s+Put L-204 in A-01-1/);
  expect(theirs).toMatch(/The other scan\s+Dora Dock/);
  expect(await breachesOn(page)).toEqual([]);
}

/** Every quantity the books hold, wherever it stands. */
function whereGoodsAre(): readonly string[] {
  const rows = rowsOf<{ text: string }>(
    server.dataDir,
    `SELECT lot || ' in ' || bin || ': ' || quantity AS text FROM stock
     UNION ALL SELECT lot || ' claimed for ' || claimed_bin || ': ' || quantity FROM unconfirmed
     UNION ALL SELECT lot || ' in hand: ' || quantity FROM in_hand ORDER BY 1`,
  );
  return rows.map(({ text }) => text);
}

function openAnomalies() {
  const anomalies = rowsOf<{ code: string; severity: string; bin: string; claims: string }>(
    server.dataDir,
    'SELECT code, severity, bin, claims FROM anomaly WHERE closed_at IS NULL',
  );
  const names = new Map(
    rowsOf<{ id: string; name: string }>(server.dataDir, 'SELECT id, name FROM worker').map((each) => [each.id, each.name]),
  );
  return anomalies.map(({ claims, ...anomaly }) => {
    const sides = JSON.parse(claims) as readonly { worker: string }[];
    return { ...anomaly, workers: sides.map(({ worker }) => names.get(worker)) };
  });
}
