import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effect } from '../../shared/domain/engine/effect.ts';
import { given, lot } from '../../shared/domain/engine/given.arbitrary.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Ports } from '../sync/ports.contract.ts';
import { judgementLink, type Ledger, ledgerLink } from './ledger.ts';
import { anAct, at, idOf, judge, judgementOf, record, verdictOn } from './on-record.contract.ts';

/** The one suite every host of the ledger passes. */
export function ledgerContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as the ledger`, () => {
    let host: Ports;
    let ledger: Ledger;
    beforeEach(() => {
      host = makeHost();
      ledger = host.ledger;
    });
    afterEach(() => host.close());
    const [one, two, three] = [anAct(1), anAct(2), anAct(3)];
    const onRecord = () => [ledger.tips(), ledger.received([one.id, two.id, three.id]), ledger.verdictOf(one.id), ledger.verdictOf(two.id)];

    it('begins with nothing on record and both chains at their beginning', () => {
      expect(ledger.tips()).toEqual({ ledger: GENESIS, judgement: GENESIS });
      expect(ledger.received([one.id])).toEqual(new Map());
      expect([ledger.verdictOf(one.id), ledger.recorded(one.id), ledger.undosOf(one.id)]).toEqual([null, null, []]);
      expect([ledger.hashAt(0), ledger.hashAt(1), ledger.verdictAt(0), ledger.verdictAt(1), ledger.revSince(at(9))]).toEqual([
        null,
        null,
        null,
        null,
        0,
      ]);
    });

    it('links each act to the act before it and each judgement to the judgement before it', () => {
      const first = ledger.append(GENESIS, 1, one);
      expect(first).toBe(ledgerLink(GENESIS, 1, one));
      expect(ledger.tips()).toEqual({ ledger: first, judgement: GENESIS });
      const judged = ledger.judge(GENESIS, judgementOf(one, 1));
      expect(judged).toBe(judgementLink(GENESIS, judgementOf(one, 1)));
      const second = ledger.append(first, 2, two);
      expect(second).toBe(ledgerLink(first, 2, two));
      expect(ledger.tips()).toEqual({ ledger: second, judgement: judged });
      const waited = judgementOf(two, 2, { judgedAt: at(5) });
      expect(ledger.judge(judged, waited)).toBe(judgementLink(judged, waited));
    });

    it('takes the link of the highest rev for the newest, whichever was written last', () => {
      const later = ledger.append(GENESIS, 7, two);
      ledger.append(GENESIS, 3, one);
      const judged = ledger.judge(GENESIS, judgementOf(two, 7));
      ledger.judge(GENESIS, judgementOf(one, 3));
      expect(ledger.tips()).toEqual({ ledger: later, judgement: judged });
    });

    it('tells of many acts which are on record, at which rev and with which hash, each once', () => {
      record(ledger, one, 1);
      record(ledger, { ...two, lane: null, seq: null, error: null }, 4);
      const known = ledger.received([two.id, idOf(9), one.id, two.id]);
      expect([...known.keys()].sort()).toEqual([one.id, two.id]);
      expect([known.get(one.id), known.get(two.id)]).toMatchObject([
        { rev: 1, hash: one.hash },
        { rev: 4, hash: two.hash },
      ]);
      expect(ledger.received([])).toEqual(new Map());
      expect([ledger.hashAt(1), ledger.hashAt(2), ledger.hashAt(4)]).toEqual([one.hash, null, two.hash]);
    });

    it('has no verdict on an act that was received and not judged', () => {
      ledger.append(GENESIS, 1, one);
      expect(ledger.received([one.id]).size).toBe(1);
      expect([ledger.verdictOf(one.id), ledger.verdictAt(1), ledger.recorded(one.id)]).toEqual([null, null, null]);
    });

    it('answers with the latest judgement of an act, by its id and by the rev it was received at', () => {
      record(ledger, one, 1, { outcome: 'parked' });
      record(ledger, two, 2);
      judge(ledger, one, 3, { n: 2, outcome: 'flagged' });
      const latest = verdictOn(one, 3, { n: 2, outcome: 'flagged' });
      expect([ledger.verdictOf(one.id), ledger.verdictAt(1)]).toEqual([latest, latest]);
      expect(ledger.verdictAt(2)).toEqual(verdictOn(two, 2));
    });

    it('finds no act at a rev under which one was only judged again', () => {
      record(ledger, one, 1);
      judge(ledger, one, 2, { n: 2 });
      expect([ledger.verdictAt(2), ledger.hashAt(2)]).toEqual([null, null]);
    });

    it('hands out an act as it was received, with the verdict and the effects of its latest judgement', () => {
      const lotBefore = given().lot('L1').lotOf('L1') ?? null;
      const effects = [effect('lot', lot('L1'), null, lotBefore)];
      record(ledger, { ...one, body: '{"said":"Zoë \\"Z\\""}' }, 1, { outcome: 'parked' });
      judge(ledger, one, 2, { n: 2, effects });
      const { device, occurredAt } = one;
      const verdict = verdictOn(one, 2, { n: 2 });
      expect(ledger.recorded(one.id)).toMatchObject({ device, occurredAt, body: '{"said":"Zoë \\"Z\\""}', verdict, effects });
    });

    it('refuses a second act under an id, and one under a rev that is taken, and nothing of either is left', () => {
      record(ledger, one, 1);
      const before = onRecord();
      expect(() => ledger.append(ledger.tips().ledger, 2, { ...two, id: one.id })).toThrow();
      expect(() => ledger.append(ledger.tips().ledger, 1, two)).toThrow();
      expect(onRecord()).toEqual(before);
      expect(ledger.hashAt(2)).toBeNull();
    });

    it('refuses a judgement of a number that an act has already, and one under a rev that is taken', () => {
      record(ledger, one, 1);
      record(ledger, two, 2);
      judge(ledger, one, 3, { n: 2 });
      const before = onRecord();
      expect(() => judge(ledger, one, 4, { n: 2, outcome: 'flagged' })).toThrow();
      expect(() => judge(ledger, one, 4, { n: 1, outcome: 'flagged' })).toThrow();
      expect(() => judge(ledger, two, 3, { n: 2, outcome: 'flagged' })).toThrow();
      expect(onRecord()).toEqual(before);
    });

    it('keeps the judgement of the highest number as the latest, whichever was written last', () => {
      record(ledger, one, 1);
      judge(ledger, one, 2, { n: 3 });
      judge(ledger, one, 3, { n: 2 });
      expect(ledger.verdictOf(one.id)).toMatchObject({ n: 3, rev: 2 });
    });

    it('knows the first rev that came in at an instant or later, though judgements took revs in between', () => {
      record(ledger, anAct(1, { receivedAt: at(10) }), 1);
      record(ledger, anAct(2, { receivedAt: at(10) }), 4);
      record(ledger, anAct(3, { receivedAt: at(20) }), 9);
      expect([at(0), at(10), at(11), at(20), at(21)].map(ledger.revSince)).toEqual([0, 0, 5, 5, 10]);
    });

    it('lists the undos that name an act, oldest first, and nothing else that names it', () => {
      const undo = (n: number) => anAct(n, { kind: 'void' });
      record(ledger, undo(7), 5, { names: [`act ${one.id}`] });
      record(ledger, anAct(8), 6, { names: [`act ${one.id}`] });
      record(ledger, undo(6), 7, { names: [`act ${two.id}`, `act ${one.id}`] });
      record(ledger, undo(5), 8, { names: [`lot ${one.id}`] });
      expect(ledger.undosOf(one.id)).toEqual([idOf(7), idOf(6)]);
      expect([ledger.undosOf(two.id), ledger.undosOf(three.id)]).toEqual([[idOf(6)], []]);
    });

    it('notes what an act touches once, however often it is told', () => {
      record(ledger, anAct(7, { kind: 'void' }), 1, { names: [`act ${one.id}`] });
      ledger.touch([`act ${one.id}`, `act ${one.id}`], at(7), 1);
      ledger.touch([], at(7), 1);
      expect(ledger.undosOf(one.id)).toEqual([idOf(7)]);
    });

    it('has nothing on record of a transaction that failed', () => {
      record(ledger, one, 1);
      const before = onRecord();
      const work = () =>
        host.atomically(() => {
          record(ledger, anAct(2, { kind: 'void' }), 2, { names: [`act ${one.id}`] });
          judge(ledger, one, 3, { n: 2 });
          throw new Error('out of paper');
        });
      expect(work).toThrow('out of paper');
      expect([...onRecord(), ledger.hashAt(2), ledger.undosOf(one.id)]).toEqual([...before, null, []]);
      record(ledger, two, 2);
      judge(ledger, one, 3, { n: 2 });
      expect(ledger.verdictOf(one.id)).toMatchObject({ n: 2 });
    });
  });
}
