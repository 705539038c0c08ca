import { Breach } from './breach.ts';
import { type Bug, heal, newWorld, phoneOf, SOUND, takeStep, type World } from './history.ts';
import { checkHealed, checkShown } from './oracle.ts';
import { checkAnyOrder } from './order-oracle.ts';
import type { SimPhone } from './sim-phone.ts';
import type { Step } from './steps.ts';

/** One history in so many is told to fresh servers in other orders: long ones and short ones alike. */
const TOLD_AGAIN = 7;
const NO_FAULT = { fault: 'none', after: 0, call: 0 } as const;

/** Lives one history to its end, and heals it. Returns what was breached; null when all held. */
export async function live(seed: number, steps: readonly Step[], bug: Bug = SOUND): Promise<string | null> {
  const world = newWorld(seed, bug, phonesIn(steps));
  const checked: Checked = new Map();
  try {
    for (const phone of world.phones) await phone.pull(0, NO_FAULT);
    for (const step of steps) {
      await takeStep(world, step);
      checkAfter(world, step, checked);
    }
    await heal(world);
    checkHealed(world);
    if (seed % TOLD_AGAIN === 0) checkAnyOrder(world, seed);
    return null;
  } catch (error) {
    if (error instanceof Breach) return error.message;
    throw error;
  }
}

function checkAfter(world: World, step: Step, checked: Checked): void {
  if (!('on' in step)) return;
  const phone = phoneOf(world, step.on);
  if (!phone || phone.isDead() || phone.isBusy() || phone.isBroken()) return;
  const now = lookedAt(world, phone);
  const last = checked.get(phone);
  if (last?.every((each, n) => each === now[n])) return;
  checkShown(world, phone);
  checked.set(phone, now);
}

/** Phones to whom nothing happens would only cost time. */
function phonesIn(steps: readonly Step[]): number {
  return steps.reduce((most, step) => ('on' in step ? Math.max(most, step.on.phone + 1) : most), 1);
}

/** All that `checkShown` looks at, as it was when it last found nothing: each replaced, or counted, with every change. */
type Checked = Map<SimPhone, readonly unknown[]>;

function lookedAt({ server }: World, { home }: SimPhone): readonly unknown[] {
  return [home.queue.state(), home.copies.now()?.state(), server.disk(), server.disk().changes()];
}
