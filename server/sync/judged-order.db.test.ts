import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { FeedEntry } from '../../shared/wire/feed.ts';
import { commandIdSchema } from '../../shared/wire/ids.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { Store } from '../store.ts';
import { bin, NOON, openPaperStore, PEAS, paperPhone, peas, taken } from './paper-phone.contract.ts';

const MINUTE = 60_000;
const ONE = '0190f3c0-0000-7000-8000-00000000d001';
const TWO = '0190f3c0-0000-7000-8000-00000000d002';

let paper: ReturnType<typeof openPaperStore>;
let one: ReturnType<typeof paperPhone>;
let two: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  one = paperPhone(paper.store, ONE);
  two = paperPhone(paper.store, TWO);
});

afterEach(() => paper.close());

/** So many minutes before noon. */
const at = (minutes: number) => ({ clock: { wall: (NOON - minutes * MINUTE) as EpochMs } });
const receive = (phone: typeof one, lot: string, to: string, minutes: number) =>
  phone.report('receive', { item: PEAS, lot, to, quantity: 5, expiryOn: '2027-05-01' }, at(minutes));
const transfer = (phone: typeof one, lot: string, [from, to, quantity = 5]: readonly [string, string, number?], minutes: number) =>
  phone.report('transfer', { lot: peas(lot), from, to, quantity }, at(minutes));

const stockOf = ({ db }: Store) => db.prepare('SELECT bin, lot, quantity FROM stock ORDER BY bin, lot').raw().all();
const openIn = ({ db }: Store) =>
  db.prepare("SELECT id, code FROM anomaly WHERE closed_at IS NULL AND code <> 'fefo-skipped' ORDER BY id").raw().all();
const judgementsOf = (id: string) => paper.store.db.prepare('SELECT n, outcome FROM judgement WHERE command = ? ORDER BY n').raw().all(id);

function feedOf(store: Store): readonly FeedEntry[] {
  const reply = store.sync.pull({ cursor: null, lane: null, maxBytes: 4_000_000 }, NOON);
  if (reply.kind !== 'page') throw new Error(reply.reset);
  return reply.entries;
}

/** What a phone that followed the feed from its beginning would see of the stock. */
function toldBy(store: Store): unknown[] {
  const rows = new Map<string, unknown[]>();
  for (const { thing, key, after } of feedOf(store).flatMap(({ changes }) => changes)) {
    if (thing === 'stock' && after) rows.set(key, [after.bin, after.lot, after.quantity]);
    else if (thing === 'stock') rows.delete(key);
  }
  return [...rows.values()].sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));
}

