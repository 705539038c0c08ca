import type { KeyObject } from 'node:crypto';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';

/** Roles the worker holds now; none for someone unknown or no longer working here. */
export type RolesOf = (worker: string) => readonly Role[];

/** A phone's public key; a revoked phone still hands over what its worker did. */
export interface PhoneKey {
  readonly key: KeyObject;
  readonly revoked: boolean;
}

/** What sync asks about people and phones. */
export interface People {
  rolesOf: RolesOf;
  phoneKey(device: string): PhoneKey | null;
  /** Everyone, in the order of their ids. */
  cards(): readonly WorkerCard[];
}
