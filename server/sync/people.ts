import type { Role } from '../../shared/domain/access/matrix.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';

/** Who says to have acted, under which session, on which phone. */
export interface Acting {
  readonly worker: string;
  readonly session: string;
  readonly device: string;
}

/**
 * Roles the worker holds now; none for someone unknown or no longer working here, and none where this worker never
 * signed in under that session on that phone: a phone's word alone makes nobody a supervisor. An ended shift counts.
 */
export type RolesOf = (acting: Acting) => readonly Role[];

/** A worker's roles are asked for once a push. */
export function rememberedRoles(rolesOf: RolesOf): RolesOf {
  const known = new Map<string, ReturnType<RolesOf>>();
  return (acting) => {
    const name = `${acting.session} ${acting.worker}`;
    const roles = known.get(name) ?? rolesOf(acting);
    known.set(name, roles);
    return roles;
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
  rolesOf: RolesOf;
  phoneKey(device: string): PhoneKey | null;
  /** Everyone, in the order of their ids. */
  cards(): readonly WorkerCard[];
}
