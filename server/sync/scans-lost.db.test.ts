import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lost } from '../../shared/wire/push.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { NOON, openPaperStore, PEAS, paperPhone, taken } from './paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

const rows = (sql: string) => paper.store.db.prepare(sql).raw().all();
const receive = (lot: string) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 1 });
const receives = (many: number) => Array.from({ length: many }, (_, n) => receive(`L-${n + 1}`));
const lost = (from: number, to: number): Lost => ({ from, to, head: phone.headAt(to) });
const lastSeq = () => paper.store.db.prepare('SELECT last_seq FROM lane').pluck().get();

describe('a phone that truly lacks the next number', () => {
  test('says so, and its lane goes on behind the gap, on record and before a supervisor', () => {
    const queue = receives(5);
    taken(phone.send(queue.slice(0, 1)));
    const verdicts = taken(phone.send(queue.slice(3), { lost: lost(2, 3) }));
    expect(verdicts.map(({ id }) => id)).toEqual(queue.slice(3).map(({ id }) => id));
    expect(lastSeq()).toBe(5);
    expect(rows("SELECT code, severity, facts ->> '$.from', facts ->> '$.to' FROM anomaly")).toEqual([['scans-lost', 'stop', 2, 3]]);
    expect(rows("SELECT device, kind FROM ledger WHERE kind = 'scans-lost'")).toEqual([['server', 'scans-lost']]);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('may have nothing behind the gap yet', () => {
    receives(3);
    expect(phone.send([], { lost: lost(1, 3) })).toMatchObject({ kind: 'taken', ack: { seq: 3 } });
    expect(taken(phone.send([receive('L-9')]))).toHaveLength(1);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('is heard once however often it says so', () => {
    const queue = receives(3);
    taken(phone.send(queue.slice(2), { lost: lost(1, 2) }));
    taken(phone.send(queue.slice(2), { lost: lost(1, 2) }));
    expect(rows('SELECT count(*) FROM anomaly')).toEqual([[1]]);
    expect(rows('SELECT count(*) FROM ledger')).toEqual([[2]]);
  });

  test('that finds them after all brings them in another lane: nothing found is turned away', () => {
    const queue = receives(3);
    taken(phone.send(queue.slice(2), { lost: lost(1, 2) }));
    expect(phone.send(queue)).toMatchObject({ kind: 'reset', reset: 'lane-forked' });
    expect(taken(phone.send(phone.rekey(crypto.randomUUID(), queue))).map(({ outcome }) => outcome)).toEqual(Array(3).fill('recorded'));
    expect(rows("SELECT count(*) FROM ledger WHERE kind = 'receive'")).toEqual([[3]]);
  });

  test('vouches for it: a loss that its signed head does not contain is refused', () => {
    const queue = receives(4);
    const elsewhere = { from: 1, to: 2, head: phone.headAt(1) };
    expect(() => phone.send(queue.slice(2), { lost: elsewhere })).toThrow(/chain over exactly these commands/);
    expect(() => phone.send([], { lost: lost(1, 2) })).toThrow(/chain over exactly these commands/);
    expect(rows('SELECT count(*) FROM ledger')).toEqual([[0]]);
  });

  test('moves nothing when it speaks of other numbers than the next: the gap check holds', () => {
    const queue = receives(5);
    taken(phone.send(queue.slice(0, 2)));
    for (const said of [lost(1, 4), lost(2, 4), lost(4, 4)]) {
      expect(phone.send(queue.slice(4), { lost: said })).toMatchObject({ kind: 'taken', ack: { seq: 2 }, verdicts: [] });
    }
    expect(rows('SELECT count(*) FROM anomaly')).toEqual([[0]]);
  });

  test('does not make what follows count as later than it was', () => {
    const earlier = { clock: { wall: (NOON - 60_000) as typeof NOON } };
    receive('L-1');
    const next = phone.report('receive', { item: PEAS, lot: 'L-2', to: 'DOCK-1', quantity: 1 }, earlier);
    expect(phone.send([], { lost: lost(1, 1), headSeq: 1 })).toMatchObject({ kind: 'taken', ack: { seq: 1 } });
    expect(taken(phone.send([next]))[0]).toMatchObject({ occurredAt: NOON - 60_000 });
  });

  test('leaves only what it says: whatever phones send in whatever order, a lane has no gap that nobody spoke of', () => {
    const cut = fc.record({ from: fc.nat(9), many: fc.nat(4), gap: fc.option(fc.tuple(fc.nat(9), fc.nat(9))) });
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 12 }), (pushes) => {
        const own = openPaperStore();
        phone = paperPhone(own.store);
        const queue = receives(10);
        for (const { from, many, gap } of pushes) {
          const said = gap && { lost: lost(gap[0] + 1, gap[1] + 1) };
          tolerated(() => phone.send(queue.slice(from, from + many), { ...said }));
        }
        expect(verifyLedger(own.store.db).broken).toBeNull();
        own.close();
      }),
      { numRuns: 40 },
    );
  });
});

/** A push may be refused by its field; anything else that throws is a fault. */
function tolerated(push: () => unknown): void {
  try {
    push();
  } catch (error) {
    if (!/chain over exactly these commands/.test(String(error))) throw error;
  }
}

describe('times a phone was told before its server forgot them', () => {
  const late = (wall: number, offset: number | null) =>
    phone.report(
      'receive',
      { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 1 },
      { clock: { wall: wall as typeof NOON, offset, error: 50 } },
    );
  const told = (at: number, error: number | null = 70) => ({ times: [{ seq: 1, at: at as typeof NOON, error }] });

  test('hold: a report clamped to its receipt then is not moved by being received again', () => {
    const ahead = late(NOON + 900_000, 0);
    expect(taken(phone.send([ahead], told(NOON), (NOON + 3_600_000) as typeof NOON))[0]).toMatchObject({ occurredAt: NOON, error: 70 });
  });

  test('are never later than the receipt', () => {
    expect(taken(phone.send([late(NOON - 60_000, 0)], told(NOON + 60_000)))[0]).toMatchObject({ occurredAt: NOON });
  });

  test('count for nothing on what is on record already', () => {
    const report = late(NOON - 60_000, 0);
    const verdicts = taken(phone.send([report]));
    expect(taken(phone.send([report], told(NOON - 3_600_000)))).toEqual(verdicts);
  });
});
