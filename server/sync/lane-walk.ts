import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Lost, Push } from '../../shared/wire/push.ts';
import { nextHead } from '../ledger/chain.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Lane, LaneStore } from './lane-store.ts';

/** A command that is next in its lane, and the lane's head after it. */
export interface Fresh {
  readonly envelope: Envelope;
  /** Where it stands in the push. */
  readonly index: number;
  readonly head: string;
}

export type LaneWalk =
  /** Another command already stands at one of these numbers: two phones share the lane. */
  | { readonly kind: 'forked' }
  /** The signed head is not the chain over exactly these commands. */
  | { readonly kind: 'unvouched' }
  /** `lost`: the numbers before the fresh ones that their phone has no more. */
  | { readonly kind: 'sound'; readonly known: readonly number[]; readonly fresh: readonly Fresh[]; readonly lost: Lost | null };

/**
 * Places a push in its lane: numbers the server has, numbers that come next, and nothing from the first gap on, unless
 * the phone says that it lost exactly what comes next. The signed head must vouch for what is taken, and for a loss.
 */
export function walkLane(lanes: LaneStore, ledger: Ledger, lane: Lane, push: Push): LaneWalk {
  const isOld = ({ seq }: Envelope) => seq <= lane.lastSeq;
  const old = push.commands.filter(isOld);
  const known = old.flatMap(({ seq, hash }) => {
    const place = lanes.placeAt(lane.id, seq);
    return place && ledger.hashAt(place.ledgerRev) === hash ? place.ledgerRev : [];
  });
  if (known.length < old.length) return { kind: 'forked' };

  const lost = lostNext(lane, push);
  const [last, before] = lost ? [lost.to, lost.head] : [lane.lastSeq, lane.head];
  const rest = chained(push.commands, old.length, before);
  const gap = rest.findIndex(({ envelope }, offset) => envelope.seq !== last + 1 + offset);
  const fresh = gap === -1 ? rest : rest.slice(0, gap);
  const takes = lost !== null || fresh.length > 0;
  if (takes && !isVouchedFor(push, { seq: last, head: before, ...placeOf(rest.at(-1)) })) return { kind: 'unvouched' };
  return { kind: 'sound', known, fresh, lost };
}

/** A loss counts only when it begins with the very next number: what it says of others is stale or early. */
function lostNext(lane: Lane, { lost }: Push): Lost | null {
  return lost && lost.from === lane.lastSeq + 1 && lost.to >= lost.from ? lost : null;
}

function chained(commands: readonly Envelope[], from: number, before: string): Fresh[] {
  let head = before;
  return commands.slice(from).map((envelope, offset) => {
    head = nextHead(head, envelope);
    return { envelope, index: from + offset, head };
  });
}

function placeOf(last: Fresh | undefined): { seq: number; head: string } | undefined {
  return last && { seq: last.envelope.seq, head: last.head };
}

function isVouchedFor(push: Push, end: { seq: number; head: string }): boolean {
  return push.headSeq === end.seq && push.head === end.head;
}
