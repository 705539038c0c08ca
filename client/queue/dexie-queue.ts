import { signatoryOf } from './device-key.ts';
import { sha256Hex } from './lane-head.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import type { QueueHost } from './queue-host.ts';
import type { QueueStore } from './queue-store.ts';

/** The queue in this phone's outbox. */
export function dexieQueue(outbox: OutboxDatabase): QueueStore {
  const { commands, lane, inbox } = outbox;
  const tables = [commands, lane, inbox];
  return {
    // Dexie follows only an async function into its transaction, so `work` runs inside one.
    reading: (work) => outbox.transaction('r', tables, async () => work()),
    writing: (work) => outbox.transaction('rw', tables, async () => work()),
    lane: () => laneOf(outbox),
    putLane: async (next) => void (await lane.put(next)),
    reportsAfter: async (seq, most) => {
      const after = commands.where('seq').above(seq);
      return (most === undefined ? after : after.limit(most)).toArray();
    },
    reportAt: async (seq) => commands.get(seq),
    reportsOf: async (ids) =>
      commands
        .where('id')
        .anyOf([...ids])
        .toArray(),
    lastOfRun: async (goes) => {
      let last: Awaited<ReturnType<QueueStore['reportAt']>>;
      await commands
        .orderBy('seq')
        .until((report) => !goes(report))
        .each((report) => {
          last = report;
        });
      return last;
    },
    put: async (reports) => void (await commands.bulkPut(reports)),
    removeUpTo: async (seq) => void (await commands.where('seq').belowOrEqual(seq).delete()),
    putInInbox: async (entries) => void (await inbox.bulkPut(entries)),
    // Most often nothing is in it, and looking costs less than hundreds of deletions.
    takeFromInbox: async (ids) => (ids.length > 0 && (await inbox.count()) > 0 ? inbox.bulkDelete([...ids]) : undefined),
  };
}

/** The queue as this browser runs it: kept in the outbox, signed and hashed by its own cryptography. */
export function dexieHost(outbox: OutboxDatabase): QueueHost {
  return { queue: dexieQueue(outbox), signatory: () => signatoryOf(outbox), sha256: sha256Hex };
}
