/**
 * The protocol a build speaks best, and the oldest it still understands. 2 added: scans a phone says it lost, couriers,
 * times told before a reset, a pull's site and check. Kept apart from the schemas: the phone's bundle carries no schema library.
 */
export const PROTOCOL = 2;
export const OLDEST_PROTOCOL = 1;

/** A range of protocols, both ends included. */
export interface Spoken {
  readonly oldest: number;
  readonly newest: number;
}

export const SPOKEN: Spoken = { oldest: OLDEST_PROTOCOL, newest: PROTOCOL };

/** The newest protocol both sides speak; null: they have none in common, and one of them must be brought up to date. */
export function bothSpeak(here: Spoken, there: Spoken): number | null {
  const newest = Math.min(here.newest, there.newest);
  return newest >= Math.max(here.oldest, there.oldest) ? newest : null;
}
