import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { Session } from '../access/session.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, taken } from './paper-phone.contract.ts';
import { startSweeping } from './sweep-timer.ts';

const HOUR = 3_600_000;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  const receive = phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 40, expiryOn: '2027-05-01' });
  taken(phone.send([receive, phone.report('putaway', { lot: peas('L-1'), from: 'DOCK-1', to: 'A-01-1', quantity: 30 })]));
});

afterEach(() => paper.close());

const count = (table: string) => Number(paper.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
const statusOf = (lot: string) => paper.store.stock.things.lot.one(peas(lot))?.status;

function session(worker: string): Session {
  const roles = paper.store.access.worker(worker)?.roles ?? [];
  return { id: 's-9', worker, name: worker, roles, language: 'en', deviceId: phone.deviceId, expiresAt: (NOON + HOUR) as EpochMs };
}

function ask(kind: string, payload: CommandBody['payload'], { worker = 'eve', role = 'supervisor', book = true, body = {} } = {}) {
  const { lane: _lane, seq: _seq, hash: _hash, ...command } = phone.report(kind, payload, { worker, role });
  const asked = { command: { ...command, ...body }, book };
  return { asked, put: (by = worker) => paper.store.sync.ask({ ask: asked, raw: asked, session: session(by), now: NOON }) };
}

describe('an ask', () => {
  test('of a supervisor is judged and booked, once, however often it is sent', () => {
    const { put } = ask('hold', { lot: peas('L-1'), reason: 'torn wrapping' });
    const reply = put();
    expect(reply).toMatchObject({ outcome: 'accepted', booked: true, rev: 4 });
    expect(statusOf('L-1')).toBe('hold');
    expect(put()).toEqual(reply);
    expect(count('ledger')).toBe(3);
  });

  test('that is only a question changes nothing', () => {
    const { put } = ask('hold', { lot: peas('L-1'), reason: 'torn wrapping' }, { book: false });
    expect(put()).toMatchObject({ outcome: 'accepted', booked: false, rev: null });
    expect([statusOf('L-1'), count('ledger')]).toEqual(['available', 2]);
  });

  test('of a picker is answered and never booked', () => {
    const move = { lot: peas('L-1'), from: 'A-01-1', to: 'A-01-2', quantity: 30 };
    expect(ask('transfer', move, { worker: 'ana', role: 'picker' }).put()).toMatchObject({ outcome: 'accepted', booked: false });
    expect(count('ledger')).toBe(2);
  });

  test('that breaks a rule is refused with the reason, and the stock stands', () => {
    const reply = ask('transfer', { lot: peas('L-1'), from: 'A-01-1', to: 'A-01-2', quantity: 31 }).put();
    expect(reply).toMatchObject({ outcome: 'refused', broke: { code: 'not-enough-stock', asked: 31, there: 30 }, booked: false });
    expect(count('ledger')).toBe(2);
  });

  test('that is refused for a doubtful lot number is put before a supervisor, once', () => {
    const other = { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 5, expiryOn: '2027-06-01' };
    const { put } = ask('receive', other);
    for (const _ of [1, 2]) expect(put()).toMatchObject({ outcome: 'refused', broke: { code: 'lot-expiry-mismatch' }, booked: false });
    expect(count("ledger WHERE kind = 'refused-ask'")).toBe(1);
    expect(count("anomaly WHERE code = 'lot-expiry-mismatch'")).toBe(1);
    expect(paper.store.stock.things.lot.one(peas('L-1'))?.expiryOn).toBe('2027-05-01');
  });

  test('in somebody else’s name, of an unknown kind, or with a bad field is refused by its field', () => {
    const hold = ask('hold', { lot: peas('L-1'), reason: 'x' });
    expect(() => hold.put('ana')).toThrow(/not who is signed in/);
    expect(() => ask('teleport', {}).put()).toThrow(/"teleport" is not known/);
    expect(() => ask('hold', { lot: 'nothing' }).put()).toThrow(/not a valid lot key/);
  });

  test('under an id that another command bears is refused', () => {
    const { asked, put } = ask('hold', { lot: peas('L-1'), reason: 'torn' });
    put();
    const other = ask('hold', { lot: peas('L-1'), reason: 'other' }, { body: { id: asked.command.id } });
    expect(() => other.put()).toThrow(/another command bears it/);
  });
});

test('a plan names the bins to pick from, by the same rules as the phone', () => {
  const plan = paper.store.sync.plan({ item: PEAS, quantity: 35 }, NOON);
  expect(plan).toMatchObject({ ok: true, allocations: [{ lot: peas('L-1'), bin: 'A-01-1', quantity: 30 }], shortage: 5 });
  expect(plan.ok && plan.excluded).toMatchObject([{ bin: 'DOCK-1', reason: 'bin-not-pickable' }]);
});

describe('the timed sweep', () => {
  const stuck = () => paper.store.db.prepare("SELECT id FROM anomaly WHERE code = 'stuck-pallet' AND closed_at IS NULL").pluck().all();

  test('finds goods that stood too long, as an act of the system that phones hear of', () => {
    expect(paper.store.sync.sweepNow((NOON + 24 * HOUR) as EpochMs)).toBe(0);
    expect(paper.store.sync.sweepNow((NOON + 24 * HOUR + 1) as EpochMs)).toBe(1);
    expect(stuck()).toHaveLength(1);
    expect(paper.store.db.prepare('SELECT kind, worker, device FROM ledger ORDER BY rev DESC LIMIT 1').get()).toEqual({
      kind: 'sweep',
      worker: 'system',
      device: 'server',
    });
    const pull = paper.store.sync.pull({ cursor: null, lane: null, maxBytes: 1_000_000 }, NOON);
    expect(pull.kind === 'page' && pull.entries.at(-1)?.changes).toMatchObject([{ thing: 'anomaly', after: { code: 'stuck-pallet' } }]);
  });

  test('opens nothing twice, and nothing again that a supervisor closed', () => {
    const later = (NOON + 25 * HOUR) as EpochMs;
    paper.store.sync.sweepNow(later);
    expect(paper.store.sync.sweepNow(later)).toBe(0);
    expect(ask('close-anomaly', { anomaly: stuck()[0], reason: 'it is right there' }).put()).toMatchObject({ booked: true });
    expect(paper.store.sync.sweepNow(later)).toBe(0);
    expect(stuck()).toEqual([]);
  });

  test('goes on after a turn that failed', () => {
    const errors: unknown[] = [];
    const broken = () => {
      throw new Error('disk full');
    };
    startSweeping(broken, { every: 1000, now: () => NOON, onError: (error) => errors.push(error) })();
    expect(errors).toHaveLength(1);
  });
});

describe('the poke', () => {
  test('comes at once, then once for all that happened meanwhile, and ends with its signal', async () => {
    const hangUp = new AbortController();
    const line = paper.store.sync.listen(hangUp.signal);
    expect(await line.next()).toEqual({ value: true, done: false });
    const report = (n: number) => phone.report('sighting', { lot: peas('L-1'), bin: 'A-01-1' }, { clock: { mono: n } });
    const next = line.next();
    taken(phone.send([report(1)]));
    expect(await next).toEqual({ value: true, done: false });
    taken(phone.send([report(2)]));
    taken(phone.send([report(3)]));
    expect(await line.next()).toEqual({ value: true, done: false });
    const last = line.next();
    hangUp.abort();
    expect(await last).toEqual({ value: undefined, done: true });
  });
});
