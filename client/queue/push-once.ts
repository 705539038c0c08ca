import { headSignatureText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Cursor, Lost, Push } from '../../shared/wire/push.ts';
import { OLDEST_PROTOCOL } from '../../shared/wire/versions.ts';
import type { PhoneClock } from './clock.ts';
import { type Heeded, keepAck, obeyReset } from './heed-reply.ts';
import { type Lane, protocolFor, startOf } from './lane.ts';
import { headsOver } from './lane-head.ts';
import { quarantine } from './quarantine.ts';
import type { QueueHost, Signatory } from './queue-host.ts';
import type { QueuedReport } from './queued-report.ts';
import { rekeyLane } from './rekey-lane.ts';
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

type Refused = Extract<Failure, { kind: 'refused' }>;

/** What one push came to. */
export type Pushed = { readonly kind: 'idle' } | Heeded | Failure;

/**
 * Sends the oldest waiting reports, at most `most` of them, and keeps what the server says of them. With nothing
 * waiting nothing is sent, unless `greet`: an empty push tells the server this phone is alive, and how far it is.
 */
export async function pushOnce(pusher: Pusher, most: number, greet = false): Promise<Pushed> {
  const [waiting, sender] = await Promise.all([oldestWaiting(pusher, most), senderOf(pusher)]);
  const { lane, lost } = waiting;
  if (!sender || (waiting.batch.length === 0 && !lost && !greet)) return { kind: 'idle' };
  if (lost && protocolFor(lane) === OLDEST_PROTOCOL && lane.speaks) return takeNewLane(pusher, lane);
  const batch = lost && protocolFor(lane) === OLDEST_PROTOCOL ? [] : waiting.batch;
  const push = await pushOf(pusher, { lane, batch, lost, ...sender });
  const sent = push.sent;
  const answer = await pusher.wire.push(push);
  if (!answer.ok) return getPast(pusher, push, { batch, failure: answer.failure });
  pusher.clock.learn(sent, answer.value.serverNow);
  return answer.value.kind === 'taken'
    ? keepAck(pusher, lane, { reply: answer.value, push })
    : obeyReset(pusher, lane, { reply: answer.value, push });
}

/**
 * A report that the server refuses by its place in the push is quarantined, but only when a push without any goes
 * through: an outage or a phone the server does not know never costs a healthy report its meaning.
 */
async function getPast(
  pusher: Pusher,
  push: Push,
  { batch, failure }: { batch: readonly QueuedReport[]; failure: Failure },
): Promise<Pushed> {
  if (failure.kind !== 'refused') return failure;
  const bad = batch[placeNamedBy(failure.field)];
  const isChainBroken = failure.field === 'head';
  if (!isChainBroken && (!bad || bad.sent)) return failure;
  const lane = await pusher.queue.lane();
  const sender = await senderOf(pusher);
  if (!sender) return failure;
  const bare = await pushOf(pusher, { lane, batch: [], lost: null, ...sender });
  const empty = await pusher.wire.push(bare);
  if (!empty.ok) return failure;
  if (empty.value.kind === 'reset') return obeyReset(pusher, lane, { reply: empty.value, push: bare });
  if (isChainBroken) await takeNewLane(pusher, lane);
  return bad ? quarantineIfStillBad(pusher, { push, bad }, failure) : failure;
}

/** The server is well: what it refused while it was not, it takes now. */
async function quarantineIfStillBad(pusher: Pusher, { push, bad }: { push: Push; bad: QueuedReport }, failure: Refused): Promise<Pushed> {
  const again = await pusher.wire.push(push);
  if (again.ok || again.failure.kind !== 'refused' || again.failure.field !== failure.field) return { kind: 'taken', more: true };
  await quarantine(pusher, bad, failure.message);
  return { kind: 'taken', more: true };
}

/** What this phone keeps cannot be said in its lane any more: it all moves to a lane of its own, and nothing is booked twice. */
async function takeNewLane({ queue }: Pusher, { lane }: Lane): Promise<Pushed> {
  await rekeyLane(queue, lane, crypto.randomUUID());
  return { kind: 'taken', more: true, isRekeyed: true };
}

/** Which report of a push the server means by `commands.3.scans`; −1: none. */
function placeNamedBy(field: string | null): number {
  return Number(/^commands\.(\d+)/.exec(field ?? '')?.[1] ?? -1);
}

interface Waiting {
  readonly lane: Lane;
  /** Reports in a row, as many as one push carries. */
  readonly batch: readonly QueuedReport[];
  /** The numbers before them that the server has not and this phone keeps no more. */
  readonly lost: Lost | null;
}

/** All of it at one moment: a loss is said once and for good. */
async function oldestWaiting({ queue }: Pusher, most: number): Promise<Waiting> {
  return queue.reading(async () => {
    const lane = await queue.lane();
    const start = startOf(lane);
    const waiting = await queue.reportsAfter(start.seq, most);
    const to = (waiting[0]?.seq ?? lane.nextSeq) - 1;
    const lost = to > lane.ackedSeq ? { from: lane.ackedSeq + 1, to, head: start.head } : null;
    let bytes = 0;
    const batch = waiting.filter(({ seq, bytes: size }, index) => {
      bytes += size;
      return seq === to + 1 + index && (index === 0 || bytes <= MOST_BYTES);
    });
    return { lane, batch, lost };
  });
}

/** Who sends it, and how far that phone's copy of the stock has come. */
interface Sender extends Signatory {
  readonly deviceId: string;
  readonly cursor: Cursor | null;
}

/** Null: this phone is not enrolled yet. */
async function senderOf(pusher: Pusher): Promise<Sender | null> {
  const [{ deviceId, sign }, cursor] = await Promise.all([pusher.signatory(), pusher.cursor()]);
  return deviceId === null ? null : { deviceId, sign, cursor };
}

async function pushOf(pusher: Pusher, { lane, batch, lost, deviceId, sign, cursor }: Waiting & Sender): Promise<Push> {
  const start = startOf(lane);
  const heads = await headsOver(pusher.sha256, { lane: lane.lane, head: start.head }, batch);
  const head = heads.at(-1) ?? start.head;
  const headSeq = batch.at(-1)?.seq ?? lost?.to ?? start.seq;
  const { wall, mono } = pusher.clock.stamp();
  return {
    protocol: protocolFor(lane),
    epoch: lane.epoch,
    deviceId,
    lane: lane.lane,
    acked: lane.receipt,
    cursor,
    build: pusher.build,
    commands: batch.map(({ body, sent, seq, hash }): Envelope => ({ ...(sent ?? body), lane: lane.lane, seq, hash })),
    head,
    headSeq,
    sig: await sign(headSignatureText(lane.lane, headSeq, head)),
    queue: {
      depth: lane.nextSeq - 1 - (lost?.to ?? start.seq),
      oldestWall: batch[0]?.body.clock.wall ?? null,
      bytes: batch.reduce((sum, each) => sum + each.bytes, 0),
    },
    sent: { wall, mono },
    ...(protocolFor(lane) > OLDEST_PROTOCOL && newerMembers(lost, batch)),
  };
}

/** What a server of protocol 1 would refuse: numbers this phone keeps no more, and times it was told before a restore. */
function newerMembers(lost: Lost | null, batch: readonly QueuedReport[]): Pick<Push, 'lost' | 'times'> {
  const times = batch.flatMap(({ seq, told, verdict }) => {
    const known = verdict ?? told;
    return known ? [{ seq, at: known.occurredAt, error: known.error }] : [];
  });
  return {
    ...(lost && { lost }),
    ...(times.length > 0 && { times }),
  };
}
