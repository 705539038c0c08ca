import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { canonicalJson, GENESIS, headSignatureText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Push, PushReply } from '../../shared/wire/push.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { Spoken } from '../../shared/wire/versions.ts';
import { deviceOf } from './device-key.ts';
import { headsOver, sha256Hex } from './lane-head.ts';
import { OutboxDatabase } from './outbox-database.ts';
import type { ReportBody } from './report-body.ts';
import { startShift } from './shift.ts';
import { mintCommandId } from './uuid-v7.ts';
import type { Answer, Failure } from './wire.ts';

export const DEVICE = '0190f3c0-0000-7000-8000-00000000d001';
export const NOW = Date.UTC(2026, 10, 20, 10) as EpochMs;

/** A disk of its own for one test. */
export function freshDisk() {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

/** An enrolled phone's outbox with a picker on shift. */
export async function enrolledOutbox(disk = freshDisk()): Promise<OutboxDatabase> {
  const outbox = new OutboxDatabase(disk);
  await startShift(outbox, {
    id: 'session-1',
    worker: 'w-ana',
    name: 'Ana',
    roles: ['picker'],
    language: 'en',
    timeZone: 'Europe/Warsaw',
    deviceId: DEVICE,
    expiresAt: NOW + 43_200_000,
  });
  return outbox;
}

/** A sighting of L-118 in a bin: one report, `wall` ms after ten o'clock. */
export function sighting(wall = 0, bin = 'A-01-1'): ReportBody {
  return {
    v: 1,
    id: mintCommandId(NOW + wall),
    deviceId: DEVICE,
    kind: 'sighting',
    kindVersion: 1,
    payload: { lot: '09501101530003/L-118' as LotKey, bin: bin as BinCode },
    actor: { worker: 'w-ana', role: 'picker', session: 'session-1' },
    clock: { wall: (NOW + wall) as EpochMs, mono: wall, boot: 'boot-1', offset: null, error: null },
    basis: { epoch: 'e1', rev: 0 },
    told: { outcome: 'ok', codes: [] },
    scans: [],
  };
}

interface PaperLane {
  readonly taken: Envelope[];
  head: string;
}

/**
 * A server on paper: takes a push by the protocol's letter (hash, chain, signature, no gaps, no doubles) and can be
 * told to fail. What it took stands in `lanes`, every push it saw in `pushes`.
 */
export function paperServer(outbox: OutboxDatabase) {
  const lanes = new Map<string, PaperLane>();
  const pushes: Push[] = [];
  const faults: (Failure | ((push: Push) => Answer<PushReply> | null))[] = [];
  let rev = 0;
  let epoch = 'e1';

  async function push(sent: Push): Promise<Answer<PushReply>> {
    pushes.push(sent);
    const fault = faults.shift();
    if (typeof fault === 'object') return { ok: false, failure: fault };
    const refused = server.refuse(sent);
    if (refused) return refused;
    const lane = lanes.get(sent.lane) ?? { taken: [], head: GENESIS };
    lanes.set(sent.lane, lane);
    const verdicts: Verdict[] = [];
    for (const command of sent.commands) await take(lane, command, verdicts);
    await verifySignature(outbox, sent);
    const reply = fault?.(sent) ?? null;
    if (reply) return reply;
    const ack = { epoch, lane: sent.lane, seq: lane.taken.length, rev, chain: GENESIS, seal: '' };
    const { speaks } = server;
    const said = speaks && { speaks, ...(sent.protocol < speaks.newest && { upgrade: 'client-too-old' as const }) };
    return { ok: true, value: { kind: 'taken', epoch, serverNow: NOW, ack, verdicts, rev, durable: 0, ...said } };
  }

  async function take(lane: PaperLane, command: Envelope, verdicts: Verdict[]): Promise<void> {
    const { lane: _lane, seq, hash, ...body } = command;
    if (hash !== (await sha256Hex(canonicalJson(body)))) throw new Error(`hash of ${seq} is wrong`);
    if (seq > lane.taken.length + 1) return;
    if (seq === lane.taken.length + 1) {
      lane.taken.push(command);
      lane.head = (await headsOver(sha256Hex, { lane: command.lane, head: lane.head }, [{ seq, hash }]))[0] ?? GENESIS;
      rev += 1;
    }
    verdicts.push({
      id: command.id,
      n: 1,
      rev,
      outcome: 'recorded',
      flags: [],
      occurredAt: command.clock.wall,
      error: null,
      effect: 'applied',
    });
  }

  /** Forgets what came after the first `seq` of every lane, as a backup put back would. */
  function restore(seq: number, newEpoch: string): void {
    epoch = newEpoch;
    for (const lane of lanes.values()) lane.taken.splice(seq);
  }

  const server = {
    push,
    lanes,
    pushes,
    faults,
    restore,
    /** What it says it speaks. */
    speaks: null as Spoken | null,
    /** Refuses what it answers, before anything is taken. */
    refuse: (_: Push): Answer<PushReply> | null => null,
    ids: () => [...lanes.values()].flatMap((lane) => lane.taken.map((each) => each.id)),
  };
  return server;
}

async function verifySignature(outbox: OutboxDatabase, { lane, head, headSeq, sig }: Push): Promise<void> {
  const { keys } = await deviceOf(outbox);
  const bytes = Uint8Array.from(atob(sig.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  const text = new TextEncoder().encode(headSignatureText(lane, headSeq, head));
  const holds = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, keys.publicKey, bytes, text);
  if (!holds) throw new Error('the head is not signed by this phone');
}
