import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Receipt } from '../../shared/wire/push.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, sha256, signed, taken } from './paper-phone.contract.ts';

const MINUTE = 60_000;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

const count = (table: string) => Number(paper.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
const stock = () => paper.store.db.prepare('SELECT bin, lot, quantity FROM stock ORDER BY bin, lot').raw().all();
const openAnomalies = () => paper.store.db.prepare('SELECT code FROM anomaly WHERE closed_at IS NULL ORDER BY code').pluck().all();

const receive = (lot: string, quantity = 40) =>
  phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity, expiryOn: '2027-05-01' });
const putaway = (lot: string, to: string, quantity = 40) => phone.report('putaway', { lot: peas(lot), from: 'DOCK-1', to, quantity });

describe('a phone that names somebody who never signed in on it', () => {
  test('acts with nobody’s authority: the fact is on record and flagged', () => {
    taken(phone.send([receive('L-1')]));
    const eve = { worker: 'eve', role: 'supervisor', session: 'made up' };
    const [verdict] = taken(phone.send([phone.report('hold', { lot: peas('L-1'), reason: 'mischief' }, eve)]));
    expect(verdict).toMatchObject({ outcome: 'flagged', broke: { code: 'role-not-allowed' } });
    expect(openAnomalies()).toEqual(['authority-missing']);
  });

  test('gains nothing from the session of another phone', () => {
    taken(phone.send([receive('L-1')]));
    const other = paperPhone(paper.store);
    const stolen = { worker: 'eve', role: 'supervisor', session: `${other.deviceId} eve` };
    const [verdict] = taken(phone.send([phone.report('hold', { lot: peas('L-1'), reason: 'mischief' }, stolen)]));
    expect(verdict).toMatchObject({ outcome: 'flagged', broke: { code: 'role-not-allowed' } });
  });
});

describe('a session', () => {
  const HOUR = 3_600_000;
  const SHIFT = { worker: 'eve', role: 'supervisor', session: 'eve-today' };
  const LATER = (NOON + 30 * HOUR) as EpochMs;

  /** A hold that Eve's phone says was made so long after noon, with its clock so uncertain; received the next day. */
  function heldAfter(ms: number, error: number | null = 20): string | undefined {
    taken(phone.send([receive('L-1')]));
    const clock = { wall: (NOON + ms) as EpochMs, offset: error === null ? null : 0, error };
    const [verdict] = taken(phone.send([phone.report('hold', { lot: peas('L-1'), reason: 'torn film' }, { ...SHIFT, clock })], {}, LATER));
    return verdict?.broke?.code;
  }

  beforeEach(() =>
    paper.store.access.insertSession({
      ...{ id: SHIFT.session, worker: SHIFT.worker, token: 'token', device: phone.deviceId },
      ...{ at: NOON, expiresAt: NOON + 12 * HOUR },
    }),
  );

  test.each([
    ['in the shift', 2 * HOUR, undefined],
    ['minutes after it ended', 12 * HOUR + 200_000, undefined],
    ['hours after it ended', 14 * HOUR, 'role-not-allowed'],
  ])('%s is what a report counts under, whenever it is received', (_, ms, broke) => {
    expect(heldAfter(ms)).toBe(broke);
  });

  test('that was ended early counts no longer, though its hours run on', () => {
    paper.store.access.revokeSession(SHIFT.session, NOON + HOUR);
    expect(heldAfter(3 * HOUR)).toBe('role-not-allowed');
  });

  test('counts when nobody can tell how far the clock was off: a wrong clock takes nobody’s authority', () => {
    expect(heldAfter(20 * HOUR, null)).toBeUndefined();
  });
});

