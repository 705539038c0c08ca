import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { nextHead, sha256 } from '../../server/ledger/chain.ts';
import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { CommandKind } from '../../shared/domain/movements/command.ts';
import { canonicalJson, GENESIS, headSignatureText } from '../../shared/wire/canonical.ts';
import type { CommandBody, Envelope } from '../../shared/wire/envelope.ts';
import { commandIdSchema } from '../../shared/wire/ids.ts';
import { kindVersionOf } from '../../shared/wire/up-cast.ts';
import { PROTOCOL } from '../../shared/wire/versions.ts';
import { DOCK, type Filled, lotOf, NOW, SHIFT, STAGE, uuidOf } from './filled-store.ts';

export type Said = Pick<CommandBody, 'payload'> & { readonly kind: CommandKind };

/**
 * A shift's movements in turn: a receipt, its putaway, a pallet moved from bin to bin, a pick of the lot that must
 * go first, and its dispatch. All are in order: a clean store is the common case.
 */
export function* movements({ standings, freeBins, items }: Filled): Generator<Said> {
  const free = [...freeBins];
  const whereabouts = standings.slice(items.length);
  const nextFree = (): BinCode => free.shift() ?? DOCK;
  for (let n = 0; ; n++) {
    const item = items[(n * 7) % items.length];
    const first = standings[(n * 7) % items.length];
    const moved = whereabouts[(n * 13) % whereabouts.length];
    if (!item || !first || !moved) return;
    const lot = `N${n}`;
    const to = nextFree();
    yield { kind: 'receive', payload: { item, lot, to: DOCK, quantity: 40, expiryOn: '2031-01-01', supplier: 'Bench supplier' } };
    yield { kind: 'putaway', payload: { lot: lotOf(item, lot), from: DOCK, to, quantity: 40 } };
    const target = nextFree();
    yield { kind: 'transfer', payload: { lot: moved.lot, from: moved.bin, to: target, quantity: 10_000 } };
    free.push(moved.bin);
    whereabouts[(n * 13) % whereabouts.length] = { lot: moved.lot, bin: target };
    yield { kind: 'pick', payload: { lot: first.lot, from: first.bin, quantity: 2, to: STAGE, order: `O-${n}` } };
    yield {
      kind: 'dispatch',
      payload: { lot: first.lot, from: STAGE, quantity: 2, destination: 'Corner shop 12', shipment: `S-${n >> 5}` },
    };
  }
}

export const PHONE = (() => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { deviceId: randomUUID(), privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url') };
})();

/** The bodies of `count` movements as pushes of `batch`, ready to be posted: hashed, chained and signed by a phone. */
export function pushBodies(filled: Filled, { count, batch }: { count: number; batch: number }): Buffer[] {
  const said = movements(filled);
  const { seal, parcel } = lane();
  return Array.from({ length: count / batch }, (_, n) => parcel(seal(bodies(said, { from: n * batch + 1, count: batch, at: () => NOW }))));
}

interface Stretch {
  /** The place of the first of them in the day. */
  readonly from: number;
  readonly count: number;
  readonly at: (place: number) => EpochMs;
  readonly by?: Hand;
}

/** The phone something is reported on, and the session there. */
export interface Hand {
  readonly deviceId: string;
  readonly session: string;
}

const SAME_HAND: Hand = { deviceId: PHONE.deviceId, session: SHIFT };

/** The next so many movements of a day, as commands. */
export function bodies(said: Generator<Said>, { from, count, at, by = SAME_HAND }: Stretch): CommandBody[] {
  return Array.from({ length: count }, (_, n) => {
    const next = said.next();
    if (next.done) throw new Error('the store has nothing left to move');
    return bodyOf(next.value, { seq: from + n, wall: at(from + n), by });
  });
}

/** A lane of the phone's. */
interface BenchLane {
  /** Numbers and hashes commands, as a phone does when it keeps them. */
  readonly seal: (commands: readonly CommandBody[]) => Envelope[];
  /** Chains and signs the next of them as one push, ready to be posted. */
  readonly parcel: (envelopes: readonly Envelope[]) => Buffer;
}

export function lane(now: EpochMs = NOW): BenchLane {
  const id = randomUUID();
  let [seq, last, head] = [0, 0, GENESIS];
  return {
    seal: (commands) =>
      commands.map((body) => {
        const text = canonicalJson(body);
        // As the phone keeps and sends it: in the order it is hashed in.
        return { ...JSON.parse(text), lane: id, seq: ++seq, hash: sha256(text) };
      }),
    parcel: (envelopes) => {
      for (const place of envelopes) [last, head] = [place.seq, nextHead(head, place)];
      const sig = sign('sha256', Buffer.from(headSignatureText(id, last, head)), { key: PHONE.privateKey, dsaEncoding: 'ieee-p1363' });
      const about = { protocol: PROTOCOL, epoch: null, deviceId: PHONE.deviceId, lane: id, acked: null, cursor: null, build: 'bench' };
      const signed = { head, headSeq: last, sig: sig.toString('base64url') };
      const queue = { depth: envelopes.length, oldestWall: now, bytes: 0 };
      return Buffer.from(JSON.stringify({ ...about, commands: envelopes, ...signed, queue, sent: { wall: now, mono: 0 } }));
    },
  };
}

function bodyOf({ kind, payload }: Said, { seq, wall, by }: { seq: number; wall: EpochMs; by: Hand }): CommandBody {
  const raw = 'https://id.example.com/01/09506000134352/10/L-118?17=270501';
  return {
    v: 1,
    id: commandIdSchema.parse(uuidOf(1, seq)),
    deviceId: by.deviceId,
    kind,
    kindVersion: kindVersionOf(kind),
    payload,
    actor: { worker: 'ana', role: 'dock', session: by.session },
    clock: { wall, mono: 1_000.5 * seq, boot: '0190f3c0-0000-7000-8000-00000000b001', offset: -120, error: 35 },
    basis: { epoch: '0190f3c0-0000-7000-8000-00000000e001', rev: seq },
    told: { outcome: 'ok', codes: [] },
    scans: [
      { raw, symbology: ']Q3', via: 'camera' },
      { raw: 'A-04-2', symbology: ']C1', via: 'camera' },
    ],
  };
}
