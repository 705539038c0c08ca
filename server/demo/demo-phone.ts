import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { canonicalJson, GENESIS, headSignatureText } from '../../shared/wire/canonical.ts';
import type { CommandBody, Envelope } from '../../shared/wire/envelope.ts';
import { commandIdSchema } from '../../shared/wire/ids.ts';
import type { Push, Receipt } from '../../shared/wire/push.ts';
import { kindVersionOf } from '../../shared/wire/up-cast.ts';
import { PROTOCOL } from '../../shared/wire/versions.ts';
import type { AccessStore } from '../access/access-store.ts';
import { thumbprintOf } from '../access/device-key.ts';
import { mintToken } from '../access/token.ts';
import { nextHead, sha256 } from '../ledger/chain.ts';
import type { Chance } from './demo-random.ts';
import type { Act } from './demo-warehouse.ts';

export interface DemoActor {
  readonly worker: string;
  readonly role: string;
}

/** A phone as the server sees one: it numbers, hashes, chains and signs its reports, and keeps the last receipt. */
export interface DemoPhone {
  readonly deviceId: string;
  readonly worker: string;
  readonly publicKey: string;
  /** The reports of these acts as one push; `taken` tells the phone what the server acknowledged. */
  push(acts: readonly Act[], sentAt: number): Push;
  taken(receipt: Receipt): void;
}

/** How far a demo phone's clock may be off, ± ms: it compared it with the server's a while ago. */
const CLOCK_ERROR = 1_200;

export function demoPhone({ deviceId, actor, chance }: { deviceId: string; actor: DemoActor; chance: Chance }): DemoPhone {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const lane = uuid(chance, 0);
  let seq = 0;
  let head = GENESIS;
  let acked: Receipt | null = null;

  const envelope = (act: Act): Envelope => {
    const body = bodyOf(act, { deviceId, actor, id: uuid(chance, act.at) });
    seq += 1;
    const hash = sha256(canonicalJson(body));
    head = nextHead(head, { lane, seq, hash });
    return { ...body, lane, seq, hash };
  };
  return {
    deviceId,
    worker: actor.worker,
    publicKey: keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    push: (acts, sentAt) => {
      const commands = acts.map(envelope);
      return {
        protocol: PROTOCOL,
        epoch: acked?.epoch ?? null,
        deviceId,
        lane,
        acked,
        cursor: null,
        build: 'demo',
        commands,
        head,
        headSeq: seq,
        sig: signed(keys.privateKey, headSignatureText(lane, seq, head)),
        queue: { depth: commands.length, oldestWall: acts[0]?.at ?? null, bytes: 0 },
        sent: { wall: sentAt, mono: sentAt },
      };
    },
    taken: (receipt) => {
      acked = receipt;
    },
  };
}

/** The phone joins the store, its worker signed in on it for the whole story. */
export function enrolDemoPhone(
  access: AccessStore,
  { deviceId, publicKey, worker }: DemoPhone,
  { name, at, until }: { name: string; at: EpochMs; until: EpochMs },
): void {
  access.insertDevice({ id: deviceId, publicKey, name, registeredAt: at, thumbprint: thumbprintOf(publicKey), by: worker });
  access.insertSession({ id: sessionOf(deviceId), token: mintToken(), worker, device: deviceId, at, expiresAt: until });
}

function sessionOf(deviceId: string): string {
  return `demo ${deviceId}`;
}

function bodyOf(act: Act, by: { deviceId: string; actor: DemoActor; id: string }): CommandBody {
  return {
    v: 1,
    id: commandIdSchema.parse(by.id),
    deviceId: by.deviceId,
    kind: act.kind,
    kindVersion: kindVersionOf(act.kind),
    payload: { ...act.payload },
    actor: { ...by.actor, session: sessionOf(by.deviceId) },
    clock: { wall: act.at, mono: act.at, boot: 'demo', offset: 0, error: CLOCK_ERROR },
    basis: { epoch: 'demo', rev: 0 },
    told: { outcome: act.told?.outcome ?? 'ok', codes: [...(act.told?.codes ?? [])] },
    scans: [],
  };
}

/** UUIDv7 (RFC 9562): the instant in its first 48 bits, chance in the rest. */
function uuid(chance: Chance, at: number): string {
  const random = Array.from({ length: 20 }, () => chance.between(0, 15).toString(16)).join('');
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

function signed(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}
