import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson, GENESIS, headSignatureText, laneHeadText } from '../../shared/wire/canonical.ts';
import { type CommandBody, commandBodySchema } from '../../shared/wire/envelope.ts';
import { kindVersionOf, type UpCasters } from '../../shared/wire/up-cast.ts';
import { OLDEST_PROTOCOL, PROTOCOL, SPOKEN } from '../../shared/wire/versions.ts';
import { decodeCommand } from './decode.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, sha256, signed, taken } from './paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
});

afterEach(() => paper.close());

const receive = () => phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 40 });
const sighting = (payload: Record<string, unknown>, kindVersion = 1) => phone.report('sighting', payload, { kindVersion });

describe('a phone with an older app', () => {
  test('is taken as long as its protocol is read here, and told that a newer app is there', () => {
    const reply = phone.send([receive()], { protocol: OLDEST_PROTOCOL });
    expect(taken(reply)[0]?.outcome).toBe('recorded');
    expect(reply).toMatchObject({ upgrade: 'client-too-old', speaks: SPOKEN });
    expect(phone.send([], { protocol: PROTOCOL })).not.toHaveProperty('upgrade');
  });

  test('whose protocol nobody reads any more keeps its queue, and is told what is spoken', () => {
    const reply = phone.send([receive()], { protocol: OLDEST_PROTOCOL - 1 });
    expect(reply).toMatchObject({ kind: 'reset', reset: 'schema', laneLast: 0, speaks: SPOKEN });
    expect(paper.store.db.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(0);
  });

  test('has its payloads up-cast step by step to what the rules read', () => {
    const casters: UpCasters = {
      sighting: [({ place, ...rest }) => ({ ...rest, where: place }), ({ where, ...rest }) => ({ ...rest, bin: where })],
    };
    const read = (payload: Record<string, unknown>, kindVersion: number) =>
      decodeCommand(commandBodySchema.parse(sighting(payload, kindVersion)), phone.deviceId, casters);
    const current = { kind: 'sighting', payload: { lot: peas('L-1'), bin: 'DOCK-1' } };
    expect(kindVersionOf('sighting', casters)).toBe(3);
    expect(read({ lot: peas('L-1'), place: 'DOCK-1' }, 1).command).toMatchObject(current);
    expect(read({ lot: peas('L-1'), where: 'DOCK-1' }, 2).command).toMatchObject(current);
    expect(read({ lot: peas('L-1'), bin: 'DOCK-1' }, 3).command).toMatchObject(current);
    expect(read({ lot: peas('L-1'), bin: 'DOCK-1' }, 4).broke).toEqual({ code: 'kind-unknown', kind: 'sighting@4' });
  });
});

describe('a phone with a newer app', () => {
  test('of a protocol this server does not speak yet keeps its queue, and is told what is spoken', () => {
    expect(phone.send([receive()], { protocol: PROTOCOL + 1 })).toMatchObject({ kind: 'reset', reset: 'schema', speaks: SPOKEN });
  });

  test('may say more in a push than this server reads', () => {
    const odd = { mood: 'good', queue: { depth: 1, oldestWall: null, bytes: 1, photos: 3 } };
    expect(taken(phone.send([receive()], odd))[0]?.outcome).toBe('recorded');
  });

  test('may say more in a report: it is judged by what is known, and kept as it came', () => {
    const richer = signedBody({ weather: 'cold' });
    expect(taken(phone.send([richer.envelope], richer.push))[0]?.outcome).toBe('recorded');
    expect(bodyKept()).toMatchObject({ weather: 'cold', kind: 'receive' });
  });

  test('whose reports are of a newer form has them parked, unread and whole, until a newer server reads them', () => {
    const newer = signedBody({ v: 2, meaning: 'nobody here knows' });
    expect(taken(phone.send([newer.envelope], newer.push))[0]).toMatchObject({ outcome: 'parked', broke: { code: 'kind-unknown' } });
    expect(bodyKept()).toMatchObject({ v: 2, meaning: 'nobody here knows' });
  });

  describe('whose report an older server did not read at all, so that it came as text', () => {
    const outcomes = () => paper.store.db.prepare('SELECT outcome FROM judgement ORDER BY rev').pluck().all();

    /** Sends a receipt as text, the only report of its lane. */
    function sendWrapped(textOf: (meant: CommandBody) => string) {
      const { lane: _lane, seq: _seq, hash: _hash, ...meant } = receive();
      const wrapper = { ...meant, kind: 'unreadable', payload: { why: 'scans: too many', body: textOf(meant) } };
      return phone.send(phone.rekey(randomUUID(), [{ ...receive(), ...wrapper }]));
    }

    test('has it judged for what it says by a server that reads it', () => {
      expect(taken(sendWrapped(canonicalJson))[0]).toMatchObject({ outcome: 'parked', broke: { code: 'kind-unknown' } });
      expect(paper.store.sync.sweepNow(NOON)).toBe(1);
      expect(outcomes()).toContain('recorded');
      expect(paper.store.db.prepare('SELECT sum(quantity) FROM stock').pluck().get()).toBe(40);
      expect(paper.store.sync.sweepNow(NOON)).toBe(0);
    });

    test.each<[string, (meant: CommandBody) => string]>([
      ['another report than it was sent as', (meant) => canonicalJson({ ...meant, id: '0190f3c0-0000-7000-8000-00000000ffff' })],
      ['what this server does not read either', (meant) => canonicalJson({ ...meant, told: null })],
      ['no report at all', () => 'torn'],
    ])('leaves it parked when it carries %s', (_, textOf) => {
      sendWrapped(textOf);
      expect(paper.store.sync.sweepNow(NOON)).toBe(0);
      expect(outcomes()).toEqual(['parked']);
    });
  });

  const bodyKept = () => JSON.parse(String(paper.store.db.prepare('SELECT body FROM ledger ORDER BY rev LIMIT 1').pluck().get()));

  /** The first report of the lane with more in it than this build knows, and the head over it. */
  function signedBody(more: Record<string, unknown>) {
    const { lane, seq, hash: _, ...body } = receive();
    const whole = { ...body, ...more };
    const place = { lane, seq, hash: sha256(canonicalJson(whole)) };
    const head = sha256(laneHeadText(GENESIS, place));
    return { envelope: { ...whole, ...place }, push: { head, sig: signed(phone.key, headSignatureText(lane, seq, head)) } };
  }
});
