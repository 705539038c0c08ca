import type { Tally } from './tally.ts';
import type { World } from './world.ts';

/** One fault and its healing, with work before, during and after. */
export interface Ordeal {
  readonly phones: number;
  /** Ordeals a world goes through before everything is checked. */
  readonly times: number;
  /** Where the build lies that the server begins with, when it is not today's. */
  readonly home?: () => string;
  readonly suffer: (world: World, tally: Tally) => Promise<void>;
}
