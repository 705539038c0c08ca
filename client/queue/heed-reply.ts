import type { Push, PushReply } from '../../shared/wire/push.ts';
import { SPOKEN } from '../../shared/wire/versions.ts';
import { keepVerdicts } from './inbox.ts';
import { FIRST_SPOKEN, type Lane, protocolFor, startOf } from './lane.ts';
import { headsOver } from './lane-head.ts';
import type { QueueHost } from './queue-host.ts';
import type { QueueStore } from './queue-store.ts';
import type { QueuedReport } from './queued-report.ts';
import { rekeyLane } from './rekey-lane.ts';

/** What the server's answer to a push came to. `more`: reports are still waiting and nothing stands in their way. */
export type Heeded =
  | {
      readonly kind: 'taken';
      readonly more: boolean;
      /** The server speaks a newer protocol than this app knows: a newer app is there. */
      readonly isOutdated?: true;
    }
  | { readonly kind: 'reset'; readonly reset: 'epoch' | 'lane-forked' | 'schema' };

type Taken = Extract<PushReply, { kind: 'taken' }>;
type Reset = Extract<PushReply, { kind: 'reset' }>;
type Known = Required<Pick<Lane, 'epoch' | 'receipt' | 'speaks'>>;

/** Nothing beyond what was sent is taken as acknowledged: what stands there may be a cloned phone's. */
export async function keepAck(host: QueueHost, lane: Lane, { reply, push }: { reply: Taken; push: Push }): Promise<Heeded> {
  await keepVerdicts(host.queue, reply.verdicts, reply.epoch);
  const { ack, epoch, speaks = FIRST_SPOKEN } = reply;
  const now = await resumeAfter(host, lane, Math.min(ack.seq, push.headSeq), { known: { epoch, receipt: ack, speaks } });
  const isOutdated = reply.upgrade !== undefined && speaks.newest > SPOKEN.newest;
  return { kind: 'taken', more: now.ackedSeq > lane.ackedSeq && now.ackedSeq < now.nextSeq - 1, ...(isOutdated && { isOutdated }) };
}

/** Does what a reset asks for; the queue loses nothing by any. */
export async function obeyReset(host: QueueHost, lane: Lane, { reply, push }: { reply: Reset; push: Push }): Promise<Heeded> {
  if (reply.reset === 'lane-forked') await rekeyLane(host.queue, lane.lane, reply.newLane ?? crypto.randomUUID());
  if (reply.reset === 'epoch') await forgetAcks(host, lane, reply);
  if (reply.reset === 'schema') return speakOtherwise(host, reply, push);
  return { kind: 'reset', reset: reply.reset };
}

/** The server reads another protocol: the next push speaks that, unless this app cannot. */
async function speakOtherwise({ queue }: QueueHost, { reset, speaks = FIRST_SPOKEN }: Reset, { protocol }: Push): Promise<Heeded> {
  await queue.writing(async () => queue.putLane({ ...(await queue.lane()), speaks }));
  return protocolFor({ speaks }) === protocol ? { kind: 'reset', reset } : { kind: 'taken', more: true };
}

/**
 * A restored server lost what came after `laneLast`, and may say otherwise of the rest: every report still kept goes up
 * again, its verdict void but for when it was. A reset that comes when another tab has obeyed it already is over.
 */
async function forgetAcks(host: QueueHost, lane: Lane, { laneLast, epoch, speaks = FIRST_SPOKEN }: Reset): Promise<void> {
  const voidVerdicts = async (queue: QueueStore, now: Lane): Promise<boolean> => {
    if (hasMoved(now, lane)) return false;
    const kept = await queue.reportsAfter(0);
    await queue.put(kept.flatMap((report) => afterRestore(report) ?? []));
    return true;
  };
  await resumeAfter(host, lane, Math.min(laneLast, lane.keptFrom.seq), { known: { epoch, receipt: null, speaks }, first: voidVerdicts });
}

/** Whether anything the server said was heeded since the lane stood as it did. */
function hasMoved(now: Lane, then: Lane): boolean {
  return now.lane !== then.lane || now.epoch !== then.epoch || now.ackedSeq !== then.ackedSeq || now.receipt?.seal !== then.receipt?.seal;
}

function afterRestore({ verdict, ...report }: QueuedReport): QueuedReport | null {
  return verdict ? { ...report, told: { occurredAt: verdict.occurredAt, error: verdict.error } } : null;
}

interface Resumed {
  readonly known: Known;
  /** What else is written in the same transaction, before the lane moves; false: the lane stays where it is. */
  readonly first?: (queue: QueueStore, now: Lane) => Promise<boolean>;
}

/** The server has the lane up to `seq`: the next push starts there, its chain from that seq's head. */
async function resumeAfter({ queue, sha256 }: QueueHost, lane: Lane, seq: number, { known, first }: Resumed): Promise<Lane> {
  const ackedSeq = Math.min(seq, lane.nextSeq - 1);
  const start = startOf(lane);
  const taken = ackedSeq > start.seq ? await queue.reportsAfter(start.seq, ackedSeq - start.seq) : [];
  const reports = taken.filter((report) => report.seq <= ackedSeq);
  const heads = await headsOver(sha256, { lane: lane.lane, head: start.head }, reports);
  const headAfter = new Map(reports.map(({ seq: at }, index) => [at, heads[index] ?? start.head]));
  return queue.writing(async () => {
    const current = await queue.lane();
    // An answer to a push from elsewhere in the lane moves nothing: somebody has moved on, or back, meanwhile.
    if (current.lane !== lane.lane || current.ackedSeq !== lane.ackedSeq) return current;
    if (first && !(await first(queue, current))) return current;
    const now = reports.length > 0 ? await queue.reportsAfter(start.seq, reports.length) : [];
    await queue.put(now.map((report) => ({ ...report, head: headAfter.get(report.seq) ?? start.head })));
    const ackedHead = ackedSeq >= start.seq ? (heads.at(-1) ?? start.head) : await headAt(queue, lane, ackedSeq);
    const next: Lane = { ...current, ...known, ackedSeq, ackedHead };
    await queue.putLane(next);
    return next;
  });
}

/** The lane's head at a number the server has: numbers this phone lacks left its chain as it was. */
async function headAt(queue: QueueStore, { keptFrom }: Lane, seq: number): Promise<string> {
  const kept = seq > keptFrom.seq ? await queue.reportsAfter(keptFrom.seq, seq - keptFrom.seq) : [];
  return kept.findLast((report) => report.seq <= seq)?.head ?? keptFrom.head;
}
