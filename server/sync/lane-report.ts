import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Push } from '../../shared/wire/push.ts';
import type { LaneReport } from './lane-store.ts';

/**
 * What a phone says of itself with a push, as it stands once everything up to `lastSeq` is taken: a phone that is wiped
 * afterwards has lost only what it still held then.
 */
export function laneReport({ build, commands, headSeq, queue, sent }: Push, lastSeq: number, now: EpochMs): LaneReport {
  const newest = headSeq - commands.length + queue.depth;
  return { at: now, build, ...queue, depth: Math.max(0, newest - lastSeq), clockOff: now - sent.wall };
}
