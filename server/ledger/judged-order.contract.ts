import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import { bin, given, lot } from '../../shared/domain/engine/given.arbitrary.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { Ports } from '../sync/ports.contract.ts';
import type { JudgedOrder, RecordedAct } from './judged-order.ts';
import type { Received } from './ledger.ts';
import { anAct, at, idOf, judge, type Recording, record, verdictOn } from './on-record.contract.ts';

const revsOf = (acts: readonly RecordedAct[]) => acts.map(({ rev }) => rev).sort((a, b) => a - b);

/** The one suite every host of judged order passes. */
export function judgedOrderContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as judged order`, () => {
    let host: Ports;
    let order: JudgedOrder;
    beforeEach(() => {
      host = makeHost();
      order = host.order;
    });
    afterEach(() => host.close());
    /** Puts the n-th act on record under the rev of the same number. */
    const put = (n: number, odd: Partial<Received> = {}, ruling: Recording = {}) => record(host.ledger, anAct(n, odd), n, ruling);
    const touching = (names: readonly string[], from: number) => order.touching(names, at(from)).sort((a, b) => a - b);

    it('has no last act and finds none while nothing is on record', () => {
      expect(order.newest()).toBeNull();
      expect([order.touching(['lot A'], at(0)), order.acts([1]), order.parked(), order.waitingFor(['lot A'])]).toEqual([[], [], [], []]);
      expect([order.lotsAhead(lot('A'), at(0)), order.lotsThere(bin('A-1'), at(0))]).toEqual([[], []]);
    });

    it('takes for the last act the one that happened last, whenever it came in', () => {
      put(1, { occurredAt: at(30) });
      put(2, { occurredAt: at(20) });
      expect(order.newest()).toEqual({ at: at(30), id: idOf(1) });
    });

    it('takes of acts of one instant the one with the greater id for the last', () => {
      put(1, { id: idOf(5), occurredAt: at(9) });
      put(2, { id: idOf(7), occurredAt: at(9) });
      put(3, { id: idOf(6), occurredAt: at(9) });
      expect(order.newest()).toEqual({ at: at(9), id: idOf(7) });
    });

    it('takes an act for the last where it counts, when it had waited for a lot', () => {
      put(1, {}, { judgedAt: at(40) });
      put(2, { occurredAt: at(39) });
      expect(order.newest()).toEqual({ at: at(40), id: idOf(1) });
      put(3, { occurredAt: at(40) });
      expect(order.newest()).toEqual({ at: at(40), id: idOf(3) });
    });

    it('still takes an act for the last where it once counted, though it counts earlier by now', () => {
      put(1);
      judge(host.ledger, anAct(1), 2, { n: 2, judgedAt: at(40) });
      judge(host.ledger, anAct(1), 3, { n: 3 });
      put(4, { occurredAt: at(30) });
      expect(order.newest()).toEqual({ at: at(40), id: idOf(1) });
      expect(order.acts([1])).toMatchObject([{ n: 3, judgedAt: null }]);
    });

    it('finds what touches any of the names at an instant or later, each act once', () => {
      put(1, { occurredAt: at(10) }, { names: ['lot A', 'bin A-1'] });
      put(2, { occurredAt: at(20) }, { names: ['lot A'] });
      put(3, { occurredAt: at(15) }, { names: ['lot B'] });
      expect([touching(['lot A', 'bin A-1'], 10), touching(['lot A', 'bin A-1'], 11), touching(['lot A'], 21)]).toEqual([[1, 2], [2], []]);
      expect(touching(['lot A', 'lot B', 'lot A'], 0)).toEqual([1, 2, 3]);
      expect([touching([], 0), touching(['lot C', 'lot'], 0)]).toEqual([[], []]);
    });

    it('finds an act by every instant it has counted at, and still once', () => {
      put(1, { occurredAt: at(10) }, { names: ['lot A'] });
      host.ledger.touch(['lot A'], at(30), 1);
      expect([touching(['lot A'], 0), touching(['lot A'], 20), touching(['lot A'], 31)]).toEqual([[1], [1], []]);
    });

    it('hands out acts as they were received, with their latest judgement and where they count', () => {
      const waited = { ...anAct(1), lane: null, seq: null, error: null };
      record(host.ledger, waited, 1, { outcome: 'parked' });
      put(2);
      judge(host.ledger, waited, 3, { n: 2, outcome: 'flagged', judgedAt: at(50) });
      const { id, device, occurredAt, body } = waited;
      const verdict = verdictOn(waited, 3, { n: 2, outcome: 'flagged' });
      const asJudged = { n: 2, verdict, effects: [], judgedAt: at(50) };
      expect(order.acts([1])).toMatchObject([{ rev: 1, id, lane: null, seq: null, device, occurredAt, error: null, body, ...asJudged }]);
      expect(order.acts([2])).toMatchObject([{ rev: 2, n: 1, judgedAt: null, lane: anAct(2).lane, seq: 2, error: 50 }]);
    });

    it('hands out each act once, and none that is unknown or was not judged', () => {
      put(1);
      put(2);
      host.ledger.append(host.ledger.tips().ledger, 3, anAct(3));
      judge(host.ledger, anAct(2), 4, { n: 2 });
      expect(revsOf(order.acts([2, 1, 2, 3, 4, 99]))).toEqual([1, 2]);
      expect(order.acts([])).toEqual([]);
    });

    it('names the lots of an item that go before another and that something has happened to since', () => {
      stand(host, [
        ['FIRST', { expiryOn: '2026-12-01' }],
        ['SAME', { expiryOn: '2026-12-05' }],
        ['DONE', { expiryOn: '2026-12-01', status: 'closed' }],
        ['HELD', { expiryOn: '2026-12-02', status: 'hold' }],
        ['STILL', { expiryOn: '2026-12-01' }],
        ['LAST', {}],
        ['PICKED', { expiryOn: '2026-12-05' }],
      ]);
      host.things.lot.save(lotRecord('FIRST', { expiryOn: '2026-12-01' }, 1));
      const touched = ['FIRST', 'SAME', 'DONE', 'HELD', 'LAST', 'PICKED'].map((number) => `lot ${lot(number)}`);
      put(1, { occurredAt: at(10) }, { names: [...touched, `lot ${lot('FIRST', 1)}`] });
      put(2, { occurredAt: at(5) }, { names: [`lot ${lot('STILL')}`] });
      expect(order.lotsAhead(lot('PICKED'), at(10)).sort()).toEqual([lot('FIRST'), lot('HELD')]);
      expect(order.lotsAhead(lot('PICKED'), at(11))).toEqual([]);
      expect(order.lotsAhead(lot('FIRST'), at(0))).toEqual([]);
    });

    it('puts lots without a date behind all that have one, and every open lot before one that nobody knows', () => {
      stand(host, [
        ['DATED', { expiryOn: '2026-12-01' }],
        ['ONE', {}],
        ['TWO', {}],
      ]);
      put(1, {}, { names: ['DATED', 'ONE', 'TWO'].map((number) => `lot ${lot(number)}`) });
      expect(order.lotsAhead(lot('TWO'), at(0))).toEqual([lot('DATED')]);
      expect(order.lotsAhead(lot('NOBODY-KNOWS'), at(0)).sort()).toEqual([lot('DATED'), lot('ONE'), lot('TWO')]);
    });

    it('names the lots that stand in a bin and those that have left it since, each once', () => {
      stand(host, [
        ['HERE', {}],
        ['GONE', {}],
        ['AWAY', {}],
      ]);
      putRow(host, 'HERE', 'DOCK');
      putRow(host, 'AWAY', 'STAGE');
      leave(host, 'GONE', 'DOCK', 10);
      leave(host, 'HERE', 'DOCK', 10);
      expect(order.lotsThere(bin('DOCK'), at(10)).sort()).toEqual([lot('GONE'), lot('HERE')]);
      expect(order.lotsThere(bin('DOCK'), at(11))).toEqual([lot('HERE')]);
      expect(order.lotsThere(bin('RET'), at(0))).toEqual([]);
    });

    it('finds the reports parked for want of a lot or a command, and none that lacks something else or is judged by now', () => {
      const [noLot, noAct] = [{ code: 'lot-unknown', lot: lot('A') } as const, { code: 'code-unknown', raw: 'X' } as const];
      put(1, {}, { outcome: 'parked', broke: noLot, names: ['lot A', 'lot B'] });
      put(2, {}, { outcome: 'parked', broke: noAct, names: ['act X', 'bin A-1'] });
      put(3, {}, { names: ['lot A'] });
      put(4, {}, { outcome: 'parked', broke: { code: 'bin-unknown', bin: bin('A-9') }, names: ['lot A'] });
      expect(revsOf(order.waitingFor(['lot A', 'lot B', 'act X']))).toEqual([1, 2]);
      expect(order.waitingFor(['act X'])).toMatchObject([{ id: idOf(2), verdict: { outcome: 'parked' } }]);
      expect([order.waitingFor([]), order.waitingFor(['lot C'])]).toEqual([[], []]);
      judge(host.ledger, anAct(1), 5, { n: 2 });
      judge(host.ledger, anAct(3), 6, { n: 2, outcome: 'parked', broke: noLot });
      expect(revsOf(order.waitingFor(['lot A', 'lot B', 'act X']))).toEqual([2, 3]);
    });

    it('lists every report that is parked now, in the order they came in', () => {
      put(3, { occurredAt: at(1) }, { outcome: 'parked' });
      put(1, { occurredAt: at(9) }, { outcome: 'parked' });
      put(2, {}, { outcome: 'parked' });
      put(4);
      expect(order.parked().map(({ rev }) => rev)).toEqual([1, 2, 3]);
      judge(host.ledger, anAct(2), 5, { n: 2 });
      judge(host.ledger, anAct(4), 6, { n: 2, outcome: 'parked' });
      expect(order.parked().map(({ rev, n }) => [rev, n])).toEqual([
        [1, 1],
        [3, 1],
        [4, 2],
      ]);
    });
  });
}

type LotFacts = Partial<Record<'expiryOn' | 'status', string>>;

function lotRecord(number: string, facts: LotFacts, item = 0): Lot {
  const record = given()
    .lot(number, facts as object, item)
    .lotOf(number, item);
  if (!record) throw new Error(number);
  return record;
}

/** Lots of one item that the store knows, and its master data. */
function stand(host: Ports, lots: readonly (readonly [number: string, facts: LotFacts])[]): void {
  const { slice } = given();
  for (const zone of slice.zones.values()) host.masters.save('zone', zone);
  for (const each of slice.bins.values()) host.masters.save('bin', each);
  for (const [number, facts] of lots) host.things.lot.save(lotRecord(number, facts));
}

function rowOf(number: string, code: string): StockRow {
  const [row] = given().stock(number, code, 1).slice.rows.values();
  if (!row) throw new Error(`nothing of ${number} stands in ${code}`);
  return row;
}

function putRow({ things }: Ports, number: string, code: string): void {
  things.stock.add(rowOf(number, code), { site: 'S1', oneLot: false });
}

/** Goods of a lot were last taken out of a bin so many milliseconds after noon. */
function leave({ things }: Ports, number: string, code: string, ms: number): void {
  const { claim } = rowOf(number, code);
  things.departure.save({ bin: bin(code), lot: lot(number), claim: { ...claim, at: at(ms) } });
}
