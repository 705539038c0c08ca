import { PUSH_MOMENTS } from './fault-line.ts';
import { NETWORK_FAULTS } from './faults.ts';
import { untilHealed } from './heal.ts';
import type { Ordeal } from './ordeal.ts';
import { count, type Tally } from './tally.ts';
import { type PhoneOnLine, type World, workALittle } from './world.ts';

/** Longest a queue that is worked on goes without a push. */
const NO_PUSH_MS = 4000;

/** The server dies by SIGKILL in the middle of a push, work goes on without it, and it comes back on the same folder. */
export const serverKill: Ordeal = {
  phones: 3,
  times: 8,
  async suffer(world, tally) {
    const { chance } = world;
    const cut = cutSomebodyOff(world, tally);
    await workALittle(world, chance.between(0, 12));
    const moment = chance.pick(PUSH_MOMENTS) ?? 'sent';
    const delay = chance.happens(0.4) ? 0 : chance.between(0, 25);
    const dying = killedAt(world, moment, delay);
    await workALittle(world, chance.between(1, 20));
    await dying;
    tally.serverKills += 1;
    count(tally, `server-kill ${moment}`);
    await workALittle(world, chance.between(0, 6));
    await world.startServerAgain();
    cut?.line.heal();
    await untilHealed(world, tally, { since: Date.now(), after: `the server was killed, ${moment}` });
  },
};

/** Resolves when the server is dead: so many ms after that moment of some phone's next push. */
export async function killedAt({ phones, killServer }: World, moment: (typeof PUSH_MOMENTS)[number], delay: number): Promise<void> {
  let forget: (() => void)[] = [];
  await new Promise<void>((resolve) => {
    const act = () => resolve();
    forget = [...phones.map(({ line }) => line.atPush(moment, act))];
    const timer = setTimeout(act, NO_PUSH_MS);
    forget.push(() => clearTimeout(timer));
  });
  for (const each of forget) each();
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  await killServer();
}

/** Sometimes one phone's line is bad besides, so that its reports come in long after those of the others. */
export function cutSomebodyOff({ chance, phones }: World, tally: Tally): PhoneOnLine | undefined {
  const cut = chance.happens(0.4) ? chance.pick(phones) : undefined;
  const fault = chance.pick(NETWORK_FAULTS);
  if (!cut || !fault) return undefined;
  cut.line.suffer(fault);
  count(tally, fault);
  return cut;
}
