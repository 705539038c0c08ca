import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { NOON, openPaperStore, PEAS, paperPhone, taken } from './paper-phone.contract.ts';

const DAY = 86_400_000;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

const onDay = (days: number) => (NOON + days * DAY) as EpochMs;
const pull = (rev: number, chain: string) =>
  paper.store.sync.pull({ cursor: { epoch: paper.store.meta.epoch(), rev, chain }, lane: null, maxBytes: 1_000_000 }, NOON);
const chainAt = (rev: number) => String(paper.store.db.prepare('SELECT chain FROM feed WHERE rev = ?').pluck().get(rev));
const count = (table: string) => Number(paper.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
const oldest = () => paper.store.db.prepare('SELECT min(rev) FROM feed').pluck().get();

function receiveOn(day: number, many: number): void {
  const queue = Array.from({ length: many }, (_, n) =>
    phone.report('receive', { item: PEAS, lot: `L-${day}-${n}`, to: 'DOCK-1', quantity: 1 }),
  );
  taken(phone.send(queue, {}, onDay(day)));
}

describe('the feed', () => {
  test('lets go of what is older than 30 days; who is further behind is told to fetch a new copy', async () => {
    receiveOn(0, 3);
    receiveOn(20, 2);
    const [old, recent] = [chainAt(3), chainAt(5)];
    expect(await paper.store.sync.compact(onDay(29))).toBe(0);
    expect(await paper.store.sync.compact(onDay(45))).toBe(4);
    expect(oldest()).toBe(5);
    expect(pull(3, old)).toMatchObject({ kind: 'reset', reset: 'compacted' });
    expect(pull(5, recent)).toMatchObject({ kind: 'page', entries: [{ rev: 6 }] });
  });

  test('keeps its newest row for ever: the chain goes on from it, and no act or id is ever gone', async () => {
    receiveOn(0, 3);
    expect(await paper.store.sync.compact(onDay(400))).toBe(3);
    expect([count('feed'), count('ledger'), count('judgement')]).toEqual([1, 3, 3]);
    receiveOn(400, 1);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
    expect(await paper.store.sync.compact(onDay(400))).toBe(1);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('lets go slice by slice, so that a push gets in between, and stops when it is told to', async () => {
    const add = paper.store.db.prepare("INSERT INTO feed (rev, lane, seq, changes, chain) VALUES (?, NULL, NULL, '[]', ?)");
    paper.store.db.transaction(() => {
      for (let rev = 2; rev <= 6001; rev++) add.run(rev, `chain ${rev}`);
    })();
    receiveOn(0, 1);
    const compacting = paper.store.sync.compact(onDay(100));
    receiveOn(100, 1);
    expect(Number(oldest())).toBeLessThan(6002);
    expect(await compacting).toBe(6001);
    expect(oldest()).toBe(6002);
    let turns = 0;
    expect(await paper.store.sync.compact(onDay(200), () => turns++ > 0)).toBeLessThanOrEqual(1);
  });

  test('keeps no more than a million rows, however young', async () => {
    const many = 1_002_500;
    paper.store.db.exec(
      `WITH RECURSIVE n (rev) AS (SELECT 2 UNION ALL SELECT rev + 1 FROM n WHERE rev < ${many}) INSERT INTO feed (rev, lane, seq, changes, chain) SELECT rev, NULL, NULL, '[]', 'c' FROM n`,
    );
    await paper.store.sync.compact(onDay(0));
    expect(count('feed')).toBe(1_000_000);
  });
});
