import Database from 'better-sqlite3';
import type { ViewStore } from '../../client/local/view-store.ts';
import { quarantine } from '../../client/queue/quarantine.ts';
import { nextHead } from '../../server/ledger/chain.ts';
import type { Lane } from '../../server/sync/lane-store.ts';
import type { Sync } from '../../server/sync/sync.ts';
import type { SyncParts } from '../../server/sync/sync-parts.ts';
import { headSignatureText } from '../../shared/wire/canonical.ts';
import type { Push } from '../../shared/wire/push.ts';
import { signText } from './fast-crypto.ts';
import type { Bug } from './history.ts';
import { Forbidden } from './memory-stock.ts';

/** A function that makes a bug afresh for every history: some of them remember what they saw. */
export type Plant = () => Bug;

/**
 * Bugs that the protocol exists to prevent, each planted by wrapping a part where it is put together: the product holds
 * no switch for any of them. Every one must be caught.
 */
export const PLANTED_BUGS: readonly Plant[] = [
  noDedupe,
  () => gapsTaken('no gap check', () => true),
  gapsTakenAfterReset,
  noEpoch,
  noChain,
  dropOnAck,
  pushAckDropsOverlay,
  poisonBlocks,
  outageQuarantines,
  noReplay,
  pruneForgetsBackups,
];

/** The server takes whatever it is sent for new: numbers and ids it has had before, too. */
function noDedupe(): Bug {
  let asked: Push | null = null;
  return {
    name: 'no dedupe',
    server: {
      parts: (parts) => ({
        ...parts,
        ledger: {
          ...parts.ledger,
          received: () => new Map(),
          append: (previous, rev, act) => parts.ledger.append(previous, rev, again(parts, rev, act)),
        },
        lanes: {
          ...parts.lanes,
          lane: (id) => rewound(parts, parts.lanes.lane(id), asked),
          place: (place) => {
            if (!parts.lanes.placeAt(place.lane, place.seq)) parts.lanes.place(place);
          },
        },
      }),
      sync: (sync) =>
        aware(sync, (push) => {
          asked = push;
          return push;
        }),
    },
  };
}

function again<T extends { readonly id: string }>({ ledger }: SyncParts, rev: number, act: T): T {
  return ledger.received([act.id]).size > 0 ? { ...act, id: `${act.id} again at ${rev}` } : act;
}

/** A lane as if it ended right before what is pushed. */
function rewound({ lanes }: SyncParts, lane: Lane | null, push: Push | null): Lane | null {
  const first = push?.commands[0]?.seq;
  if (!lane || first === undefined || first > lane.lastSeq) return lane;
  return { ...lane, lastSeq: first - 1, head: lanes.placeAt(lane.id, first - 1)?.head ?? '0'.repeat(64) };
}

/** The server takes numbers that come after a gap, asks for no receipt, and believes whatever head it takes to do so. */
function gapsTaken(name: string, isLax: (push: Push) => boolean, watch: (sync: Sync) => Sync = (sync) => sync): Bug {
  let gap: { lane: string; lastSeq: number } | null = null;
  return {
    name,
    server: {
      parts: (parts) => ({
        ...parts,
        lanes: {
          ...parts.lanes,
          lane: (id) => {
            const lane = parts.lanes.lane(id);
            return lane && gap?.lane === id ? { ...lane, lastSeq: gap.lastSeq } : lane;
          },
        },
      }),
      sync: (sync, parts) =>
        watch(
          aware(sync, (push) => {
            const lane = parts.lanes.lane(push.lane);
            const first = push.commands[0]?.seq ?? 0;
            gap = null;
            if (!lane || first <= lane.lastSeq + 1 || !isLax(push)) return push;
            gap = { lane: push.lane, lastSeq: first - 1 };
            let head = lane.head;
            for (const { seq, hash } of push.commands) head = nextHead(head, { lane: push.lane, seq, hash });
            return { ...push, acked: null, head, sig: signText(push.deviceId, headSignatureText(push.lane, push.headSeq, head)) };
          }),
        ),
    },
  };
}

/** A lane that was reset once may leave a gap: its phone will know. */
function gapsTakenAfterReset(): Bug {
  const wereReset = new Set<string>();
  return gapsTaken(
    'gap check relaxed after reset',
    ({ lane }) => wereReset.has(lane),
    (sync) => ({
      ...sync,
      push: (push, raw, now) => {
        const reply = sync.push(push, raw, now);
        if (reply.kind === 'reset') wereReset.add(push.lane);
        return reply;
      },
    }),
  );
}

