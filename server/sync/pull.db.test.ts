import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FeedEntry, PullReply, ViewChange } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, taken } from './paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

type Page = Extract<PullReply, { kind: 'page' }>;

const pull = (cursor: Cursor | null, maxBytes = 1_000_000) => paper.store.sync.pull({ cursor, lane: phone.lane(), maxBytes }, NOON);

function page(cursor: Cursor | null, maxBytes?: number): Page {
  const reply = pull(cursor, maxBytes);
  if (reply.kind !== 'page') throw new Error(reply.reset);
  return reply;
}

function receive(...lots: string[]): void {
  taken(phone.send(lots.map((lot) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 40 }))));
}

/** A phone's view: the latest of everything it was told. */
function viewOf(changes: Iterable<ViewChange>): Map<string, unknown> {
  const view = new Map<string, unknown>();
  for (const { thing, key, after } of changes) {
    if (after === null) view.delete(`${thing} ${key}`);
    else view.set(`${thing} ${key}`, after);
  }
  return view;
}

const changesOf = (entries: readonly FeedEntry[]) => entries.flatMap(({ changes }) => changes);

describe('a pull', () => {
  test('brings master data and stock in order, one entry a rev, with the verdict on each report', () => {
    receive('L-1', 'L-2');
    const { entries, upTo, head, more } = page(null);
    expect(entries.map(({ rev, seq, verdict }) => [rev, seq, verdict?.outcome])).toEqual([
      [1, undefined, undefined],
      [2, 1, 'recorded'],
      [3, 2, 'recorded'],
    ]);
    expect([...viewOf(changesOf(entries)).keys()]).toContain(`stock DOCK-1 ${peas('L-2')} `);
    expect([upTo.rev, head, more]).toEqual([3, 3, false]);
  });

  test('comes in pages by bytes, each starting where the last ended, and acknowledges the lane no further than the page', () => {
    receive('L-1', 'L-2', 'L-3');
    const first = page(null, 1024);
    expect([first.entries.length, first.upTo.rev, first.laneAck, first.more]).toEqual([1, 1, 0, true]);
    const second = page(first.upTo, 1024);
    expect([second.entries[0]?.rev, second.laneAck, second.more]).toEqual([2, 1, true]);
    expect(page(second.upTo).laneAck).toBe(3);
  });

  test('acknowledges a re-keyed queue only once the view holds what it says', () => {
    const queue = [phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 40 })];
    taken(phone.send(queue));
    const early = page(null, 1024).upTo;
    taken(phone.send(phone.rekey(crypto.randomUUID(), queue)));
    expect(page(early).laneAck).toBe(1);
    expect(paper.store.sync.pull({ cursor: early, lane: crypto.randomUUID(), maxBytes: 1024 }, NOON)).toMatchObject({ laneAck: 0 });
  });

  test('tells of master data changed since', () => {
    const { upTo } = page(null);
    const site = paper.store.masters.site();
    if (!site) throw new Error('no site');
    paper.store.sync.publish([{ thing: 'site', key: site.code, after: { ...site, name: 'Warsaw North' } }]);
    expect(page(upTo).entries).toMatchObject([{ rev: 2, changes: [{ thing: 'site', after: { name: 'Warsaw North' } }] }]);
  });

  test('sends a phone back to a snapshot when its history is not this one', () => {
    receive('L-1');
    const { upTo } = page(null);
    expect(pull({ ...upTo, epoch: 'another' })).toMatchObject({ kind: 'reset', reset: 'epoch', epoch: upTo.epoch });
    expect(pull({ ...upTo, chain: 'f'.repeat(64) })).toMatchObject({ kind: 'reset', reset: 'diverged' });
    expect(pull({ ...upTo, rev: 99 })).toMatchObject({ kind: 'reset', reset: 'diverged' });
  });

  test('sends a phone back to a snapshot when what it missed was compacted', () => {
    receive('L-1', 'L-2');
    const { upTo } = page(null);
    const old = page(null, 1024).upTo;
    paper.store.db.exec('DELETE FROM feed WHERE rev < 3');
    expect(pull(old)).toMatchObject({ kind: 'reset', reset: 'compacted' });
    expect(pull(null)).toMatchObject({ kind: 'reset', reset: 'compacted' });
    expect(page(upTo).entries).toEqual([]);
  });
});

describe('a snapshot', () => {
  function snapshot(limit: number): { changes: ViewChange[]; from: Cursor } {
    const changes: ViewChange[] = [];
    let reply = paper.store.sync.snapshot({ after: null, limit }, NOON);
    const from = reply.cursor;
    changes.push(...reply.rows);
    while (reply.next) {
      receive(`L-${changes.length + 10}`);
      reply = paper.store.sync.snapshot({ after: reply.next, limit }, NOON);
      changes.push(...reply.rows);
    }
    return { changes, from };
  }

  test('whose pages were read while reports came in is made whole by the feed from its first page on', () => {
    receive('L-1', 'L-2', 'L-3');
    const { changes, from } = snapshot(3);
    const told = viewOf([...changes, ...changesOf(page(from).entries)]);
    const fresh = viewOf(paper.store.sync.snapshot({ after: null, limit: 5000 }, NOON).rows);
    expect(told).toEqual(fresh);
    expect(fresh.size).toBeGreaterThan(20);
  });

  test('holds what the whole feed would have told', () => {
    receive('L-1', 'L-2');
    const { rows, total, next } = paper.store.sync.snapshot({ after: null, limit: 5000 }, NOON);
    const workers = rows.filter(({ thing }) => thing === 'worker');
    expect(viewOf(rows.filter(({ thing }) => thing !== 'worker'))).toEqual(viewOf(changesOf(page(null).entries)));
    expect(workers.map(({ key }) => key)).toEqual(['ana', 'eve']);
    expect(JSON.stringify(workers)).not.toMatch(/pin|badge/i);
    expect([total, next]).toEqual([rows.length, null]);
  });

  test('asked for after a key that never was goes on from there', () => {
    receive('L-1');
    const { rows } = paper.store.sync.snapshot({ after: { thing: 'stock', key: 'nonsense' }, limit: 10 }, NOON);
    expect(rows.map(({ thing }) => thing)).toEqual([]);
  });
});
