import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chance, chance } from '../../server/demo/demo-random.ts';
import { rowsOf } from '../ledger.ts';
import { type RunningServer, startServer } from '../server-process.ts';
import { type LabelledLot, lotOf } from '../small-site.ts';
import { untilSays } from '../strip.ts';
import { type BrowserPhone, openBrowserPhone } from './browser-phone.ts';
import { type FaultLine, openFaultLine } from './fault-line.ts';
import { MOST_MS } from './heal.ts';
import { checkLedger } from './oracle.ts';
import { CREW, openSite } from './site.ts';
import { count, note, type Run, runFor, type Tally } from './tally.ts';

const KILLS = 6;
/** From the scanner's first key to the tick takes about so long (ms). */
const LATEST_KILL = 140;

/** Told to sign in again or not: a queue drains without. */
const NOTHING_WAITS = /^(?=Online|sign in again)(?!.*waiting)/;

interface Scene {
  readonly dice: Chance;
  readonly server: RunningServer;
  readonly line: FaultLine;
  readonly phone: BrowserPhone;
  readonly tally: Tally;
  readonly nextLot: () => LabelledLot;
}

/** A real browser dies by SIGKILL while it keeps a scan, with and without network, in one tab or two, and is opened again. */
export async function browserKill(seed: number, kills = KILLS): Promise<Run> {
  const dir = mkdtempSync(join(tmpdir(), 'lotkeeper-torture-'));
  const server = await startServer({ dataDir: join(dir, 'data'), env: { LOTKEEPER_LOG: 'warn' } });
  await openSite(server);
  const line = await openFaultLine(server.port);
  const phone = await openBrowserPhone(join(dir, 'phone'), line.origin, CREW[0] ?? { badge: '', pin: '', name: '', roles: [] });
  const run = await runFor(dir, async (tally) => {
    let lots = 0;
    const nextLot = () => lotOf(`K-${String(++lots).padStart(4, '0')}`, 30);
    const scene = { dice: chance(seed), server, line, phone, tally, nextLot };
    for (let n = 0; n < kills; n++) await dieOnce(scene);
    checkReceipts(server.dataDir, phone.ticked, tally);
    checkLedger(server.dataDir, tally);
  });
  await phone.close();
  await line.close();
  await server.kill();
  if (!run.kept) rmSync(dir, { recursive: true });
  return run;
}

async function dieOnce({ dice, line, phone, tally, nextLot }: Scene): Promise<void> {
  const tabs = phone.page(0).context().pages().length;
  const isOffline = dice.happens(0.5);
  if (isOffline) line.suffer(dice.happens(0.5) ? 'reset' : 'black-hole');
  for (let n = dice.between(0, 3); n > 0; n--) {
    const [lot, tab] = [nextLot(), dice.between(0, tabs - 1)];
    await phone.toVerdict(lot, tab);
    await phone.confirm(lot, tab);
  }
  const [last, tab] = [nextLot(), dice.between(0, tabs - 1)];
  await phone.toVerdict(last, tab);
  await phone.confirmAndDie(last, tab, dice.between(0, LATEST_KILL));
  tally.chromiumKills += 1;
  count(tally, `chromium-kill ${isOffline ? 'offline' : 'online'}${tabs > 1 ? ', two tabs' : ''}`);
  line.heal();
  await phone.open(dice.happens(0.3) ? 2 : 1);
  await untilEmpty(phone, tally);
}

async function untilEmpty(phone: BrowserPhone, tally: Tally): Promise<void> {
  const since = Date.now();
  const strip = phone.page(0).locator('.strip');
  await untilSays(phone.page(0), NOTHING_WAITS).catch(() => undefined);
  const ms = Date.now() - since;
  tally.worstHealMs = Math.max(tally.worstHealMs, ms);
  if (ms > MOST_MS) note(tally, 'stuck', `${ms} ms until the browser's queue was empty; its strip says “${await strip.innerText()}”`);
}

/** Every lot has its number, so the lot tells which scan it was. */
function checkReceipts(dataDir: string, ticked: readonly string[], tally: Tally): void {
  tally.commands += ticked.length;
  const sql = `SELECT body ->> '$.payload.lot' AS lot FROM ledger WHERE kind = 'receive' ORDER BY rev`;
  const onRecord = rowsOf<{ lot: string }>(dataDir, sql).map(({ lot }) => lot);
  for (const lot of ticked) if (!onRecord.includes(lot)) note(tally, 'lost', lot);
  for (const lot of new Set(onRecord)) {
    const times = onRecord.filter((each) => each === lot).length;
    if (times > 1) note(tally, 'doubled', `${lot} was received ${times} times`);
  }
  for (const [n, lot] of onRecord.entries()) {
    if (n > 0 && lot < (onRecord[n - 1] ?? '')) note(tally, 'reordered', `${lot} is on record after ${onRecord[n - 1]}`);
  }
}