describe('a push', () => {
  test('is judged by the rules, and its stock, verdicts and receipt stand together', () => {
    const reply = phone.send([receive('L-1'), putaway('L-1', 'A-01-1')]);
    expect(taken(reply).map(({ outcome, n, effect }) => [outcome, n, effect])).toEqual([
      ['recorded', 1, 'applied'],
      ['recorded', 1, 'applied'],
    ]);
    expect(reply).toMatchObject({ kind: 'taken', serverNow: NOON, rev: 3, ack: { lane: phone.lane(), seq: 2, rev: 3 } });
    expect(stock()).toEqual([['A-01-1', peas('L-1'), 40]]);
  });

  test('sent again, whole or in part, answers the same and books nothing twice', () => {
    const [first, second, third] = [receive('L-1'), putaway('L-1', 'A-01-1', 10), putaway('L-1', 'A-01-2', 10)];
    const answered = taken(phone.send([first, second]));
    expect(taken(phone.send([first, second]))).toEqual(answered);
    const overlapping = taken(phone.send([second, third]));
    expect(overlapping[0]).toEqual(answered[1]);
    expect(overlapping[1]?.outcome).toBe('recorded');
    expect(count('ledger')).toBe(3);
    expect(stock()).toEqual([
      ['A-01-1', peas('L-1'), 10],
      ['A-01-2', peas('L-1'), 10],
      ['DOCK-1', peas('L-1'), 20],
    ]);
  });

  test('that starts beyond a gap takes nothing, and is told where to resume', () => {
    const [first, second, third] = [receive('L-1'), putaway('L-1', 'A-01-1'), putaway('L-1', 'A-01-2')];
    taken(phone.send([first]));
    const reply = phone.send([third]);
    expect(reply).toMatchObject({ kind: 'taken', ack: { seq: 1 }, verdicts: [] });
    expect(count('ledger')).toBe(1);
    expect(taken(phone.send([second, third])).map(({ id }) => id)).toEqual([second.id, third.id]);
  });

  test('with a gap inside takes nothing it is not signed for', () => {
    const [first, , third] = [receive('L-1'), receive('L-2'), receive('L-3')];
    expect(() => phone.send([first, third])).toThrow(/chain over exactly these commands/);
    expect(count('ledger')).toBe(0);
  });

  test('without commands tells only that the phone is alive', () => {
    expect(phone.send([])).toMatchObject({ kind: 'taken', verdicts: [], ack: { seq: 0 } });
    expect(count('ledger')).toBe(0);
    expect(count('lane')).toBe(1);
  });
});

