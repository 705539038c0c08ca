import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Plan } from '../../shared/domain/fefo/plan-shape.ts';
import type { AskReply, PlanAsk } from '../../shared/wire/ask.ts';
import type { Compare, CompareReply } from '../../shared/wire/compare.ts';
import type { Pull, PullReply, SnapshotAsk, SnapshotReply, ViewChange } from '../../shared/wire/feed.ts';
import type { SecondThoughts, SecondThoughtsReply } from '../../shared/wire/second-thoughts.ts';
import { answerAsk, type Question } from './ask.ts';
import { rowComparer } from './compare-rows.ts';
import { compactFeed } from './feed-compaction.ts';
import { judgeParkedAgain } from './judge-again.ts';
import { planNow } from './plan.ts';
import { pullPage } from './pull.ts';
import { pushDesk, type TakePush } from './push.ts';
import { takePen } from './record.ts';
import { snapshotPages } from './snapshot.ts';
import { type LotsToSweep, sweepNow } from './sweep.ts';
import type { SyncParts } from './sync-parts.ts';

/** Numbers of a lane looked through at once. */
const STRETCH = 500;

/** Everything phones and desks say to the ledger, and hear from it. */
export interface Sync {
  readonly push: TakePush;
  pull(pull: Pull, now: EpochMs): PullReply;
  snapshot(ask: SnapshotAsk, now: EpochMs): SnapshotReply;
  /** What a phone checks its copy against. */
  compare(asked: Compare): CompareReply;
  /** What was judged otherwise of a lane's reports, a stretch at a time. */
  secondThoughts(asked: SecondThoughts): SecondThoughtsReply;
  ask(question: Question): AskReply;
  plan(demand: PlanAsk, now: EpochMs): Plan;
  /** Wakes whenever the feed has grown. */
  listen(signal: AbortSignal): AsyncGenerator<true, void>;
  sweepNow(at: EpochMs): number;
  /** Lets go of what no phone that was seen this month needs, bit by bit. */
  compact(at: EpochMs, stopped?: () => boolean): Promise<number>;
  /** Tells every phone of changed master data, in the transaction that changes it. */
  publish(changes: readonly ViewChange[]): void;
}

export function openSync(parts: SyncParts, lotsToSweep: LotsToSweep): Sync {
  return {
    push: pushDesk(parts),
    pull: (pull, now) => pullPage(parts, pull, now),
    snapshot: snapshotPages(parts),
    compare: rowComparer(parts),
    secondThoughts: ({ lane, after }) => {
      const { verdicts, last } = parts.lanes.secondThoughts(lane, after, STRETCH);
      return { epoch: parts.meta.epoch(), verdicts: verdicts.map((verdict) => JSON.parse(verdict)), next: last };
    },
    ask: (question) => answerAsk(parts, question),
    plan: (demand, now) => planNow(parts, demand, now),
    listen: parts.poke.listen,
    sweepNow: (at) => judgeParkedAgain(parts, at) + sweepNow(parts, lotsToSweep, at),
    compact: (at, stopped) => compactFeed(parts, at, stopped),
    publish: (changes) =>
      parts.atomically(() => {
        takePen(parts.ledger, parts.feed).publish(changes);
        parts.poke.poke();
      }),
  };
}
