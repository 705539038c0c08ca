import type { Breached } from './campaign.ts';

/** What a thread of the simulation is given to do: to live a stretch of seeds, or to plant a bug and see when it is caught. */
export type SimTask =
  | { readonly do: 'live'; readonly from: number; readonly runs: number }
  | { readonly do: 'plant'; readonly bug: number; readonly from: number; readonly most: number };

/** What came of a stretch, or in which history a bug was caught; null: it survived. */
export type SimDone =
  | { readonly do: 'live'; readonly breached: readonly Breached[] }
  | { readonly do: 'plant'; readonly bug: number; readonly runs: number | null };