describe('one bad scan never blocks the next', () => {
  test('a payload that does not fit its kind is parked, and names its field', () => {
    const bad = () => phone.report('putaway', { lot: 'no lot at all', from: 'DOCK-1', to: 'A-01-1', quantity: 1 });
    const verdicts = taken(phone.send([receive('L-1'), bad(), putaway('L-1', 'A-01-1')]));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['recorded', 'parked', 'recorded']);
    expect(verdicts[1]?.broke).toEqual({ code: 'handler-error', message: 'payload.lot: is not a valid lot key (gtin/lot)' });
    expect(openAnomalies()).toEqual(['unreadable-command']);
  });

  test('a kind, or a version of one, that this server does not know yet is parked for a newer one', () => {
    const newer = () => phone.report('sighting', { lot: peas('L-1'), bin: 'A-01-1' }, { kindVersion: 2 });
    const verdicts = taken(phone.send([phone.report('teleport', {}), phone.report('toString', {}), newer(), receive('L-1')]));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['parked', 'parked', 'parked', 'recorded']);
    expect(verdicts[2]?.broke).toEqual({ code: 'kind-unknown', kind: 'sighting@2' });
  });

  test('a report the store refuses to write is parked without a trace in the stock, and the next one counts on that', () => {
    taken(phone.send([receive('L-1'), receive('L-2')]));
    paper.store.db.prepare("INSERT INTO occupant (site, bin, lot) VALUES ('WAW1', 'A-01-1', 'somebody else')").run();
    const verdicts = taken(phone.send([putaway('L-1', 'A-01-1'), putaway('L-1', 'A-01-2')]));
    expect(verdicts[0]).toMatchObject({ outcome: 'parked', effect: 'none', broke: { code: 'handler-error' } });
    expect(verdicts[1]).toMatchObject({ outcome: 'recorded', effect: 'applied' });
    expect(stock()).toEqual([
      ['A-01-2', peas('L-1'), 40],
      ['DOCK-1', peas('L-2'), 40],
    ]);
  });

  test('a report that names a lot twice is one entry in its life', () => {
    const found = [1, 2].map((quantity) => ({ lot: peas('L-1'), quantity }));
    const verdicts = taken(phone.send([receive('L-1'), phone.report('count', { bin: 'DOCK-1', found })]));
    expect(verdicts[1]?.broke?.code).not.toBe('handler-error');
    expect(count('ledger_touch')).toBe(3);
  });

  test('an id that another command bears is parked under its own number', () => {
    const first = receive('L-1');
    const twin = phone.report('sighting', { lot: peas('L-1'), bin: 'DOCK-1' }, { id: first.id });
    const verdicts = taken(phone.send([first, twin, receive('L-2')]));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['recorded', 'parked', 'recorded']);
    expect(taken(phone.send([first, twin]))).toEqual(verdicts.slice(0, 2));
  });

  test('a phone whose worker no longer works here, or that was revoked, is recorded and flagged', () => {
    const stranger = phone.report('receive', { item: PEAS, lot: 'L-9', to: 'DOCK-1', quantity: 1 }, { worker: 'nobody' });
    expect(taken(phone.send([stranger]))[0]).toMatchObject({ outcome: 'flagged', effect: 'applied', broke: { code: 'role-not-allowed' } });
    paper.store.access.revokeDevice(phone.deviceId, NOON);
    expect(taken(phone.send([receive('L-1')]))[0]).toMatchObject({ outcome: 'flagged', effect: 'applied' });
  });
});

describe('a lane belongs to one phone', () => {
  test('another command at a known number means a cloned phone: it gets a lane of its own and loses nothing', () => {
    const [mine, next] = [receive('L-1'), receive('L-2')];
    taken(phone.send([mine]));
    const rival = paperPhone(paper.store);
    const cloned = rival.rekey(phone.lane(), [rival.report('receive', { item: PEAS, lot: 'L-7', to: 'DOCK-1', quantity: 5 })]);
    const reply = rival.send(cloned);
    expect(reply).toMatchObject({ kind: 'reset', reset: 'lane-forked', laneLast: 1, newLane: expect.any(String) });
    expect(count('ledger WHERE lane IS NOT NULL')).toBe(1);
    expect(openAnomalies()).toEqual(['lane-forked']);

    const lane = reply.kind === 'reset' ? (reply.newLane ?? '') : '';
    expect(taken(rival.send(rival.rekey(lane, cloned)))[0]?.outcome).toBe('recorded');
    expect(taken(phone.send([mine, next]))).toHaveLength(2);
    expect(openAnomalies()).toEqual(['lane-forked']);
  });

  test('the same phone with other commands at known numbers is forked too', () => {
    taken(phone.send([receive('L-1')]));
    const other = phone.rekey(phone.lane(), [receive('L-2')]);
    expect(phone.send(other)).toMatchObject({ kind: 'reset', reset: 'lane-forked' });
  });

  test('a re-keyed queue moves its numbers on over what is on record, and the latest verdict comes back', () => {
    const queue = [receive('L-1'), putaway('L-1', 'A-01-1')];
    const before = taken(phone.send(queue));
    const again = phone.rekey(crypto.randomUUID(), queue);
    const reply = phone.send([...again, receive('L-2')]);
    expect(taken(reply).slice(0, 2)).toEqual(before);
    expect(reply).toMatchObject({ ack: { seq: 3 } });
    expect(count('ledger')).toBe(3);
    expect(taken(phone.send(again))).toEqual(before);
  });
});

