import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { unpackPrevious } from '../previous-build.ts';
import { PUSH_MOMENTS } from './fault-line.ts';
import { untilHealed, untilOnRecord } from './heal.ts';
import type { Ordeal } from './ordeal.ts';
import { killedAt } from './server-kill.ts';
import { count } from './tally.ts';
import { type World, workALittle } from './world.ts';

let previous: string | undefined;

/** The previous build, unpacked once. */
function previousHome(): string {
  previous ??= unpackPrevious();
  return previous;
}

/**
 * Today's phones on a server that is still the previous build, is brought up to date after it died in mid-push, has to go
 * back to the previous build with the older copy of its data, and is brought up to date again.
 */
export const skew: Ordeal = {
  phones: 3,
  times: 3,
  home: previousHome,
  async suffer(world, tally) {
    const { chance } = world;
    const goesBack = existsSync(copyOf(world));
    await workALittle(world, chance.between(1, 12));
    const dying = killedAt(world, chance.pick(PUSH_MOMENTS) ?? 'sent', chance.between(0, 20));
    await workALittle(world, chance.between(1, 12));
    await dying;
    tally.serverKills += 1;
    await workALittle(world, chance.between(0, 5));
    if (goesBack) goBack(world);
    else cpSync(world.server().dataDir, copyOf(world), { recursive: true });
    count(tally, goesBack ? 'back to the previous build' : 'up to today’s build');
    await world.startServerAgain(goesBack ? previousHome() : undefined);
    const healing = { since: Date.now(), after: goesBack ? 'going back to the previous build' : 'the update to today’s build' };
    await untilOnRecord(world, tally, healing);
    await untilHealed(world, tally, healing);
  },
};

function copyOf(world: World): string {
  return `${world.server().dataDir}-before`;
}

function goBack(world: World): void {
  const { dataDir } = world.server();
  rmSync(dataDir, { recursive: true });
  renameSync(copyOf(world), dataDir);
}
