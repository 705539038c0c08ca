import { untilHealed } from './heal.ts';
import type { Ordeal } from './ordeal.ts';
import { count } from './tally.ts';
import { workALittle } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How far from true time a phone's clock is set, ms. */
const JUMPS = [-26 * HOUR, -3 * HOUR, -7 * MINUTE, -4000, 4000, 7 * MINUTE, 3 * HOUR, 26 * HOUR, 400 * 24 * HOUR];
const STEPS = 4;

/** Phones' clocks jump about while they work, on a good line and without one; then some stay wrong and some are set right. */
export const clockJumps: Ordeal = {
  phones: 3,
  times: 6,
  async suffer(world, tally) {
    const { chance, phones } = world;
    const cut = chance.happens(0.5) ? chance.pick(phones) : undefined;
    cut?.line.suffer('reset');
    for (let step = 0; step < STEPS; step++) {
      const jumper = chance.pick(phones);
      const ahead = chance.pick(JUMPS) ?? 0;
      await jumper?.phone.do('setClock', { ahead });
      count(tally, `clock ${ahead < 0 ? 'back' : 'forward'}`);
      await workALittle(world, chance.between(0, 5));
    }
    cut?.line.heal();
    for (const { phone } of phones) if (chance.happens(0.3)) await phone.do('setClock', { ahead: 0 });
    await untilHealed(world, tally, { since: Date.now(), after: 'clocks jumped' });
  },
};
