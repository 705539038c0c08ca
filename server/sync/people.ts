import type { Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';

/** Who says to have acted, under which session, on which phone. */
export interface Acting {
  readonly worker: string;
  readonly session: string;
  readonly device: string;
}

/** A worker signed in on a phone, from when to when (epoch ms), and the roles this worker holds now. */
export interface Shift {
  readonly from: number;
  readonly until: number;
  readonly roles: readonly Role[];
}

/** When something was done, ± `error` ms; null: nobody can tell how far the phone's clock was off. */
export interface Moment {
  readonly at: EpochMs;
  readonly error: number | null;
}

export type RolesOf = (acting: Acting, when: Moment) => readonly Role[];

/** A shift that ends while somebody is at it: what is done in the next minutes was begun in it. Also what clocks may differ by. */
const GRACE_MS = 300_000;

/**
 * Roles of whoever acted, at that moment: none for someone unknown or no longer working here, and none outside a shift this
 * worker opened on that phone: a phone's word alone makes nobody a supervisor, nor does a session that ended long ago. A
 * shift that has ended since counts for what was done in it. Each shift is asked for once.
 */
export function rolesIn(shiftOf: People['shiftOf']): RolesOf {
  const known = new Map<string, Shift | null>();
  return (acting, { at, error }) => {
    const name = `${acting.session} ${acting.worker} ${acting.device}`;
    const shift = known.has(name) ? known.get(name) : shiftOf(acting);
    known.set(name, shift ?? null);
    if (!shift) return [];
    const slack = error === null ? Number.POSITIVE_INFINITY : GRACE_MS + error;
    return at >= shift.from - slack && at <= shift.until + slack ? shift.roles : [];
  };
}

/** A phone's public key at work; a revoked phone still hands over what its worker did. */
export interface PhoneKey {
  /** Whether this phone signed the text. */
  isSigned(text: string, sig: string): boolean;
  readonly revoked: boolean;
}

/** What sync asks about people and phones. */
export interface People {
  /** The shift of a worker under a session on a phone; null when there was none, or the worker no longer works here. */
  shiftOf(acting: Acting): Shift | null;
  phoneKey(device: string): PhoneKey | null;
  /** Everyone, in the order of their ids. */
  cards(): readonly WorkerCard[];
}
