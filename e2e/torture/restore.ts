import { untilHealed, untilOnRecord } from './heal.ts';
import type { Ordeal } from './ordeal.ts';
import { cutSomebodyOff } from './server-kill.ts';
import { count } from './tally.ts';
import { backUp, restore } from './tool.ts';
import { signInAgain, type World, workALittle } from './world.ts';

/** Backups of each world's data folder, oldest first. */
const backups = new WeakMap<World, string[]>();

/** The server dies and an older backup is put back; phones hand over again what they kept, before anybody signs in or scans. */
export const restoring: Ordeal = {
  phones: 3,
  times: 4,
  async suffer(world, tally) {
    const { chance } = world;
    const { dataDir } = world.server();
    const taken = backups.get(world) ?? [];
    backups.set(world, taken);
    const cut = cutSomebodyOff(world, tally);
    await workALittle(world, chance.between(0, 8));
    if (taken.length === 0 || chance.happens(0.6)) taken.push(await backUp(dataDir));
    await workALittle(world, chance.between(1, 12));
    const isQuiet = !cut && chance.happens(0.5);
    if (isQuiet) await untilHealed(world, tally, { since: Date.now(), after: 'the last scan' });
    await world.killServer();
    tally.serverKills += 1;
    await workALittle(world, isQuiet ? 0 : chance.between(0, 6));
    const backup = chance.happens(0.6) ? taken.at(-1) : chance.pick(taken);
    await restore(dataDir, backup ?? '');
    tally.restores += 1;
    count(tally, `restore, ${isQuiet ? 'nothing waiting' : 'scans waiting'}`);
    await world.startServerAgain();
    cut?.line.heal();
    const healing = { since: Date.now(), after: `a restore, ${isQuiet ? 'nothing' : 'scans'} waiting` };
    await untilOnRecord(world, tally, healing);
    await untilHealed(world, tally, healing);
    await signInAgain(world);
  },
};
