import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { deviceBoardStore } from '../access/device-board-store.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { NOON, openPaperStore, PEAS, paperPhone, taken } from './paper-phone.contract.ts';

const HOUR = 3_600_000;
const SILENT = (NOON + 4 * HOUR + 1) as EpochMs;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

const receive = (lot: string, on = phone) => on.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 40 });
const receives = (count: number) => Array.from({ length: count }, (_, n) => receive(`L-${n + 1}`));
const holding = (depth: number) => ({ queue: { depth, oldestWall: NOON - 60_000, bytes: 900 } });
const anomalies = (code: string) =>
  paper.store.stock.things.anomaly
    .where<[string]>('code = ? ORDER BY id')(code)
    .map(({ facts, closedAt, closedReason }) => ({ ...facts, closedAt, closedReason }));
const board = (at: EpochMs = NOON) => deviceBoardStore(paper.store.db).board(at);

describe('what a phone still holds', () => {
  test('is what it said it had less what was taken', () => {
    const queue = receives(5);
    taken(phone.send(queue.slice(0, 2), holding(5)));
    expect(board()).toMatchObject([
      { id: phone.deviceId, held: 3, oldestAt: NOON - 60_000, build: 'test', seenAt: NOON, worker: expect.any(String) },
    ]);
    taken(phone.send(queue.slice(2), holding(3)));
    expect(board()).toMatchObject([{ held: 0, oldestAt: null }]);
  });

  test('comes with how far its clock is off, and whether its browser promised to keep it', () => {
    taken(phone.send(receives(1), { ...holding(2), sent: { wall: NOON - 3 * HOUR, mono: 0 } }));
    deviceBoardStore(paper.store.db).tell(phone.deviceId, { persisted: false, at: NOON });
    expect(board()).toMatchObject([{ clockOff: 3 * HOUR, oldestAt: NOON - 60_000 + 3 * HOUR, persisted: false }]);
  });

  test('is nothing on a phone that never pushed', () => {
    expect(board()).toMatchObject([
      { held: 0, oldestAt: null, clockOff: null, build: null, persisted: null, revokedAt: null, wiped: false },
    ]);
  });
});

describe('a phone whose browser was wiped', () => {
  /** It signs in with a new key under the old cookie, and its new queue opens a lane. */
  function wipe() {
    const anew = paperPhone(paper.store);
    paper.store.phones.noteBefore(anew.deviceId, phone.deviceId);
    return anew;
  }

  test('has lost what it still held, and a supervisor hears of it once', () => {
    taken(phone.send(receives(3).slice(0, 1), holding(3)));
    const anew = wipe();
    taken(anew.send([], holding(0)));
    taken(anew.send([receive('L-9', anew)]));
    expect(anomalies('scans-lost')).toMatchObject([{ device: phone.deviceId, lost: 2, closedAt: null }]);
    expect(board().find(({ id }) => id === phone.deviceId)).toMatchObject({ held: 2, wiped: true });
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('that had handed in everything has lost nothing', () => {
    taken(phone.send(receives(3), holding(3)));
    taken(wipe().send([], holding(0)));
    expect(anomalies('scans-lost')).toEqual([]);
  });

  test('and whose scans come in after all has lost nothing either', () => {
    const queue = receives(3);
    taken(phone.send(queue.slice(0, 1), holding(3)));
    taken(wipe().send([], holding(0)));
    taken(phone.send(queue.slice(1), holding(2)));
    paper.store.sync.sweepNow((NOON + 1) as EpochMs);
    expect(anomalies('scans-lost')).toMatchObject([{ closedAt: NOON + 1, closedReason: 'late-arrival' }]);
  });

  test('is not one that re-keys its lane and hands everything over', () => {
    const queue = receives(3);
    taken(phone.send(queue.slice(0, 1), holding(3)));
    taken(phone.send(phone.rekey(randomUUID(), queue), holding(3), (NOON + 1) as EpochMs));
    expect(anomalies('scans-lost')).toEqual([]);
    expect(board()).toMatchObject([{ held: 0 }]);
  });
});

describe('a phone that is not heard of', () => {
  test('for more than four hours while it holds scans is told a supervisor, until it is heard of again', () => {
    const queue = receives(3);
    taken(phone.send(queue.slice(0, 1), holding(3)));
    paper.store.sync.sweepNow((NOON + 4 * HOUR) as EpochMs);
    expect(anomalies('device-silent')).toEqual([]);
    paper.store.sync.sweepNow(SILENT);
    paper.store.sync.sweepNow((SILENT + 1) as EpochMs);
    expect(anomalies('device-silent')).toMatchObject([{ device: phone.deviceId, held: 2, seenAt: NOON, closedAt: null }]);
    taken(phone.send(queue.slice(1), holding(2), (SILENT + 2) as EpochMs));
    paper.store.sync.sweepNow((SILENT + 3) as EpochMs);
    expect(anomalies('device-silent')).toMatchObject([{ closedAt: SILENT + 3, closedReason: 'no longer so' }]);
  });

  test('while somebody’s shift runs on it is told as well, even if it said it holds nothing', () => {
    const shift = { id: 's-1', token: 't-1', worker: 'ana', device: phone.deviceId, at: NOON, expiresAt: NOON + 12 * HOUR };
    paper.store.access.insertSession(shift);
    taken(phone.send(receives(1), holding(1)));
    paper.store.sync.sweepNow(SILENT);
    expect(anomalies('device-silent')).toMatchObject([{ held: null }]);
  });

  test('and holds nothing, with nobody on shift, is no matter', () => {
    taken(phone.send(receives(1), holding(1)));
    paper.store.sync.sweepNow(SILENT);
    expect(anomalies('device-silent')).toEqual([]);
  });
});
