import type { Browser, Page } from 'playwright-core';
import type { Draft } from '../../client/queue/report-body.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { spread } from '../machine.ts';
import { pageScript } from '../page-script.ts';
import { lotOf } from '../sync/filled-store.ts';
import { movements, type Said } from '../sync/movements.ts';
import { withBareServer } from './bare-server.ts';
import { WHO, withSeed, withServer } from './bench-site.ts';
import { withPage } from './open-page.ts';
import type { Seen } from './page/phone.ts';

const SIZE = { lots: 2000, free: 1000 };
const SCANS = 200;
const WARM_UP = 20;
/** Between two scans, ms: all of it is over, and no two come at the same beat. */
const PAUSE = { least: 20, most: 80 };

/**
 * A worker scans on one phone, a colleague looks at the lot on another. Enqueue: the question, its answer by the phone's own
 * rules, and the report strictly on disk; the floor puts that record into a plain database in the same page. Propagation:
 * from there until the other phone shows it; the floor is an empty call and a bare server-sent event, page to
 * page, by turns with the product. Both phones are contexts of one browser, so that one wall clock times both.
 */
export async function measureScan(browser: Browser, script: string) {
  const bareScript = await pageScript('phone/page/bare.ts');
  return withSeed(SIZE, ({ folder, filled }) =>
    withServer({ folder, filled }, ({ origin }) =>
      withBareServer((bareOrigin) =>
        withPair(browser, { origin: bareOrigin, script: bareScript }, (bare) =>
          withPair(browser, { origin, script }, async (phones) => figuresOf(await scanAll(phones, bare, movements(filled)))),
        ),
      ),
    ),
  );
}

type Pair = readonly [worker: Page, colleague: Page];

function withPair<T>(browser: Browser, place: { origin: string; script: string }, act: (pair: Pair) => Promise<T>): Promise<T> {
  return withPage(browser, place, (worker) => withPage(browser, place, (colleague) => act([worker, colleague])));
}

interface Sample {
  readonly sign: string;
  readonly enqueue: number;
  readonly enqueueFloor: number;
  readonly propagation: number;
  readonly propagationFloor: number;
  readonly legs: Legs;
}

/** A report's way in parts, ms: until it is sent, until the other phone is poked, until that asks, is answered, and shows it. */
type Legs = Readonly<Record<'send' | 'poke' | 'ask' | 'answer' | 'show', number>>;

function legsOf({ sent }: Seen, { poked, asked, answered }: Seen, { keptAt, shownAt }: { keptAt: number; shownAt: number }): Legs {
  return { send: sent - keptAt, poke: poked - sent, ask: asked - poked, answer: answered - asked, show: shownAt - answered };
}

async function scanAll(phones: Pair, bare: Pair, said: Generator<Said>): Promise<Sample[]> {
  for (const page of phones) {
    await page.evaluate((who) => window.phone.begin(who), WHO);
    await page.evaluate(() => window.phone.follow());
  }
  await bare[1].evaluate(() => window.bare.listen());
  const samples: Sample[] = [];
  for (let n = 0; n < WARM_UP + SCANS; n++) {
    const next = said.next();
    if (next.done) throw new Error('the store has nothing left to move');
    const sample = { ...(await oneScan(phones, next.value)), propagationFloor: await oneRing(bare) };
    if (n >= WARM_UP) samples.push(sample);
    await pause();
  }
  return samples;
}

async function oneScan([worker, colleague]: Pair, said: Said): Promise<Omit<Sample, 'propagationFloor'>> {
  await colleague.evaluate((lot) => window.phone.watch(lot), lotIn(said));
  const changed = colleague.evaluate(() => window.phone.changedAt());
  const scanned = await worker.evaluate((draft) => window.phone.scan(draft), draftOf(said));
  const shownAt = await changed;
  const legs = legsOf(await worker.evaluate(() => window.phone.seen()), await colleague.evaluate(() => window.phone.seen()), {
    keptAt: scanned.keptAt,
    shownAt,
  });
  await pause();
  const enqueueFloor = await worker.evaluate((seq) => window.phone.putPlainly(seq), scanned.seq);
  return { sign: scanned.sign, enqueue: scanned.ms, enqueueFloor, propagation: shownAt - scanned.keptAt, legs };
}

async function oneRing([worker, colleague]: Pair): Promise<number> {
  const heard = colleague.evaluate(() => window.bare.heardAt());
  const rung = await worker.evaluate(() => window.bare.ring());
  return (await heard) - rung;
}

function lotIn({ kind, payload }: Said): LotKey {
  const { item, lot } = payload as { item: Parameters<typeof lotOf>[0]; lot: string };
  return kind === 'receive' ? lotOf(item, lot) : (lot as LotKey);
}

/** Every movement has the payload of its kind; that is how they are made, and their type does not say it. */
function draftOf({ kind, payload }: Said): Draft {
  return { kind, payload, scans: [{ raw: 'bench', symbology: null, via: 'camera' }] } as unknown as Draft;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least)));
}

function figuresOf(samples: readonly Sample[]) {
  const signs: Record<string, number> = {};
  for (const { sign } of samples) signs[sign] = (signs[sign] ?? 0) + 1;
  const leg = (name: keyof Legs) => spread(samples.map(({ legs }) => legs[name])).p50;
  const legsMs = { send: leg('send'), poke: leg('poke'), ask: leg('ask'), answer: leg('answer'), show: leg('show') };
  return {
    propagation: {
      ms: spread(samples.map((each) => each.propagation)),
      floorMs: spread(samples.map((each) => each.propagationFloor)),
      legsMs,
    },
    enqueue: { ms: spread(samples.map((each) => each.enqueue)), floorMs: spread(samples.map((each) => each.enqueueFloor)), signs },
  };
}
