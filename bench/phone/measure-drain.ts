import type { Browser, Page } from 'playwright-core';
import type { ReportBody } from '../../client/queue/report-body.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import { type Round, roundsAgainstFloor } from '../machine.ts';
import { pushLine } from '../sync/bench-server.ts';
import type { Filled } from '../sync/filled-store.ts';
import { bodies, lane, movements } from '../sync/movements.ts';
import { type Seed, WHO, withSeed, withServer } from './bench-site.ts';
import { withPage } from './open-page.ts';
import type { Drained } from './page/drain.ts';

const COMMANDS = 10_000;
/** Commands that go up before those that count: neither server nor phone is measured while it is still being compiled. */
const WARM_UP = 1000;
const LOTS = 10_000;
const FREE_BINS = 4000;
const ROUNDS = 3;
/** Commands handed into the page at a time. */
const STRIDE = 500;

/**
 * The phone's way of emptying its outbox against a Node client that has the very commands in memory, in the very batches,
 * on a server of the same kind and state. In on both sides: chaining and signing each batch, its JSON, the push, reading
 * the answer. Out on both: making, hashing and judging the commands. Only the phone reads them from its database
 * and keeps there what the server said of each.
 */
export async function measureDrain(browser: Browser, script: string) {
  return withSeed({ lots: LOTS, free: FREE_BINS }, async (seed) => {
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const phone = await withServer(seed, ({ origin }) => withPage(browser, { origin, script }, (page) => onThePhone(page, seed)));
      const floorMs = await withServer(seed, ({ port }) => inNode(port, seed, phone));
      const [, counted] = phone;
      rounds.push({ ms: counted.ms, floorMs });
    }
    return { commands: COMMANDS, ...roundsAgainstFloor(rounds) };
  });
}

type Pair<T> = readonly [warmUp: T, counted: T];

async function onThePhone(page: Page, { filled }: Seed): Promise<Pair<Drained>> {
  const by = await page.evaluate((who) => window.phone.begin(who), WHO);
  await page.evaluate(() => window.phone.follow());
  const [warm, counted] = aShift(filled, by);
  const first = await keepAndDrain(page, warm);
  await page.evaluate(() => window.phone.settle());
  return [first, await keepAndDrain(page, counted)];
}

async function keepAndDrain(page: Page, commands: readonly ReportBody[]): Promise<Drained> {
  await page.evaluate(() => window.phone.cut());
  for (let from = 0; from < commands.length; from += STRIDE) {
    await page.evaluate((some) => window.phone.keep(some), commands.slice(from, from + STRIDE));
  }
  const drained = await page.evaluate(() => window.phone.drain());
  if (drained.outcomes.recorded !== commands.length) throw new Error(`not all went well: ${JSON.stringify(drained.outcomes)}`);
  return drained;
}

function aShift(filled: Filled, by?: Parameters<typeof bodies>[1]['by']): Pair<ReportBody[]> {
  const said = movements(filled);
  const now = Date.now() as EpochMs;
  const take = (from: number, count: number) => bodies(said, { from, count, at: () => now, ...(by && { by }) }) as ReportBody[];
  return [take(1, WARM_UP), take(WARM_UP + 1, COMMANDS)];
}

async function inNode(port: number, { filled }: Seed, [warm, counted]: Pair<Drained>): Promise<number> {
  const { seal, parcel } = lane(Date.now() as EpochMs);
  const [first, second] = aShift(filled).map((commands) => seal(commands as Parameters<typeof seal>[0])) as [Envelope[], Envelope[]];
  const line = pushLine(port);
  const pushAll = async (envelopes: readonly Envelope[], sizes: readonly number[]) => {
    let at = 0;
    for (const size of sizes) {
      const answer = JSON.parse((await line.post(parcel(envelopes.slice(at, at + size)))).toString());
      at += size;
      if (answer.result?.data?.ack?.seq !== envelopes[at - 1]?.seq) throw new Error(JSON.stringify(answer).slice(0, 500));
    }
  };
  await pushAll(first, warm.sizes);
  const from = performance.now();
  await pushAll(second, counted.sizes);
  const ms = performance.now() - from;
  line.hangUp();
  return ms;
}
