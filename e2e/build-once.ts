import { build } from '../scripts/prepare.mjs';

/** Journeys run against what users run: the built product. */
export function setup(): void {
  build();
}
