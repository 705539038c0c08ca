import type { Role } from '../access/matrix.ts';
import type { DayIso, EpochMs } from './time.ts';

/** `ask`: may I? — `report`: it has happened. */
export type Stance = 'ask' | 'report';

/** All the rules may know beside the stock: no clock is read and no id is made while judging. */
export interface Context {
  readonly stance: Stance;
  /** When it happened (corrected), and how sure that is, ± ms; null: never compared. */
  readonly at: EpochMs;
  readonly error: number | null;
  /** The facility-local day of `at`. */
  readonly today: DayIso;
  /** Roles the acting worker really holds; the role acted in must be among them. */
  readonly roles: readonly Role[];
  /** Roles the second badge really holds, when there is one. */
  readonly overrideRoles: readonly Role[];
  /** `settled`: what should have left first was judged when the report came in, and is not asked again. */
  readonly fefo?: 'settled';
}
