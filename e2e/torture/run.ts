import { untilHealed } from './heal.ts';
import { checkLedger, checkReports } from './oracle.ts';
import type { Ordeal } from './ordeal.ts';
import { checkReality, countEverything } from './reality.ts';
import { type Run, runFor, type Tally } from './tally.ts';
import { checkViews } from './views.ts';
import { openWorld, type World, workALittle } from './world.ts';

/** One cold store lives through the ordeals its seed deals out; then its books are held against what was shown and what is there. */
export async function run(ordeal: Ordeal, seed: number, times = ordeal.times): Promise<Run> {
  const world = await openWorld(seed, { phones: ordeal.phones, home: ordeal.home?.() });
  const done = await runFor(world.server().dataDir, async (tally) => {
    for (let n = 0; n < times; n++) await ordeal.suffer(world, tally);
    await workALittle(world, world.chance.between(0, 5));
    await check(world, tally);
  });
  await world.close(done.kept ? 'keep' : 'remove');
  return done;
}

async function check(world: World, tally: Tally): Promise<void> {
  const { dataDir } = world.server();
  await untilHealed(world, tally, { since: Date.now(), after: 'the last scan' });
  await countEverything(world);
  await untilHealed(world, tally, { since: Date.now(), after: 'the count' });
  await checkViews(world, tally);
  const witnesses = world.phones.map(({ phone, kept }) => ({ worker: phone.worker, deviceId: phone.deviceId, kept }));
  checkReports(dataDir, witnesses, tally);
  checkLedger(dataDir, tally);
  checkReality(dataDir, world.warehouse, tally);
}