describe('a report that comes in late', () => {
  test('is put where it belongs: a bin that was empty in time was never occupied', () => {
    taken(one.send([receive(one, 'X', 'A-01-1', 90), receive(one, 'Y', 'A-01-2', 89)]));
    const late = transfer(two, 'Y', ['A-01-2', 'A-01-1'], 50);
    expect(taken(two.send([late]))).toMatchObject([{ outcome: 'flagged', broke: { code: 'bin-occupied' } }]);
    expect(taken(one.send([transfer(one, 'X', ['A-01-1', 'A-02-1'], 55)]))).toMatchObject([{ n: 1, outcome: 'recorded' }]);
    expect(stockOf(paper.store)).toEqual([
      ['A-01-1', peas('Y'), 5],
      ['A-02-1', peas('X'), 5],
    ]);
    expect(openIn(paper.store)).toEqual([]);
    expect(paper.store.db.prepare('SELECT code, closed_reason FROM anomaly').raw().all()).toEqual([['bin-conflict', 'late-arrival']]);
    expect(judgementsOf(late.id)).toEqual([
      [1, 'flagged'],
      [2, 'recorded'],
    ]);
  });

  test('is told as one: whoever has its rev has all it changed, and every changed verdict follows', () => {
    taken(one.send([receive(one, 'X', 'A-01-1', 90), receive(one, 'Y', 'A-01-2', 89)]));
    const flagged = transfer(two, 'Y', ['A-01-2', 'A-01-1'], 50);
    taken(two.send([flagged]));
    taken(one.send([transfer(one, 'X', ['A-01-1', 'A-02-1'], 55)]));
    const [late, revised] = feedOf(paper.store).slice(-2);
    expect(late).toMatchObject({ lane: one.lane(), seq: 3, verdict: { n: 1 } });
    expect(revised).toMatchObject({ lane: two.lane(), seq: 1, changes: [], verdict: { id: flagged.id, n: 2, outcome: 'recorded' } });
    expect(toldBy(paper.store)).toEqual(stockOf(paper.store));
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('takes goods first that a later report took: the later one finds less', () => {
    taken(one.send([receive(one, 'X', 'DOCK-1', 90)]));
    taken(two.send([transfer(two, 'X', ['DOCK-1', 'A-01-1'], 10)]));
    taken(one.send([transfer(one, 'X', ['DOCK-1', 'A-01-2', 3], 20)]));
    expect(stockOf(paper.store)).toEqual([
      ['A-01-1', peas('X'), 2],
      ['A-01-2', peas('X'), 3],
    ]);
    expect(openIn(paper.store)).toMatchObject([[expect.anything(), 'lot-in-two-places']]);
  });

  test('that leaves a later dispatch nothing takes back the shipment that one had been', () => {
    const dispatch = (phone: typeof one, minutes: number) =>
      phone.report('dispatch', { lot: peas('X'), from: 'DOCK-1', quantity: 5, destination: 'Corner shop' }, at(minutes));
    const shipments = () => paper.store.db.prepare('SELECT number FROM shipment').pluck().all();
    taken(one.send([receive(one, 'X', 'DOCK-1', 60)]));
    const later = dispatch(one, 20);
    taken(one.send([later]));
    expect(shipments()).toEqual([later.id]);
    const earlier = dispatch(two, 40);
    taken(two.send([earlier]));
    expect(judgementsOf(later.id).at(-1)).toEqual([2, 'flagged']);
    expect(shipments()).toEqual([earlier.id]);
  });

  test('of a lot nobody knew waits for its receipt, and is carried out by itself when that comes', () => {
    const early = transfer(two, 'X', ['DOCK-1', 'A-01-1'], 30);
    expect(taken(two.send([early]))).toMatchObject([{ outcome: 'parked', broke: { code: 'lot-unknown' } }]);
    taken(one.send([receive(one, 'X', 'DOCK-1', 10)]));
    expect(stockOf(paper.store)).toEqual([['A-01-1', peas('X'), 5]]);
    expect(openIn(paper.store)).toEqual([]);
    expect(judgementsOf(early.id)).toEqual([
      [1, 'parked'],
      [2, 'recorded'],
    ]);
    taken(one.send([transfer(one, 'X', ['DOCK-1', 'A-02-1'], 5)]));
    expect(stockOf(paper.store)).toEqual([['A-01-1', peas('X'), 5]]);
  });

  test('of a lot that was gone again before its turn waits for the next receipt of it', () => {
    const early = transfer(two, 'X', ['DOCK-1', 'A-01-1'], 30);
    taken(two.send([early]));
    const slip = receive(one, 'X', 'DOCK-1', 20);
    const undone = one.report('void', { of: slip.id }, at(20));
    taken(one.send([slip, undone, receive(one, 'X', 'DOCK-1', 10)]));
    expect(stockOf(paper.store)).toEqual([['A-01-1', peas('X'), 5]]);
    expect(openIn(paper.store)).toEqual([]);
  });

  describe('of a lot whose receipt was undone is carried out when that undo is undone', () => {
    /** Received, undone, moved by the phone `by`, and the undo undone. */
    const life = (by: typeof one) => {
      const slip = receive(one, 'X', 'DOCK-1', 60);
      const undo = one.report('void', { of: slip.id }, at(50));
      const moved = transfer(by, 'X', ['DOCK-1', 'A-01-1'], 40);
      return { slip, undo, moved, again: one.report('void', { of: undo.id }, at(20)) };
    };

    test.each([
      ['it came from elsewhere and waited', () => two],
      ['it came from the same phone before', () => one],
    ])('when %s', (_, by) => {
      const { slip, undo, moved, again } = life(by());
      taken(one.send([slip, undo]));
      expect(taken(by().send([moved]))).toMatchObject([{ outcome: 'parked' }]);
      taken(one.send([again]));
      expect(stockOf(paper.store)).toEqual([['A-01-1', peas('X'), 5]]);
    });

    test('when all of it comes at once', () => {
      const { slip, undo, moved, again } = life(one);
      taken(one.send([slip, undo, moved, again]));
      expect(stockOf(paper.store)).toEqual([['A-01-1', peas('X'), 5]]);
    });
  });

  test('that undoes what another phone undid later leaves nothing to the later undo, nor to the undo of that', () => {
    const slip = receive(one, 'X', 'DOCK-1', 60);
    const later = one.report('void', { of: slip.id }, at(40));
    taken(one.send([slip, later, one.report('void', { of: later.id }, at(30))]));
    expect(stockOf(paper.store)).toEqual([['DOCK-1', peas('X'), 5]]);
    taken(two.send([two.report('void', { of: slip.id }, at(50))]));
    expect(stockOf(paper.store)).toEqual([]);
  });

  test('brings a lot that nobody knew: what was done with it, undone and done again by undoing that is done after all', () => {
    const moved = transfer(two, 'X', ['DOCK-1', 'A-01-1'], 30);
    const undo = two.report('void', { of: moved.id }, at(25));
    taken(two.send([moved, undo, two.report('void', { of: undo.id }, at(20))]));
    taken(one.send([receive(one, 'X', 'DOCK-1', 40)]));
    expect(stockOf(paper.store)).toEqual([['A-01-1', peas('X'), 5]]);
  });

  test('never makes a pick that was right when it was judged a skipped one', () => {
    taken(one.send([receive(one, 'Y', 'A-01-2', 90)]));
    const pick = two.report('pick', { lot: peas('Y'), from: 'A-01-2', quantity: 1 }, at(20));
    taken(two.send([pick]));
    taken(one.send([one.report('receive', { item: PEAS, lot: 'OLD', to: 'A-01-1', quantity: 5, expiryOn: '2027-01-01' }, at(60))]));
    expect(judgementsOf(pick.id)).toEqual([[1, 'recorded']]);
  });

  test('is held to what could be picked when it happened, not to what came since', () => {
    taken(one.send([receive(one, 'Y', 'A-01-2', 90)]));
    taken(one.send([one.report('receive', { item: PEAS, lot: 'OLD', to: 'A-01-1', quantity: 5, expiryOn: '2027-01-01' }, at(10))]));
    const pick = two.report('pick', { lot: peas('Y'), from: 'A-01-2', quantity: 1 }, at(20));
    expect(taken(two.send([pick]))).toMatchObject([{ outcome: 'recorded', flags: [] }]);
  });
});

describe('a report that cannot be put where it belongs', () => {
  /** Nothing can be written of this lot: whatever is folded again together with it fails. */
  const tear = () =>
    paper.store.db.exec(`CREATE TRIGGER torn BEFORE INSERT ON lot WHEN NEW.number = 'TORN' BEGIN SELECT RAISE(ABORT, 'torn'); END`);
  const totalsOf = (lot: string) => paper.store.db.prepare("SELECT totals ->> 'received' FROM lot WHERE key = ?").pluck().get(peas(lot));

  test('counts from when it arrived: what is folded after it takes none of it back', () => {
    tear();
    taken(one.send([receive(one, 'TORN', 'A-01-2', 50), receive(one, 'L', 'A-01-1', 30)]));
    const late = receive(two, 'L', 'A-01-2', 60);
    expect(taken(two.send([late]))[0]?.flags.map(({ code }) => code)).toContain('late-fact');
    taken(two.send([two.report('sighting', { lot: peas('OTHER'), bin: 'A-01-1' }, at(40))]));
    expect(totalsOf('L')).toBe(10);
    expect(stockOf(paper.store)).toEqual([
      ['A-01-1', peas('L'), 5],
      ['A-01-2', peas('L'), 5],
    ]);
  });

  test('and cannot be written at all either is parked, and still says that it came too late', () => {
    tear();
    taken(one.send([receive(one, 'L', 'A-01-1', 30)]));
    const [verdict] = taken(two.send([receive(two, 'TORN', 'A-01-1', 60)]));
    expect(verdict).toMatchObject({ outcome: 'parked', broke: { code: 'handler-error' } });
    expect(verdict?.flags.map(({ code }) => code)).toEqual(['unreadable-command', 'late-fact']);
  });
});

describe('a parked report', () => {
  test('is judged again by itself once its bin is known, where it belongs in time', () => {
    taken(one.send([receive(one, 'X', 'DOCK-1', 90)]));
    const early = transfer(one, 'X', ['DOCK-1', 'B-09-1'], 30);
    expect(taken(one.send([early]))).toMatchObject([{ outcome: 'parked', broke: { code: 'bin-unknown' } }]);
    taken(two.send([transfer(two, 'X', ['DOCK-1', 'A-01-1', 2], 20)]));
    paper.store.masters.save('bin', bin('B-09-1', 'storage'));
    expect(paper.store.sync.sweepNow(NOON)).toBe(1);
    expect(stockOf(paper.store)).toEqual([['B-09-1', peas('X'), 5]]);
    expect(judgementsOf(early.id)).toEqual([
      [1, 'parked'],
      [2, 'recorded'],
    ]);
    expect(openIn(paper.store)).toMatchObject([[expect.anything(), 'lot-in-two-places']]);
    expect(paper.store.sync.sweepNow(NOON)).toBe(0);
    expect(toldBy(paper.store)).toEqual(stockOf(paper.store));
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });
});

const LOTS = ['L1', 'L2', 'L3'];
const BINS = ['DOCK-1', 'STAGE-1', 'A-01-1', 'A-01-2', 'A-02-1'];
const aBin = fc.constantFrom(...BINS);
const aLot: fc.Arbitrary<LotKey> = fc.constantFrom(...LOTS.map(peas));
const some = fc.integer({ min: 1, max: 6 });

/** What one of two phones says, minutes after the shift began. */
const aReport = fc.record({
  phone: fc.integer({ min: 0, max: 1 }),
  pause: fc.integer({ min: 1, max: 9 }),
  said: fc.oneof(
    fc.record({
      kind: fc.constant('receive'),
      payload: fc.record({
        item: fc.constant(PEAS),
        lot: fc.constantFrom(...LOTS),
        to: fc.constantFrom('DOCK-1', 'A-01-1'),
        quantity: some,
      }),
    }),
    fc.record({ kind: fc.constant('transfer'), payload: fc.record({ lot: aLot, from: aBin, to: aBin, quantity: some }) }),
    fc.record({ kind: fc.constant('transfer'), payload: fc.record({ lot: aLot, from: fc.constant('DOCK-1'), to: aBin, quantity: some }) }),
    fc.record({ kind: fc.constant('pick'), payload: fc.record({ lot: aLot, from: aBin, to: fc.constant('STAGE-1'), quantity: some }) }),
    fc.record({
      kind: fc.constant('dispatch'),
      payload: fc.record({ lot: aLot, from: fc.constant('STAGE-1'), quantity: some, destination: fc.constant('Corner shop') }),
    }),
    fc.record({ kind: fc.constant('sighting'), payload: fc.record({ lot: aLot, bin: aBin }) }),
    fc.record({
      kind: fc.constant('count'),
      payload: fc.record({ bin: aBin, found: fc.array(fc.record({ lot: aLot, quantity: some }), { maxLength: 2 }) }),
    }),
    fc.record({ kind: fc.constant('void'), payload: fc.record({ back: fc.integer({ min: 1, max: 3 }) }) }),
  ),
});

interface Telling {
  readonly phone: number;
  readonly minutes: number;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly id: string;
}

function tellings(drafts: readonly { phone: number; pause: number; said: { kind: string; payload: object } }[]): Telling[] {
  let minutes = 600;
  const own: Telling[][] = [[], []];
  return drafts.map(({ phone, pause, said }, n) => {
    minutes -= pause;
    const before = own[phone] ?? [];
    const back = (said.payload as { back?: number }).back;
    const id = idOf(n);
    const of = back === undefined ? undefined : (before.at(-back)?.id ?? idOf(999));
    const telling = { phone, minutes, kind: said.kind, payload: of ? { of } : { ...said.payload }, id };
    before.push(telling);
    return telling;
  });
}

function idOf(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Tells a fresh server everything, the phones' pushes in the given turns. */
function toldInTurns(told: readonly Telling[], turns: readonly number[]) {
  const { store, close } = openPaperStore();
  try {
    const phones = [ONE, TWO].map((device) => {
      const phone = paperPhone(store, device);
      const queue = told.filter((each) => [ONE, TWO][each.phone] === device);
      const reports: Envelope[] = queue.map(({ kind, payload, id, minutes }) =>
        phone.report(kind, payload, { ...at(minutes), id: commandIdSchema.parse(id) }),
      );
      return { phone, reports };
    });
    for (const turn of [...turns, ...Array.from({ length: told.length }, (_, n) => 18 + (n % 2))]) {
      const next = phones[turn % 2];
      const batch = next?.reports.splice(0, 1 + (turn >> 1)) ?? [];
      if (batch.length > 0) taken(next?.phone.send(batch) as never);
    }
    expect(toldBy(store)).toEqual(stockOf(store));
    expect(verifyLedger(store.db).broken).toBeNull();
    return {
      stock: stockOf(store),
      open: openIn(store),
      lots: store.db.prepare('SELECT key, status, totals FROM lot ORDER BY key').raw().all(),
    };
  } finally {
    close();
  }
}

test('any order of arrival that respects each phone’s own ends in the same stock and open anomalies', { timeout: 300_000 }, () => {
  const turns = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(aReport, { minLength: 3, maxLength: 14 }), turns, turns, (drafts, these, those) => {
      const told = tellings(drafts);
      expect(toldInTurns(told, these)).toEqual(toldInTurns(told, those));
    }),
    { numRuns: Number(process.env.FOLD_RUNS ?? 25), endOnFailure: process.env.FOLD_RUNS === undefined },
  );
});
