import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAct, at, idOf, judge, judgementOf, LANE, record } from '../ledger/on-record.contract.ts';
import type { Carriage, Lane, LaneReport, LaneStore, Place } from './lane-store.ts';
import type { Ports } from './ports.contract.ts';

const OTHER_LANE = '0190f3c0-0000-7000-8000-0000000000bb';
const REPORT: LaneReport = { at: at(0), depth: 3, oldestWall: null, bytes: 900, build: 'test', clockOff: 0 };
const lane = (lastSeq: number, odd: Partial<Lane> = {}): Lane => ({ id: LANE, device: 'phone', lastSeq, head: `head ${lastSeq}`, ...odd });
const brought = (many: number): Carriage => ({ deviceId: 'courier', sig: 'signed', at: at(0), brought: many });
/** A number of the lane, over the act of the same rev unless it says otherwise. */
const place = (seq: number, odd: Partial<Place> = {}): Place => ({
  ...{ lane: LANE, seq, ledgerRev: seq, uptoRev: seq, head: `head ${seq}`, sig: null },
  ...odd,
});

/** The one suite every host of the lanes passes. */
export function laneStoreContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as the store of lanes`, () => {
    let host: Ports;
    let lanes: LaneStore;
    beforeEach(() => {
      host = makeHost();
      lanes = host.lanes;
    });
    afterEach(() => host.close());

    it('knows nothing of a lane that nobody has opened', () => {
      expect([lanes.lane(LANE), lanes.lastOf(LANE), lanes.placeAt(LANE, 1), lanes.ackAt(LANE, 99)]).toEqual([null, null, null, 0]);
      expect(lanes.secondThoughts(LANE, 0, 10)).toEqual({ verdicts: [], last: null });
    });

    it('opens a lane, and moves it on with every push', () => {
      lanes.save(lane(0), REPORT);
      expect(lanes.lane(LANE)).toEqual(lane(0));
      lanes.save(lane(4), { ...REPORT, depth: 0, oldestWall: at(1) });
      lanes.save(lane(1, { id: OTHER_LANE, device: 'other' }), REPORT);
      expect([lanes.lane(LANE), lanes.lane(OTHER_LANE)]).toEqual([lane(4), lane(1, { id: OTHER_LANE, device: 'other' })]);
    });

    it('leaves a lane with the phone that opened it', () => {
      lanes.save(lane(1), REPORT);
      lanes.save(lane(2, { device: 'thief' }), REPORT);
      expect(lanes.lane(LANE)).toEqual(lane(2));
      lanes.carry(lane(3, { device: 'thief' }), brought(1));
      expect(lanes.lane(LANE)).toEqual(lane(3));
    });

    it('moves a lane on, or opens it, by what a courier brought', () => {
      lanes.carry(lane(2), brought(2));
      expect(lanes.lane(LANE)).toEqual(lane(2));
      lanes.carry(lane(5), brought(3));
      expect(lanes.lane(LANE)).toEqual(lane(5));
    });

    it('leaves a lane as it is when a courier brought nothing new', () => {
      lanes.carry(lane(2), brought(0));
      expect(lanes.lane(LANE)).toBeNull();
      lanes.save(lane(2), REPORT);
      lanes.carry(lane(7), brought(0));
      expect(lanes.lane(LANE)).toEqual(lane(2));
    });

    it('refuses a second courier’s word on one end of a lane', () => {
      lanes.carry(lane(2), brought(2));
      expect(() => host.atomically(() => lanes.carry(lane(2, { head: 'another' }), brought(1)))).toThrow();
      expect(lanes.lane(LANE)).toEqual(lane(2));
      lanes.carry(lane(2, { id: OTHER_LANE }), brought(2));
      expect(lanes.lane(OTHER_LANE)).toEqual(lane(2, { id: OTHER_LANE }));
    });

    it('finds what stands at a number, of its own lane only', () => {
      lanes.place(place(1, { ledgerRev: 7 }));
      lanes.place(place(2, { ledgerRev: 9, sig: 'signed' }));
      lanes.place(place(1, { lane: OTHER_LANE, ledgerRev: 8, head: 'other head' }));
      expect([lanes.placeAt(LANE, 1), lanes.placeAt(LANE, 2), lanes.placeAt(OTHER_LANE, 1)]).toMatchObject([
        { ledgerRev: 7, head: 'head 1' },
        { ledgerRev: 9, head: 'head 2' },
        { ledgerRev: 8, head: 'other head' },
      ]);
      expect([lanes.placeAt(LANE, 3), lanes.placeAt(LANE, 0), lanes.placeAt(OTHER_LANE, 2)]).toEqual([null, null, null]);
    });

    it('refuses a number that is taken, and leaves what stands there', () => {
      lanes.place(place(1, { ledgerRev: 7 }));
      expect(() => lanes.place(place(1, { ledgerRev: 8, uptoRev: 0 }))).toThrow();
      expect([lanes.placeAt(LANE, 1), lanes.ackAt(LANE, 0)]).toMatchObject([{ ledgerRev: 7, head: 'head 1' }, 0]);
    });

    it('knows when a lane’s last report happened: by its number, not by when it was placed', () => {
      record(host.ledger, anAct(1, { occurredAt: at(10) }), 1);
      record(host.ledger, anAct(2, { occurredAt: at(20) }), 2);
      lanes.place(place(2));
      lanes.place(place(1));
      expect([lanes.lastOf(LANE), lanes.lastOf(OTHER_LANE)]).toEqual([{ at: at(20), id: idOf(2) }, null]);
    });

    it('does not take lost scans for a report of their lane', () => {
      record(host.ledger, anAct(1, { occurredAt: at(10) }), 1);
      record(host.ledger, anAct(2, { kind: 'scans-lost', occurredAt: at(500), lane: null, seq: null }), 2);
      lanes.place(place(1));
      lanes.place(place(5, { ledgerRev: 2 }));
      expect(lanes.lastOf(LANE)).toEqual({ at: at(10), id: idOf(1) });
      lanes.place(place(1, { lane: OTHER_LANE, ledgerRev: 2 }));
      expect(lanes.lastOf(OTHER_LANE)).toBeNull();
    });

    it('counts a report in every lane it stands in', () => {
      record(host.ledger, anAct(1, { occurredAt: at(10) }), 1);
      judge(host.ledger, anAct(1), 2, { n: 2 });
      lanes.place(place(1));
      lanes.place(place(3, { lane: OTHER_LANE, ledgerRev: 1, uptoRev: 2 }));
      expect([lanes.lastOf(LANE), lanes.lastOf(OTHER_LANE)]).toEqual(Array(2).fill({ at: at(10), id: idOf(1) }));
      expect([lanes.secondThoughts(LANE, 0, 9), lanes.secondThoughts(OTHER_LANE, 0, 9)]).toEqual([
        second([[1, 2, 2]], 1),
        second([[1, 2, 2]], 3),
      ]);
    });

    it('tells all later judgements of a lane’s reports, by their numbers and then in the order they were made', () => {
      for (const n of [1, 2, 3]) {
        record(host.ledger, anAct(n), n);
        lanes.place(place(n));
      }
      judge(host.ledger, anAct(3), 4, { n: 2 });
      judge(host.ledger, anAct(1), 5, { n: 2 });
      judge(host.ledger, anAct(1), 6, { n: 3 });
      const inOrder = [
        [1, 5, 2],
        [1, 6, 3],
        [3, 4, 2],
      ] as const;
      expect(lanes.secondThoughts(LANE, 0, 10)).toEqual(second(inOrder, 3));
      expect(lanes.secondThoughts(OTHER_LANE, 0, 10)).toEqual({ verdicts: [], last: null });
    });

    it('looks at so many numbers after one, says at which it ended, and says null when none is left', () => {
      for (const [index, seq] of [1, 2, 7, 8].entries()) {
        record(host.ledger, anAct(index + 1), index + 1);
        lanes.place(place(seq, { ledgerRev: index + 1 }));
      }
      judge(host.ledger, anAct(3), 5, { n: 2 });
      judge(host.ledger, anAct(4), 6, { n: 2 });
      expect(lanes.secondThoughts(LANE, 0, 2)).toEqual(second([], 2));
      expect(lanes.secondThoughts(LANE, 2, 1)).toEqual(second([[3, 5, 2]], 7));
      expect(lanes.secondThoughts(LANE, 7, 2)).toEqual(second([[4, 6, 2]], 8));
      expect([lanes.secondThoughts(LANE, 8, 2), lanes.secondThoughts(LANE, 0, 0)]).toEqual(Array(2).fill({ verdicts: [], last: null }));
    });

    it('acknowledges the highest number whose effects a view of a rev holds', () => {
      lanes.place(place(1, { uptoRev: 4 }));
      lanes.place(place(2, { uptoRev: 4 }));
      lanes.place(place(3, { uptoRev: 9 }));
      lanes.place(place(1, { lane: OTHER_LANE, uptoRev: 2 }));
      expect([0, 3, 4, 8, 9, 99].map((rev) => lanes.ackAt(LANE, rev))).toEqual([0, 0, 2, 2, 3, 3]);
      expect(lanes.ackAt(OTHER_LANE, 2)).toBe(1);
    });

    it('has nothing of a transaction that failed', () => {
      lanes.save(lane(1), REPORT);
      const work = () =>
        host.atomically(() => {
          lanes.place(place(2));
          lanes.carry(lane(2), brought(1));
          throw new Error('out of paper');
        });
      expect(work).toThrow('out of paper');
      expect([lanes.lane(LANE), lanes.placeAt(LANE, 2), lanes.ackAt(LANE, 9)]).toEqual([lane(1), null, 0]);
      host.atomically(() => lanes.carry(lane(2), brought(1)));
      expect(lanes.lane(LANE)).toEqual(lane(2));
    });
  });
}

/** What is told of later judgements: which act, under which rev, for the how-manieth time. */
function second(judged: readonly (readonly [act: number, rev: number, n: number])[], last: number) {
  return { verdicts: judged.map(([act, rev, n]) => judgementOf(anAct(act), rev, { n }).verdict), last };
}