describe('who is let in', () => {
  test('a head signed by another key is refused, and nothing is written', () => {
    const commands = [receive('L-1')];
    const other = paperPhone(paper.store);
    const sig = signed(other.key, `lotkeeper-head-v1|${phone.lane()}|1|${phone.headAt(1)}`);
    expect(() => phone.send(commands, { sig })).toThrow(/this phone’s signature/);
    expect(() => phone.send(commands, { sig: '' })).toThrow(/this phone’s signature/);
    expect(() => phone.send(commands, { deviceId: crypto.randomUUID() })).toThrow(/does not know this phone/);
    expect([count('ledger'), count('lane'), count('feed')]).toEqual([0, 0, 1]);
  });

  test('a signed head of other commands vouches for nothing', () => {
    const commands = [receive('L-1')];
    receive('L-2');
    expect(() => phone.send(commands, { headSeq: 2 })).toThrow(/chain over exactly these commands/);
    expect(count('ledger')).toBe(0);
  });

  test('a body that is not what its hash says is refused by its field', () => {
    const honest = receive('L-1');
    const tampered = { ...honest, payload: { ...honest.payload, quantity: 400 } };
    expect(() => phone.send([tampered])).toThrow('is not the SHA-256 of this command');
    expect(count('ledger')).toBe(0);
  });

  test('members a newer phone adds inside a command are hashed and kept as they came', () => {
    const { lane, seq, hash: _, ...body } = receive('L-1');
    const richer = { ...body, actor: { ...body.actor, shiftName: 'night' } };
    const place = { lane, seq, hash: sha256(canonicalJson(richer)) };
    const head = sha256(`${'0'.repeat(64)}|${lane}|${seq}|${place.hash}`);
    const sig = signed(phone.key, `lotkeeper-head-v1|${lane}|1|${head}`);
    expect(taken(phone.send([{ ...richer, ...place }], { head, sig }))[0]?.outcome).toBe('recorded');
    expect(paper.store.db.prepare("SELECT body ->> '$.actor.shiftName' FROM ledger").pluck().get()).toBe('night');
  });
});

describe('a phone’s wrong clock', () => {
  const sighting = (clock: object) => phone.report('sighting', { lot: peas('L-1'), bin: 'DOCK-1' }, { clock });

  test('a report from the future counts as happening when it was received', () => {
    taken(phone.send([receive('L-1')]));
    const verdict = taken(phone.send([sighting({ wall: (NOON + 90 * MINUTE) as EpochMs, offset: 0 })]))[0];
    expect(verdict).toMatchObject({ occurredAt: NOON, error: 50 });
  });

  test('the corrected time counts; a clock never compared leaves the error unknown', () => {
    const early = { clock: { wall: (NOON - 20 * MINUTE) as EpochMs } };
    const verdicts = taken(
      phone.send([
        phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 40 }, early),
        sighting({ wall: (NOON - 10 * MINUTE) as EpochMs, offset: null, error: null }),
        sighting({ wall: (NOON - 10 * MINUTE) as EpochMs, offset: 2 * MINUTE }),
      ]),
    );
    expect(verdicts.slice(1).map(({ occurredAt, error }) => [occurredAt, error])).toEqual([
      [NOON - 10 * MINUTE, null],
      [NOON - 8 * MINUTE, 50],
    ]);
  });

  test('a clock that ran back in mid-lane never puts a report before the one it followed; nonsense stops nothing', () => {
    const verdicts = taken(
      phone.send([
        receive('L-1'),
        sighting({ wall: (NOON - 10 * MINUTE) as EpochMs, offset: 0 }),
        sighting({ wall: -Number.MAX_SAFE_INTEGER as EpochMs, offset: -Number.MAX_SAFE_INTEGER }),
      ]),
    );
    expect(verdicts.map(({ occurredAt, error }) => [occurredAt, error])).toEqual([
      [NOON, 50],
      [NOON, 50 + 10 * MINUTE],
      [NOON, 50 + NOON],
    ]);
  });

  test('more than five minutes off is told a supervisor once, and closes by itself', () => {
    const off = { wall: (NOON + 6 * MINUTE) as EpochMs, offset: -6 * MINUTE };
    taken(phone.send([receive('L-1'), sighting(off), sighting(off)]));
    expect(openAnomalies()).toEqual(['clock-suspect']);
    taken(phone.send([sighting({ wall: (NOON + 5 * MINUTE) as EpochMs, offset: -5 * MINUTE })]));
    expect(openAnomalies()).toEqual([]);
  });
});

