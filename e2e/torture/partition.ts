import { NETWORK_FAULTS } from './faults.ts';
import { untilHealed } from './heal.ts';
import type { Ordeal } from './ordeal.ts';
import { count } from './tally.ts';
import { workALittle } from './world.ts';

const SPELLS = [200, 800, 2500, 9000];
const STEP_MS = 250;

/** Some phones' lines go bad, each in its own way, while everybody works on; then all are good again. */
export const partition: Ordeal = {
  phones: 3,
  times: 6,
  async suffer(world, tally) {
    const { chance, phones } = world;
    await workALittle(world, chance.between(0, 8));
    const hit = phones.filter(() => chance.happens(0.7));
    const spell = chance.pick(SPELLS) ?? 0;
    let after = `${spell} ms`;
    for (const { line, phone } of hit.length > 0 ? hit : phones) {
      const fault = chance.pick(NETWORK_FAULTS) ?? 'reset';
      line.suffer(fault);
      count(tally, fault);
      after += `, ${phone.worker} ${fault}`;
    }
    const until = Date.now() + spell;
    do {
      await workALittle(world, chance.between(0, 5));
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    } while (Date.now() < until);
    for (const { line } of phones) line.heal();
    await untilHealed(world, tally, { since: Date.now(), after });
  },
};
