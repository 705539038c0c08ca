import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { courierSignatureText, headSignatureText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Push } from '../../shared/wire/push.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { NOON, openPaperStore, PEAS, paperPhone, signed, taken } from './paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;
let courier: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  courier = paperPhone(paper.store);
});

afterEach(() => paper.close());

const rows = (sql: string) => paper.store.db.prepare(sql).raw().all();
const receive = (lot: string) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 40 });

/** What the courier sends: another's reports as they were handed over, signed for by itself. */
function carried(commands: readonly Envelope[], odd: Partial<Push> = {}): Partial<Push> {
  const headSeq = commands.at(-1)?.seq ?? 0;
  const place = { lane: phone.lane(), headSeq, head: phone.headAt(headSeq) };
  return { courier: { deviceId: courier.deviceId, sig: signed(courier.key, courierSignatureText(courier.deviceId, place)) }, ...odd };
}

describe('a phone handed its queue to another one', () => {
  test('what that one brings is recorded as the first one’s, and who brought it is known', () => {
    const handed = [receive('L-1'), receive('L-2')];
    const verdicts = taken(phone.send(handed, carried(handed)));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
    expect(rows('SELECT device, worker FROM ledger')).toEqual([
      [phone.deviceId, 'ana'],
      [phone.deviceId, 'ana'],
    ]);
    expect(rows('SELECT lane, upto_seq, brought, courier FROM carriage')).toEqual([[phone.lane(), 2, 2, courier.deviceId]]);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('the first one’s own push of the same reports only recognises them, and goes on', () => {
    const handed = [receive('L-1'), receive('L-2')];
    const verdicts = taken(phone.send(handed, carried(handed)));
    expect(taken(phone.send(handed))).toEqual(verdicts);
    expect(taken(phone.send([...handed, receive('L-3')]))).toHaveLength(3);
    expect(rows('SELECT count(*) FROM ledger')).toEqual([[3]]);
  });

  test('brought again, or after the first one sent some itself, nothing is booked twice', () => {
    const handed = [receive('L-1'), receive('L-2')];
    taken(phone.send(handed.slice(0, 1)));
    const verdicts = taken(phone.send(handed, carried(handed)));
    expect(taken(phone.send(handed, carried(handed)))).toEqual(verdicts);
    expect(rows('SELECT brought FROM carriage')).toEqual([[1]]);
    expect(rows('SELECT count(*) FROM ledger')).toEqual([[2]]);
  });

  test('a courier’s push does not say that the first phone was seen, but that it waits for less', () => {
    const handed = [receive('L-1'), receive('L-2')];
    const queue = { depth: 2, oldestWall: NOON, bytes: 900 };
    taken(phone.send([], { queue, headSeq: 0, build: 'first' }, NOON));
    taken(phone.send(handed, carried(handed), (NOON + 60_000) as typeof NOON));
    expect(rows('SELECT seen_at, depth, build, last_seq FROM lane')).toEqual([[NOON, 0, 'first', 2]]);
  });
});

describe('a courier is not believed', () => {
  test('when the first phone did not sign exactly these reports', () => {
    const handed = [receive('L-1'), receive('L-2')];
    const text = headSignatureText(phone.lane(), 2, phone.headAt(2));
    expect(() => phone.send(handed, carried(handed, { sig: signed(courier.key, text) }))).toThrow(/this phone’s signature/);
    expect(() => phone.send(handed.slice(0, 1), carried(handed, { headSeq: 2 }))).toThrow(/chain over exactly these commands/);
    expect(rows('SELECT count(*) FROM ledger')).toEqual([[0]]);
  });

  test('when it is no phone of this site, was revoked, or did not sign itself', () => {
    const handed = [receive('L-1')];
    const { courier: signing } = carried(handed);
    if (!signing) throw new Error('no courier');
    expect(() => phone.send(handed, { courier: { ...signing, deviceId: crypto.randomUUID() } })).toThrow(
      /courier.deviceId|phone of this site/,
    );
    expect(() => phone.send(handed, { courier: { ...signing, sig: signed(phone.key, 'anything') } })).toThrow(/what it brings/);
    paper.store.access.revokeDevice(courier.deviceId, NOON);
    expect(() => phone.send(handed, carried(handed))).toThrow(/phone of this site/);
    expect(rows('SELECT count(*) FROM ledger')).toEqual([[0]]);
  });

  test('on what the first phone lost, or on when things happened', () => {
    const handed = [receive('L-1')];
    const lost = { from: 1, to: 1, head: phone.headAt(1) };
    expect(() => phone.send([], carried([], { lost, headSeq: 0 }))).toThrow(/only the phone itself/);
    const times = [{ seq: 1, at: (NOON - 3_600_000) as typeof NOON, error: 0 }];
    expect(taken(phone.send(handed, carried(handed, { times })))[0]).toMatchObject({ occurredAt: NOON, error: 50 });
  });
});