/** A push on its way to the desk, looked at and perhaps changed. */
function aware(sync: Sync, look: (push: Push) => Push): Sync {
  return {
    ...sync,
    push: (push, raw, now) => {
      const seen = look(push);
      return sync.push(seen, seen === push ? raw : seen, now);
    },
  };
}

/** A restored server goes on in the old history. */
function noEpoch(): Bug {
  return { name: 'no epoch', server: { parts: (parts) => ({ ...parts, meta: { ...parts.meta, setEpoch: () => undefined } }) } };
}

/** Whatever rev a phone stands at is taken to read there as it says. */
function noChain(): Bug {
  let said = new Map<number, string>();
  return {
    name: 'no chain',
    server: {
      parts: (parts) => ({ ...parts, feed: { ...parts.feed, chainAt: (rev) => said.get(rev) ?? parts.feed.chainAt(rev) } }),
      sync: (sync) => ({
        ...sync,
        pull: (pull, now) => {
          said = new Map(pull.cursor ? [[pull.cursor.rev, pull.cursor.chain]] : []);
          const reply = sync.pull(pull, now);
          said = new Map();
          return reply;
        },
        push: (push, raw, now) => {
          said = new Map([push.cursor, push.acked].flatMap((each) => (each ? [[each.rev, each.chain]] : [])));
          const reply = sync.push(push, raw, now);
          said = new Map();
          return reply;
        },
      }),
    },
  };
}

/** The phone lets go of a report as soon as the server has it. */
function dropOnAck(): Bug {
  return {
    name: 'drop on ack',
    phone: {
      queue: (queue) => ({
        ...queue,
        putLane: async (lane) => {
          await queue.removeUpTo(lane.ackedSeq);
          await queue.putLane({ ...lane, keptFrom: { seq: lane.ackedSeq, head: lane.ackedHead } });
        },
      }),
    },
  };
}

/** The overlay goes when the server has taken the reports, before its rows hold them. */
function pushAckDropsOverlay(): Bug {
  return {
    name: 'push ack drops overlay',
    phone: {
      push: async ({ queue }, push, view) => {
        const pushed = await push();
        if (!view || pushed.kind !== 'taken') return pushed;
        const { ackedSeq } = await queue.lane();
        await view.writing(async (copy) => {
          await copy.clearOverlay();
          await copy.putMeta({ ...(await copy.meta()), laneAck: ackedSeq, overlaySeq: ackedSeq });
        });
        return pushed;
      },
    },
  };
}

/** A report that cannot be written takes the whole push down, every time. */
function poisonBlocks(): Bug {
  return {
    name: 'poison blocks',
    server: {
      parts: (parts) => ({
        ...parts,
        stock: {
          ...parts.stock,
          save: (slice, effects) => {
            try {
              parts.stock.save(slice, effects);
            } catch (error) {
              throw error instanceof Forbidden ? new Database.SqliteError(error.message, 'SQLITE_IOERR') : error;
            }
          },
        },
      }),
    },
  };
}

/** A report that stood alone when nobody answered is given up as unreadable. */
function outageQuarantines(): Bug {
  return {
    name: 'outage quarantines',
    phone: {
      pusher: (pusher) => ({
        ...pusher,
        wire: {
          push: async (push) => {
            const answer = await pusher.wire.push(push);
            const [only] = push.commands;
            const report = only && (await pusher.queue.reportAt(only.seq));
            if (!answer.ok && push.commands.length === 1 && report && !report.sent) await quarantine(pusher, report, 'nobody answered');
            return answer;
          },
        },
      }),
    },
  };
}

/** A page of the feed wipes the overlay, and what still waits is not laid over it again. */
export function noReplay(): Bug {
  const forgets = (view: ViewStore): ViewStore => ({
    ...view,
    writing: (work) => view.writing((copy) => work({ ...copy, actsAfter: async () => [] })),
  });
  return { name: 'no replay', phone: { view: forgets } };
}

/** The phone takes everything the server has for safe in a backup. */
function pruneForgetsBackups(): Bug {
  return {
    name: 'prune forgets backups',
    server: {
      sync: (sync) => ({
        ...sync,
        pull: (pull, now) => {
          const reply = sync.pull(pull, now);
          return reply.kind === 'page' ? { ...reply, durable: Number.MAX_SAFE_INTEGER } : reply;
        },
      }),
    },
  };
}
