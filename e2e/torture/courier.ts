import { untilHealed, untilOnRecord } from './heal.ts';
import type { Ordeal } from './ordeal.ts';
import { killedAt } from './server-kill.ts';
import { count } from './tally.ts';
import { work, workALittle } from './world.ts';

/** A phone that no longer reaches the server hands its queue to others, who bring it in; later its own line is good again. */
export const courier: Ordeal = {
  phones: 3,
  times: 5,
  async suffer(world, tally) {
    const { chance, phones } = world;
    await workALittle(world, chance.between(0, 6));
    const lonely = chance.pick(phones);
    const helpers = phones.filter((each) => each !== lonely);
    if (!lonely) return;
    lonely.line.suffer(chance.happens(0.5) ? 'black-hole' : 'reset');
    for (let n = chance.between(1, 10); n > 0; n--) await work(world, lonely);
    const isKilled = chance.happens(0.4);
    const dying = isKilled ? killedAt(world, 'sent', chance.between(0, 20)) : undefined;
    for (const helper of chance.happens(0.3) ? helpers : helpers.slice(0, 1)) {
      const text = await lonely.phone.do('handOver');
      if (text) await helper.phone.do('carry', { text });
    }
    count(tally, isKilled ? 'courier, server killed' : 'courier');
    await dying;
    if (isKilled) {
      tally.serverKills += 1;
      await world.startServerAgain();
    }
    await untilOnRecord(world, tally, { since: Date.now(), after: 'a queue was handed to a courier' });
    await workALittle(world, chance.between(0, 6));
    lonely.line.heal();
    await untilHealed(world, tally, { since: Date.now(), after: 'a courier brought what the phone then sent itself' });
  },
};
