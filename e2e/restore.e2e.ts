import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { run } from './commands.ts';
import { putAway, receive } from './jobs.ts';
import { rowsOf } from './ledger.ts';
import { openSite, signIn } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf, PALLET, PAWEL, type Person, SUE } from './small-site.ts';
import { untilSent } from './strip.ts';

const EARLY = lotOf('L-118', 15);
const LATE = lotOf('L-204', 40);

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

/** A device of its own: its own storage, its own key. */
async function deviceOf(worker: Person, screen: object = PHONE): Promise<Page> {
  const page = await (await browser.newContext(screen)).newPage();
  await page.goto(server.origin);
  await signIn(page, worker);
  return page;
}

describe('a server is put back to last night’s backup', () => {
  it('and what phones and the desk did since comes back by itself, each once and in order', async () => {
    const dora = await deviceOf(DORA);
    await receive(dora, EARLY);
    await untilSent(dora);
    const backup = await run('backup', server.dataDir);
    expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('read back and found whole') });
    const file = /to (\S+\.db)/.exec(backup.said)?.[1] ?? '';

    await receive(dora, LATE);
    await untilSent(dora);
    const pawel = await deviceOf(PAWEL);
    await putAway(pawel, EARLY, 'A-01-1');
    await untilSent(pawel);
    await recall(await deviceOf(SUE, DESKTOP), LATE.number);
    const [reports, goods] = [reportsByLane(), stock()];
    expect(reports).toHaveLength(3);

    expect(await run('restore', server.dataDir, file)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/A server is running .* Stop it first/),
    });
    await server.stop();
    const restored = await run('restore', server.dataDir, file);
    expect(restored).toMatchObject({ code: 0, said: expect.stringMatching(/Between the backup and it lie \d+ revs/) });
    expect(reportsByLane()).toHaveLength(1);

    server = await startServer({ dataDir: server.dataDir, port: server.port });
    await expect.poll(reportsByLane).toEqual(reports);
    await expect.poll(() => statusOf(LATE.key)).toBe('recalled');
    expect(stock()).toEqual(goods);
    expect(rowsOf(server.dataDir, 'SELECT code FROM anomaly')).toEqual([]);
    expect(rowsOf(server.dataDir, "SELECT id FROM ledger WHERE kind = 'recall'")).toHaveLength(1);
    expect(await run('verify', server.dataDir)).toMatchObject({ code: 0, said: expect.stringContaining('whole') });
    await seesTheSameAgain(pawel);
  });
});

describe('a server that nobody tells to', () => {
  it('backs itself up in a thread of its own, and the backup is whole', async () => {
    const folder = join(server.dataDir, 'backups');
    const backups = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')) : []);
    await expect.poll(backups, { timeout: 90_000 }).toHaveLength(1);
    const file = join(folder, backups()[0] ?? '');
    expect(await run('verify', server.dataDir, file)).toMatchObject({ code: 0, said: expect.stringContaining('whole') });
    expect(server.printed()).toContain('"msg":"backed up"');
    expect(await (await fetch(`${server.origin}/readyz`)).json()).toEqual({ ready: true, failing: [] });
  });
});

async function recall(desk: Page, lot: string): Promise<void> {
  await desk.getByRole('link', { name: 'Lot age' }).click();
  await desk.getByRole('link', { name: lot }).click();
  await desk.getByRole('button', { name: 'Recall' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('glass in the carton');
  await dialog.getByRole('button', { name: 'Recall' }).click();
  await expect.poll(() => statusOf(LATE.key)).toBe('recalled');
}

/** Everybody signs in again; then the phone shows the stock as it is. */
async function seesTheSameAgain(pawel: Page): Promise<void> {
  await pawel.goto(`${server.origin}/settings`);
  await pawel.getByRole('button', { name: 'Sign out' }).click();
  await signIn(pawel, PAWEL);
  await untilSent(pawel);
  await expect.poll(() => rowsOf(server.dataDir, 'SELECT id FROM device')).toHaveLength(4);
}

/** What phones reported, by lane, in the order of its numbers; a desk's decisions that joined its queue are told apart. */
function reportsByLane(): readonly string[] {
  const rows = rowsOf<{ lane: string; seq: number; id: string; outcome: string }>(
    server.dataDir,
    `SELECT lane, seq, id, outcome FROM ledger JOIN judgement ON command = id
     WHERE lane IS NOT NULL AND kind <> 'recall' ORDER BY lane, ledger.rev`,
  );
  return rows.map(({ lane, seq, id, outcome }) => `${lane} ${seq} ${id} ${outcome}`);
}

function stock(): readonly string[] {
  const rows = rowsOf<{ text: string }>(server.dataDir, "SELECT lot || ' in ' || bin || ': ' || quantity AS text FROM stock ORDER BY 1");
  expect(rows).toHaveLength(2);
  expect(rows.every(({ text }) => text.endsWith(`: ${PALLET}`))).toBe(true);
  return rows.map(({ text }) => text);
}

function statusOf(lot: string): string | undefined {
  return rowsOf<{ status: string }>(server.dataDir, 'SELECT status FROM lot WHERE key = ?', lot)[0]?.status;
}
