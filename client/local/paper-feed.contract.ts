import { GENESIS } from '../../shared/wire/canonical.ts';
import type { FeedEntry, PullReply, SnapshotReply, ViewChange } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import type { Answer, Failure, Wire } from '../queue/wire.ts';
import { NOW, smallStore } from './small-store.contract.ts';

/**
 * A server's feed on paper: its stock as rows, and every change since as one rev. Pages as small as asked, and
 * failures in the order they were put into `faults`.
 */
export function paperFeed(rows: ViewChange[] = smallStore()) {
  const entries: FeedEntry[] = [];
  const faults: (Failure | null)[] = [];
  const asked: string[] = [];
  const state = { epoch: 'e1', laneAck: 0, pageRows: 1000, pageEntries: 1000, compactedTo: 0, durable: 0 };

  const cursorAt = (rev: number): Cursor => ({ epoch: state.epoch, rev, chain: GENESIS });

  const wire: Pick<Wire, 'pull' | 'snapshot' | 'compare' | 'secondThoughts'> = {
    snapshot: async ({ after }): Promise<Answer<SnapshotReply>> => {
      asked.push(`snapshot ${after?.key ?? 'start'}`);
      const fault = faults.shift();
      if (fault) return { ok: false, failure: fault };
      const now = [
        ...new Map([...rows, ...entries.flatMap((entry) => entry.changes)].map((row) => [`${row.thing} ${row.key}`, row])).values(),
      ];
      const start = after ? now.findIndex((row) => row.thing === after.thing && row.key === after.key) + 1 : 0;
      const page = now.slice(start, start + state.pageRows);
      const last = start + page.length < now.length ? page.at(-1) : undefined;
      const next = last ? { thing: last.thing, key: last.key } : null;
      return {
        ok: true,
        value: { epoch: state.epoch, cursor: cursorAt(entries.length), rows: page, next, total: now.length, serverNow: NOW },
      };
    },
    secondThoughts: async () => ({ ok: true, value: { verdicts: [], next: null } }),
    compare: async () => ({ ok: true, value: { kind: 'moved' } }),
    pull: async ({ cursor }): Promise<Answer<PullReply>> => {
      asked.push(`pull ${cursor?.rev}`);
      const fault = faults.shift();
      if (fault) return { ok: false, failure: fault };
      const reset = cursor?.epoch !== state.epoch ? 'epoch' : cursor.rev < state.compactedTo ? 'compacted' : null;
      if (reset || !cursor) return { ok: true, value: { kind: 'reset', reset: reset ?? 'scope', epoch: state.epoch, serverNow: NOW } };
      const page = entries.slice(cursor.rev, cursor.rev + state.pageEntries);
      const rev = cursor.rev + page.length;
      const { epoch, laneAck, durable } = state;
      const more = rev < entries.length;
      return {
        ok: true,
        value: {
          kind: 'page',
          epoch,
          upTo: cursorAt(rev),
          head: entries.length,
          entries: page,
          laneAck,
          durable,
          more,
          serverNow: NOW + rev,
        },
      };
    },
  };

  /** One more rev; `entry` may say which report it judged. */
  function add(changes: ViewChange[], entry: Partial<FeedEntry> = {}): void {
    entries.push({ rev: entries.length + 1, chain: GENESIS, changes, ...entry });
  }

  return { wire, state, faults, asked, add };
}
