import { headSignatureText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Cursor, Push } from '../../shared/wire/push.ts';
import { OLDEST_PROTOCOL } from '../../shared/wire/versions.ts';
import type { PhoneClock } from './clock.ts';
import { type Heeded, keepAck, obeyReset } from './heed-reply.ts';
import { type Lane, protocolFor, startOf } from './lane.ts';
import { headsOver } from './lane-head.ts';
import { quarantine } from './quarantine.ts';
import type { QueueHost } from './queue-host.ts';
import type { QueuedReport } from './queued-report.ts';
import type { Failure, Wire } from './wire.ts';

/** A push well below the server's limit of 2 MiB, so that a slow line gets something through. */
const MOST_BYTES = 768 * 1024;

export interface Pusher extends QueueHost {
  readonly wire: Pick<Wire, 'push'>;
  readonly clock: PhoneClock;
  readonly build: string;
  /** How far this phone's view has pulled; null without a view. */
  readonly cursor: () => Promise<Cursor | null>;
}

/** What one push came to. */
export type Pushed = { readonly kind: 'idle' } | Heeded | Failure;

/**
 * Sends the oldest waiting reports, at most `most` of them, and keeps what the server says of them. With nothing
 * waiting nothing is sent, unless `greet`: an empty push tells the server this phone is alive, and how far it is.
 */
export async function pushOnce(pusher: Pusher, most: number, greet = false): Promise<Pushed> {
  const { queue, sha256 } = pusher;
  const lane = await queue.lane();
  const { deviceId } = await pusher.signatory();
  const start = startOf(lane);
  const batch = await oldestWaiting(pusher, start.seq, most);
  if (!deviceId || (batch.length === 0 && start.seq === lane.ackedSeq && !greet)) return { kind: 'idle' };
  const heads = await headsOver(sha256, { lane: lane.lane, head: start.head }, batch);
  const push = await pushOf(pusher, { lane, deviceId, batch, heads });
  const sent = push.sent;
  const answer = await pusher.wire.push(push);
  if (!answer.ok) return getPast(pusher, batch, answer.failure);
  pusher.clock.learn(sent, answer.value.serverNow);
  return answer.value.kind === 'taken'
    ? keepAck(pusher, lane, { reply: answer.value, push })
    : obeyReset(pusher, lane, { reply: answer.value, push });
}

/**
 * A report that the server refuses by its place in the push is quarantined, but only when a push without any goes
 * through: an outage or a phone the server does not know never costs a healthy report its meaning.
 */
async function getPast(pusher: Pusher, batch: readonly QueuedReport[], failure: Failure): Promise<Pushed> {
  if (failure.kind !== 'refused') return failure;
  const bad = batch[placeNamedBy(failure.field)];
  if (!bad || bad.sent) return failure;
  const lane = await pusher.queue.lane();
  const { deviceId } = await pusher.signatory();
  const empty = deviceId === null ? null : await pusher.wire.push(await pushOf(pusher, { lane, deviceId, batch: [], heads: [] }));
  if (!empty?.ok || empty.value.kind !== 'taken') return failure;
  await quarantine(pusher, bad, failure.message);
  return { kind: 'taken', more: true };
}

/** Which report of a push the server means by `commands.3.scans`; −1: none. */
function placeNamedBy(field: string | null): number {
  return Number(/^commands\.(\d+)/.exec(field ?? '')?.[1] ?? -1);
}

async function oldestWaiting({ queue }: Pusher, after: number, most: number): Promise<QueuedReport[]> {
  const waiting = await queue.reportsAfter(after, most);
  let bytes = 0;
  return waiting.filter((each, index) => {
    bytes += each.bytes;
    return index === 0 || bytes <= MOST_BYTES;
  });
}

interface Parcel {
  readonly lane: Lane;
  readonly deviceId: string;
  readonly batch: readonly QueuedReport[];
  readonly heads: readonly string[];
}

async function pushOf(pusher: Pusher, { lane, deviceId, batch, heads }: Parcel): Promise<Push> {
  const { sign } = await pusher.signatory();
  const start = startOf(lane);
  const head = heads.at(-1) ?? start.head;
  const headSeq = start.seq + batch.length;
  const { wall, mono } = pusher.clock.stamp();
  return {
    protocol: protocolFor(lane),
    epoch: lane.epoch,
    deviceId,
    lane: lane.lane,
    acked: lane.receipt,
    cursor: await pusher.cursor(),
    build: pusher.build,
    commands: batch.map(({ body, sent, seq, hash }): Envelope => ({ ...(sent ?? body), lane: lane.lane, seq, hash })),
    head,
    headSeq,
    sig: await sign(headSignatureText(lane.lane, headSeq, head)),
    queue: {
      depth: lane.nextSeq - 1 - start.seq,
      oldestWall: batch[0]?.body.clock.wall ?? null,
      bytes: batch.reduce((sum, each) => sum + each.bytes, 0),
    },
    sent: { wall, mono },
    ...(protocolFor(lane) > OLDEST_PROTOCOL && newerMembers(lane, batch)),
  };
}

/** What a server of protocol 1 would refuse: numbers this phone keeps no more, and times it was told before a restore. */
function newerMembers(lane: Lane, batch: readonly QueuedReport[]): Pick<Push, 'lost' | 'times'> {
  const { seq: to, head } = startOf(lane);
  const times = batch.flatMap(({ seq, told, verdict }) => {
    const known = verdict ?? told;
    return known ? [{ seq, at: known.occurredAt, error: known.error }] : [];
  });
  return {
    ...(to > lane.ackedSeq && { lost: { from: lane.ackedSeq + 1, to, head } }),
    ...(times.length > 0 && { times }),
  };
}
