import type { Ports } from '../../server/sync/ports.contract.ts';
import { memoryDisk } from './memory-disk.ts';
import { memoryFeed } from './memory-feed.ts';
import { memoryLanes } from './memory-lanes.ts';
import { memoryLedger } from './memory-ledger.ts';
import { memoryMasters, memoryMeta } from './memory-masters.ts';
import { memoryOrder } from './memory-order.ts';
import { memoryStock } from './memory-stock.ts';

/** The simulated server's ports over a disk of their own. */
export function memoryPorts(): Ports {
  const disk = memoryDisk();
  const masters = memoryMasters(disk);
  return {
    atomically: disk.atomically,
    masters,
    ledger: memoryLedger(disk),
    order: memoryOrder(disk),
    feed: memoryFeed(disk),
    lanes: memoryLanes(disk),
    things: memoryStock(disk, masters, () => []).things,
    openMeta: (firstEpoch) => memoryMeta(disk, firstEpoch),
    close: () => undefined,
  };
}
