import { type Drainer, type DrainerPorts, startDrainer } from './drainer.ts';
import { inOneTab } from './one-tab.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import { useQueueState } from './queue-state.ts';
import { noteRestart } from './restarts.ts';
import { isServerThere, startWatchdog } from './watchdog.ts';

/** The one drainer of this phone's tabs, with a watchdog beside it that starts it anew when the queue stands still for no reason. */
export function keepDraining(outbox: OutboxDatabase, ports: Omit<DrainerPorts, 'exclusively'>): Drainer {
  const begin = (takeOver: boolean) => {
    let pushesAside = takeOver;
    return startDrainer({
      ...ports,
      exclusively: (work) => {
        const first = pushesAside;
        pushesAside = false;
        return inOneTab('drain', work, first);
      },
    });
  };
  let drainer = begin(false);
  const unwatch = startWatchdog({
    oldest: () => oldestThatCouldGo(outbox),
    probe: isServerThere,
    restart: () => {
      drainer.stop();
      drainer = begin(true);
      drainer.greet();
    },
    log: () => noteRestart(outbox, Date.now()),
  });
  return {
    wake: () => drainer.wake(),
    greet: () => drainer.greet(),
    stop: () => {
      unwatch();
      drainer.stop();
    },
  };
}

/** What the server itself refuses waits for a person, not for another drainer. */
async function oldestThatCouldGo(outbox: OutboxDatabase): Promise<number | null> {
  const { ackedSeq, nextSeq } = await laneOf(outbox);
  return ackedSeq + 1 < nextSeq && useQueueState.getState().stuck === null ? ackedSeq + 1 : null;
}
