import type { Carrier } from './carry-once.ts';
import { type Drainer, type DrainerPorts, startDrainer } from './drainer.ts';
import { inOneTab } from './one-tab.ts';

/** Sends on what this phone carries for others. A drainer of its own: neither queue waits for the other. */
export function startCarrier(carrier: Carrier, how: Pick<DrainerPorts, 'random' | 'delays'>): Drainer {
  return startDrainer({
    push: async () => {
      if ((await carrier.outbox.carried.count()) === 0) return { kind: 'idle' };
      const { carryOnce } = await import('./carry-once.ts');
      return carryOnce(carrier);
    },
    exclusively: (work) => inOneTab('carry', work),
    told: () => {},
    ...how,
  });
}
