import type { Push, PushReply } from '../../shared/wire/push.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { SPOKEN } from '../../shared/wire/versions.ts';
import { sortIn, wordFor } from './inbox.ts';
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
      /** The queue goes on in a lane of its own. */
      readonly isRekeyed?: true;
    }
  | { readonly kind: 'reset'; readonly reset: 'epoch' | 'lane-forked' | 'schema' };

type Taken = Extract<PushReply, { kind: 'taken' }>;
type Reset = Extract<PushReply, { kind: 'reset' }>;
type Known = Required<Pick<Lane, 'epoch' | 'receipt' | 'speaks'>>;

/** Nothing beyond what was sent is taken as acknowledged: what stands there may be a cloned phone's. */
export async function keepAck(host: QueueHost, lane: Lane, { reply, push }: { reply: Taken; push: Push }): Promise<Heeded> {
  const { ack, epoch, speaks = FIRST_SPOKEN, verdicts } = reply;
  const sent = { links: push.commands, seq: Math.min(ack.seq, push.headSeq) };
  const now = await resumeAfter(host, lane, { ...sent, known: { epoch, receipt: ack, speaks }, verdicts });
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
  const seq = Math.min(laneLast, lane.keptFrom.seq);
  await resumeAfter(host, lane, { seq, known: { epoch, receipt: null, speaks }, first: voidVerdicts });
}

/** Whether anything the server said was heeded since the lane stood as it did. */
function hasMoved(now: Lane, then: Lane): boolean {
  return now.lane !== then.lane || now.epoch !== then.epoch || now.ackedSeq !== then.ackedSeq || now.receipt?.seal !== then.receipt?.seal;
}

function afterRestore({ verdict, ...report }: QueuedReport): QueuedReport | null {
  return verdict ? { ...report, told: { occurredAt: verdict.occurredAt, error: verdict.error } } : null;
}

/** What was sent, how far the server has the lane, what is known of it now, and its word on reports. */
interface Said {
  readonly seq: number;
  readonly known: Known;
  readonly links?: readonly { readonly seq: number; readonly hash: string }[];
  readonly verdicts?: readonly Verdict[];
  /** What else is written in the same transaction, before the lane moves; false: all stays as it is. */
  readonly first?: (queue: QueueStore, now: Lane) => Promise<boolean>;
}

/**
 * The server has the lane up to `seq`: the next push starts there, its chain from that seq's head. Head and verdict of a
 * report are written at once: writing it is most of what a long queue costs the phone.
 */
async function resumeAfter({ queue, sha256 }: QueueHost, lane: Lane, said: Said): Promise<Lane> {
  const { links = [], seq, known, verdicts = [], first } = said;
  const ackedSeq = Math.min(seq, lane.nextSeq - 1);
  const start = startOf(lane);
  const taken = links.filter((link) => link.seq <= ackedSeq);
  const heads = await headsOver(sha256, { lane: lane.lane, head: start.head }, taken);
  const headAfter = new Map(taken.map(({ seq: at }, index) => [at, heads[index] ?? start.head]));
  return queue.writing(async () => {
    const current = await queue.lane();
    // An answer to a push from elsewhere in the lane moves nothing: somebody has moved on, or back, meanwhile.
    const isElsewhere = current.lane !== lane.lane || current.ackedSeq !== lane.ackedSeq || isOfAnother(current, lane, known);
    if (first && (isElsewhere || !(await first(queue, current)))) return current;
    const now = isElsewhere ? [] : await queue.reportsAfter(start.seq, taken.length);
    const headed = now.map((report) => ({ ...report, head: headAfter.get(report.seq) ?? start.head }));
    await putWithWord(queue, headed, wordFor(current, verdicts, known.epoch));
    if (isElsewhere) return current;
    const ackedHead = ackedSeq >= start.seq ? (heads.at(-1) ?? start.head) : await headAt(queue, lane, ackedSeq);
    const next: Lane = { ...current, ...known, ackedSeq, ackedHead };
    await queue.putLane(next);
    return next;
  });
}

/** Whether the lane came, since it was sent, to belong to another history than the one that answers. */
function isOfAnother(current: Lane, sent: Lane, { epoch }: Known): boolean {
  return current.epoch !== sent.epoch && current.epoch !== epoch;
}

/** Writes these reports, and whatever else of this phone's the word is on. */
async function putWithWord(queue: QueueStore, reports: readonly QueuedReport[], verdicts: readonly Verdict[]): Promise<void> {
  const here = new Set(reports.map(({ id }) => id));
  const elsewhere = verdicts.flatMap(({ id }) => (here.has(id) ? [] : [id]));
  const others = elsewhere.length > 0 ? await queue.reportsOf(elsewhere) : [];
  const told = await sortIn(queue, [...reports, ...others], verdicts);
  await queue.putWords(told.slice(0, reports.length));
  await queue.put(told.slice(reports.length));
}

/** The lane's head at a number the server has: numbers this phone lacks left its chain as it was. */
async function headAt(queue: QueueStore, { keptFrom }: Lane, seq: number): Promise<string> {
  const kept = seq > keptFrom.seq ? await queue.reportsAfter(keptFrom.seq, seq - keptFrom.seq) : [];
  return kept.findLast((report) => report.seq <= seq)?.head ?? keptFrom.head;
}