describe('a server that forgot', () => {
  test('a phone of another history is told the new one and where to resume', () => {
    taken(phone.send([receive('L-1')]));
    const reply = phone.send([receive('L-2')], { epoch: 'another' });
    expect(reply).toMatchObject({ kind: 'reset', reset: 'epoch', epoch: paper.store.meta.epoch(), laneLast: 1 });
    expect(count('ledger')).toBe(1);
  });

  test('a receipt it sealed for more than it has proves it: a new history begins, and phones hand over what they kept', () => {
    const queue = [receive('L-1'), putaway('L-1', 'A-01-1')];
    taken(phone.send(queue.slice(0, 1)));
    const { epoch } = ack();
    const backup = paper.store.db.serialize();
    taken(phone.send(queue));
    const acked = ack();
    restore(backup);

    expect(paper.store.meta.epoch()).toBe(epoch);
    const reply = phone.send([], { epoch, acked });
    expect(reply).toMatchObject({ kind: 'reset', reset: 'epoch', laneLast: 1 });
    expect(reply.epoch).not.toBe(epoch);
    expect(taken(phone.send(queue.slice(1), { epoch: reply.epoch }))[0]?.outcome).toBe('recorded');
    expect(stock()).toEqual([['A-01-1', peas('L-1'), 40]]);
  });

  test('a claim it cannot check takes up that lane again, and no other', () => {
    const [first, second] = [receive('L-1'), putaway('L-1', 'A-01-1')];
    taken(phone.send([first]));
    const { epoch } = ack();
    const claim = { ...ack(), seq: 2, seal: 'of a key that is gone' };
    const reply = phone.send([], { epoch, acked: claim });
    expect(reply).toMatchObject({ kind: 'reset', reset: 'epoch', epoch, laneLast: 1 });
    expect(paperPhone(paper.store).send([], { epoch })).toMatchObject({ kind: 'taken', epoch });
    expect(taken(phone.send([second], { epoch: reply.epoch }))[0]?.outcome).toBe('recorded');
  });

  test('a phone that stands at a rev which reads otherwise here shows it too, though not every time', () => {
    taken(phone.send([receive('L-1')]));
    const { epoch, rev } = ack();
    const cursorOf = (history: string) => ({ epoch: history, rev, chain: 'f'.repeat(64) });
    const first = phone.send([], { epoch, cursor: cursorOf(epoch) });
    expect(first).toMatchObject({ kind: 'reset', reset: 'epoch', laneLast: 1 });
    expect(first.epoch).not.toBe(epoch);
    expect(paper.store.db.prepare("SELECT body ->> '$.facts.proof' FROM ledger WHERE kind = 'epoch-begun'").pluck().all()).toEqual([
      'cursor',
    ]);
    expect(phone.send([], { epoch: first.epoch, cursor: cursorOf(first.epoch) })).toMatchObject({ kind: 'taken' });
  });

  function ack(): Receipt {
    const reply = phone.send([]);
    if (reply.kind !== 'taken') throw new Error(reply.reset);
    return reply.ack;
  }

  /** Puts the database back by hand, and the mark beside it with it. */
  function restore(backup: Buffer): void {
    paper.store.close();
    const { folder } = paper;
    rmSync(join(folder, 'high-water.json'));
    for (const end of ['-wal', '-shm']) rmSync(join(folder, `lotkeeper.db${end}`), { force: true });
    writeFileSync(join(folder, 'lotkeeper.db'), backup);
    paper = openPaperStore(folder);
    phone.moveTo(paper.store);
  }
});
