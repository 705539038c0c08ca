import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Push } from '../../shared/wire/push.ts';
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
  | { readonly kind: 'sound'; readonly known: readonly number[]; readonly fresh: readonly Fresh[] };

/**
 * Places a push in its lane: numbers the server has, numbers that come next, and nothing from the first gap on.
 * The signed head must vouch for what is taken.
 */
export function walkLane(lanes: LaneStore, ledger: Ledger, lane: Lane, push: Push): LaneWalk {
  const isOld = ({ seq }: Envelope) => seq <= lane.lastSeq;
  const old = push.commands.filter(isOld);
  const known = old.flatMap(({ seq, hash }) => {
    const place = lanes.placeAt(lane.id, seq);
    return place && ledger.hashAt(place.ledgerRev) === hash ? place.ledgerRev : [];
  });
  if (known.length < old.length) return { kind: 'forked' };

  const rest = chained(push.commands, old.length, lane.head);
  const gap = rest.findIndex(({ envelope }, offset) => envelope.seq !== lane.lastSeq + 1 + offset);
  const fresh = gap === -1 ? rest : rest.slice(0, gap);
  if (fresh.length > 0 && !isVouchedFor(push, rest.at(-1))) return { kind: 'unvouched' };
  return { kind: 'sound', known, fresh };
}

function chained(commands: readonly Envelope[], from: number, before: string): Fresh[] {
  let head = before;
  return commands.slice(from).map((envelope, offset) => {
    head = nextHead(head, envelope);
    return { envelope, index: from + offset, head };
  });
}

function isVouchedFor(push: Push, last: Fresh | undefined): boolean {
  return push.headSeq === last?.envelope.seq && push.head === last.head;
}
