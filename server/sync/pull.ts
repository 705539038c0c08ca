import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Pull, PullReply } from '../../shared/wire/feed.ts';
import type { SyncParts } from './sync-parts.ts';

/**
 * The next page of the feed after a phone's cursor, or why the phone must start over from a snapshot. Without a
 * cursor the feed is told from its beginning.
 */
export function pullPage({ meta, feed, lanes, masters }: SyncParts, { cursor, lane, maxBytes, scope }: Pull, now: EpochMs): PullReply {
  const epoch = meta.epoch();
  const at = cursor ?? { epoch, rev: 0, chain: GENESIS };
  const reset = (why: Extract<PullReply, { kind: 'reset' }>['reset']): PullReply => ({ kind: 'reset', reset: why, epoch, serverNow: now });
  if (at.epoch !== epoch) return reset('epoch');
  if (scope && scope.site !== masters.site()?.code) return reset('scope');
  if (at.rev < feed.floor()) return reset('compacted');
  if (feed.chainAt(at.rev) !== at.chain) return reset('diverged');

  const head = feed.tip().rev;
  const entries = feed.page(at.rev, maxBytes);
  const last = entries.at(-1) ?? at;
  return {
    kind: 'page',
    epoch,
    upTo: { epoch, rev: last.rev, chain: last.chain },
    head,
    entries,
    laneAck: lane === null ? 0 : lanes.ackAt(lane, last.rev),
    durable: meta.durable(),
    more: last.rev < head,
    serverNow: now,
  };
}
