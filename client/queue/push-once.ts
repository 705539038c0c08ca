import { headSignatureText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Cursor, Push, PushReply, Receipt } from '../../shared/wire/push.ts';
import { PROTOCOL } from '../../shared/wire/versions.ts';
import type { PhoneClock } from './clock.ts';
import { keepVerdicts } from './inbox.ts';
import type { Lane } from './lane.ts';
import { headsOver } from './lane-head.ts';
import { quarantine } from './quarantine.ts';
import type { QueueHost } from './queue-host.ts';
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

/** What one push came to. `more`: reports are still waiting and nothing stands in their way. */
export type Pushed =
  | { readonly kind: 'idle' }
  | { readonly kind: 'taken'; readonly more: boolean }
  | { readonly kind: 'reset'; readonly reset: 'epoch' | 'lane-forked' | 'schema' }
  | Failure;

/**
 * Sends the oldest waiting reports, at most `most` of them, and keeps what the server says of them. With nothing
 * waiting nothing is sent, unless `greet`: an empty push tells the server this phone is alive, and how far it is.
 */
export async function pushOnce(pusher: Pusher, most: number, greet = false): Promise<Pushed> {
  const { queue, sha256 } = pusher;
  const lane = await queue.lane();
  const { deviceId } = await pusher.signatory();
  const batch = await oldestWaiting(pusher, lane, most);
  if (!deviceId || (batch.length === 0 && !greet)) return { kind: 'idle' };
  const heads = await headsOver(sha256, { lane: lane.lane, head: lane.ackedHead }, batch);
  const push = await pushOf(pusher, { lane, deviceId, batch, heads });
  const sent = push.sent;
  const answer = await pusher.wire.push(push);
  if (!answer.ok) return getPast(pusher, batch, answer.failure);
  pusher.clock.learn(sent, answer.value.serverNow);
  return answer.value.kind === 'taken' ? keepAck(pusher, lane, answer.value) : obeyReset(pusher, lane, answer.value);
}

/**
 * A single report that the server refuses by name is quarantined, but only when a push without it goes through:
 * an outage or a phone the server does not know never costs a healthy report its meaning.
 */
async function getPast(pusher: Pusher, batch: readonly QueuedReport[], failure: Failure): Promise<Pushed> {
  const [only] = batch;
  if (failure.kind !== 'refused' || !failure.field?.startsWith('commands') || !only || only.sent || batch.length > 1) return failure;
  const lane = await pusher.queue.lane();
  const { deviceId } = await pusher.signatory();
  const empty = deviceId === null ? null : await pusher.wire.push(await pushOf(pusher, { lane, deviceId, batch: [], heads: [] }));
  if (!empty?.ok || empty.value.kind !== 'taken') return failure;
  await quarantine(pusher, only, failure.message);
  return { kind: 'taken', more: true };
}

async function oldestWaiting({ queue }: Pusher, lane: Lane, most: number): Promise<QueuedReport[]> {
  const waiting = await queue.reportsAfter(lane.ackedSeq, most);
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
  const head = heads.at(-1) ?? lane.ackedHead;
  const headSeq = lane.ackedSeq + batch.length;
  const { wall, mono } = pusher.clock.stamp();
  return {
    protocol: PROTOCOL,
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
      depth: lane.nextSeq - 1 - lane.ackedSeq,
      oldestWall: batch[0]?.body.clock.wall ?? null,
      bytes: batch.reduce((sum, each) => sum + each.bytes, 0),
    },
    sent: { wall, mono },
  };
}

type Taken = Extract<PushReply, { kind: 'taken' }>;
type Reset = Extract<PushReply, { kind: 'reset' }>;

async function keepAck(pusher: Pusher, lane: Lane, reply: Taken): Promise<Pushed> {
  await keepVerdicts(pusher.queue, reply.verdicts);
  const now = await resumeAfter(pusher, lane, reply.ack.seq, { epoch: reply.epoch, receipt: reply.ack });
  return { kind: 'taken', more: now.ackedSeq > lane.ackedSeq && now.ackedSeq < now.nextSeq - 1 };
}

async function obeyReset(pusher: Pusher, lane: Lane, reply: Reset): Promise<Pushed> {
  if (reply.reset === 'lane-forked') await rekeyLane(pusher.queue, lane.lane, reply.newLane ?? crypto.randomUUID());
  if (reply.reset === 'epoch') await forgetAcks(pusher, lane, reply);
  return { kind: 'reset', reset: reply.reset };
}

/** A restored server lost what came after `laneLast`: those reports are waiting again, their verdicts void. */
async function forgetAcks(pusher: Pusher, lane: Lane, reply: Reset): Promise<void> {
  const { queue } = pusher;
  await queue.writing(async () => {
    const lost = await queue.reportsAfter(reply.laneLast);
    await queue.put(lost.map(({ verdict: _, ...report }) => report));
  });
  if (reply.laneLast < lane.keptFrom.seq) return rekeyLane(queue, lane.lane, crypto.randomUUID());
  await resumeAfter(pusher, lane, reply.laneLast, { epoch: reply.epoch, receipt: null });
}

/** The server has the lane up to `seq`: the next push starts there, its chain from that seq's head. */
async function resumeAfter(pusher: Pusher, lane: Lane, seq: number, known: { epoch: string; receipt: Receipt | null }): Promise<Lane> {
  const { queue } = pusher;
  const ackedSeq = Math.min(seq, lane.nextSeq - 1);
  const heads = await headsUpTo(pusher, lane, ackedSeq);
  return queue.writing(async () => {
    const current = await queue.lane();
    if (current.lane !== lane.lane) return current;
    const taken = (await queue.reportsAfter(lane.ackedSeq, heads.size)).flatMap((report) => {
      const head = heads.get(report.seq);
      return head ? { ...report, head } : [];
    });
    await queue.put(taken);
    const ackedHead = taken.at(-1)?.head ?? (await headAt(pusher, lane, ackedSeq));
    const next: Lane = { ...current, ...known, ackedSeq, ackedHead };
    await queue.putLane(next);
    return next;
  });
}

/** The heads of the reports up to `seq` that are not known yet, by their numbers. */
async function headsUpTo({ queue, sha256 }: Pusher, lane: Lane, seq: number): Promise<Map<number, string>> {
  const reports = seq > lane.ackedSeq ? await queue.reportsAfter(lane.ackedSeq, seq - lane.ackedSeq) : [];
  const heads = await headsOver(sha256, { lane: lane.lane, head: lane.ackedHead }, reports);
  return new Map(reports.map((report, index) => [report.seq, heads[index] ?? lane.ackedHead]));
}

async function headAt({ queue }: Pusher, lane: Lane, seq: number): Promise<string> {
  if (seq === lane.ackedSeq) return lane.ackedHead;
  const kept = await queue.reportAt(seq);
  return kept?.head ?? lane.keptFrom.head;
}
