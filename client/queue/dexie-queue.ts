import { signatoryOf } from './device-key.ts';
import { sha256Hex } from './lane-head.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import type { QueueHost } from './queue-host.ts';
import type { QueueStore } from './queue-store.ts';
import type { QueuedReport } from './queued-report.ts';
import { wordPages } from './word-pages.ts';

const RUN_STRIDE = 500;

/** The queue in this phone's outbox. */
export function dexieQueue(outbox: OutboxDatabase): QueueStore {
  const { commands, lane, inbox } = outbox;
  const tables = [commands, lane, inbox, outbox.words];
  const words = wordPages(outbox.words);
  const reportsAfter = async (seq: number, most?: number) => {
    const after = commands.where('seq').above(seq);
    return words.complete(await (most === undefined ? after : after.limit(most)).toArray());
  };
  const put = async (reports: readonly QueuedReport[]) => {
    await words.forget(reports.map(({ seq }) => seq));
    await commands.bulkPut(reports);
  };
  return {
    // Dexie follows only an async function into its transaction, so `work` runs inside one.
    reading: (work) => outbox.transaction('r', tables, async () => work()),
    writing: (work) => outbox.transaction('rw', tables, async () => work()),
    lane: () => laneOf(outbox),
    putLane: async (next) => void (await lane.put(next)),
    reportsAfter,
    reportAt: async (seq) => {
      const report = await commands.get(seq);
      return report && (await words.complete([report]))[0];
    },
    reportsOf: async (ids) =>
      words.complete(
        await commands
          .where('id')
          .anyOf([...ids])
          .toArray(),
      ),
    lastOfRun: async (goes) => {
      let last: QueuedReport | undefined;
      // Most often the oldest stays, and there is nothing else to look at.
      for (let most = 1; ; most = RUN_STRIDE) {
        const next = await reportsAfter(last?.seq ?? 0, most);
        const stays = next.findIndex((report) => !goes(report));
        last = (stays === -1 ? next.at(-1) : next[stays - 1]) ?? last;
        if (stays !== -1 || next.length < most) return last;
      }
    },
    put,
    putWords: async (reports) => {
      if (!(await words.keep(reports))) await put(reports);
    },
    removeUpTo: async (seq) => {
      await words.forgetUpTo(seq);
      await commands.where('seq').belowOrEqual(seq).delete();
    },
    putInInbox: async (entries) => void (entries.length > 0 && (await inbox.bulkPut(entries))),
    // Most often nothing is in it, and looking costs less than hundreds of deletions.
    takeFromInbox: async (ids) => (ids.length > 0 && (await inbox.count()) > 0 ? inbox.bulkDelete([...ids]) : undefined),
  };
}

/** The queue as this browser runs it: kept in the outbox, signed and hashed by its own cryptography. */
export function dexieHost(outbox: OutboxDatabase): QueueHost {
  return { queue: dexieQueue(outbox), signatory: () => signatoryOf(outbox), sha256: sha256Hex };
}
