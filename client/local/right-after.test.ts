import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { createClock } from '../queue/clock.ts';
import { OutboxDatabase } from '../queue/outbox-database.ts';
import { aPhone, type Disk, transfer, viewOf } from './a-phone.contract.ts';
import { ask, report } from './ask.ts';
import { catchUp } from './catch-up.ts';
import { paperFeed } from './paper-feed.contract.ts';
import type { Phone } from './phone.ts';
import { pull } from './pull.ts';
import { aLot, aRow, lotChange, lotOf, masters, NOW, rowChange } from './small-store.contract.ts';
import { viewsOf } from './views.ts';

const MINE = 'L-118';
const OTHER = 'L-200';
const RUNS = 4;
const OK = { outcome: 'ok', codes: [] };

/** One putting into a bin and taking out again: by which tab, who pulls meanwhile, and whether the server has judged it by then. */
const round = fc.record({
  target: fc.constantFrom('A-01-1', 'A-01-2', 'A-02-1'),
  by: fc.nat(1),
  pulls: fc.constantFrom([], [0], [1], [0, 1]),
  taken: fc.boolean(),
});
const day = fc.record({
  rounds: fc.array(round, { minLength: 4, maxLength: 7 }),
  blocks: fc.array(fc.nat(4), { minLength: 4, maxLength: 9 }),
});

/** A tab of the phone on this disk, doing after each report what the app does. */
function aTab(disk: Disk): Phone {
  const outbox = new OutboxDatabase(disk);
  const views = viewsOf(outbox, disk);
  const clock = createClock({ wall: () => NOW, mono: () => 0, boot: 'boot-2' });
  const tab: Phone = { outbox, views, clock, kept: () => void layOver(tab).catch(() => undefined) };
  return tab;
}

async function layOver({ outbox, views }: Phone): Promise<void> {
  const view = await views.current();
  if (view) await catchUp(outbox, view);
}

/** A main thread that is taken for some ms between any two things it does, until told to stop. */
function slowThread(blocks: readonly number[]): () => void {
  let turn = 0;
  let next = setImmediate(block);
  function block(): void {
    const until = performance.now() + (blocks[turn++ % blocks.length] ?? 0);
    while (performance.now() < until);
    next = setImmediate(block);
  }
  return () => clearImmediate(next);
}

async function twoTabs() {
  const stock = [aRow('DOCK-1', lotOf(MINE), 40), aRow('DOCK-1', lotOf(OTHER), 40)].map(rowChange);
  const lots = [aLot(lotOf(MINE), '2026-12-05'), aLot(lotOf(OTHER), '2027-01-31')].map(lotChange);
  const feed = paperFeed([...masters(), ...lots, ...stock]);
  const { disk, pull: firstPull } = await aPhone(feed);
  await firstPull();
  const tabs = [aTab(disk), aTab(disk)] as const;
  let sent = 0;
  return {
    tabs,
    pullIn: (tab: Phone) => pull({ ...tab, wire: feed.wire, told: () => {} }),
    /** The server judges all that is queued, as this phone did. */
    async judge() {
      const acts = await (await viewOf(tabs[0])).acts.where('seq').above(sent).toArray();
      for (const { seq, effects } of acts) {
        feed.add(effects.map(changeOf));
        feed.state.laneAck = sent = seq;
      }
    },
    /** Something else happens in the store. */
    elsewhere: () => feed.add([lotChange(aLot(lotOf('L-300'), '2027-05-01'))]),
  };
}

function changeOf({ thing, key, after }: Effect): ViewChange {
  return { thing, key, after } as ViewChange;
}

/** What both tabs say at once to putting the other lot there. */
async function signs(tabs: readonly Phone[], target: string): Promise<readonly string[]> {
  return Promise.all(tabs.map(async (tab) => (await ask(transfer(OTHER, 'DOCK-1', target, 10), tab)).sign));
}

type Store = Awaited<ReturnType<typeof twoTabs>>;
type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;

/** My lot goes into the bin and out of it again; both tabs are asked right after each. */
async function fillAndEmpty({ tabs, pullIn, judge, elsewhere }: Store, { target, by, pulls, taken }: Round): Promise<void> {
  const [tab, other] = by === 0 ? tabs : [tabs[1], tabs[0]];
  if (taken) await judge();
  else elsewhere();
  const pulling = pulls.map((n) => pullIn(tabs[n === 0 ? 0 : 1]));
  await report(transfer(MINE, 'DOCK-1', target, 40), OK, tab);
  expect(await signs(tabs, target)).toEqual(['stop', 'stop']);
  await report(transfer(MINE, target, 'DOCK-1', 40), OK, other);
  expect(await signs(tabs, target)).toEqual(['ok', 'ok']);
  await Promise.all(pulling);
}

describe('asked right after a report, in the same tab and in another, on a phone that can hardly keep up', () => {
  it('the phone knows of it every time: STOP to the bin it filled, OK to the one it emptied', async () => {
    const days = fc.asyncProperty(day, async ({ rounds, blocks }) => {
      const store = await twoTabs();
      const stopBlocking = slowThread(blocks);
      try {
        for (const each of rounds) await fillAndEmpty(store, each);
      } finally {
        stopBlocking();
      }
    });
    await fc.assert(days, { numRuns: RUNS });
  });
});
