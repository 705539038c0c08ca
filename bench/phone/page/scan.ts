import { liveQuery } from 'dexie';
import { ask, report } from '../../../client/local/ask.ts';
import { lotCard } from '../../../client/local/questions.ts';
import { fromView } from '../../../client/local/use-local.ts';
import type { Draft } from '../../../client/queue/report-body.ts';
import type { LotKey } from '../../../shared/domain/lots/ids.ts';
import { type BenchPhone, until } from './phone.ts';

export interface Scanned {
  readonly sign: string;
  readonly seq: number;
  /** The question, its answer, and the report on disk. */
  readonly ms: number;
  /** When it was on disk, wall clock. */
  readonly keptAt: number;
}

/** May I? Yes. Done: a worker who does what they are told. */
export async function scan({ queue }: BenchPhone, draft: Draft): Promise<Scanned> {
  const from = performance.now();
  const { sign, told } = await ask(draft, queue.phone);
  const { seq } = await report(draft, told, queue.phone);
  const keptAt = Date.now();
  return { sign, seq, ms: performance.now() - from, keptAt };
}

/** Puts the record of a report into a plain database, as strictly as the outbox keeps it, when the phone has nothing else to do. */
export async function putPlainly({ queue }: BenchPhone, seq: number): Promise<number> {
  const record = await queue.phone.outbox.commands.get(seq);
  const db = await plainDatabase();
  await until(({ depth }) => depth === 0);
  const from = performance.now();
  const transaction = db.transaction('commands', 'readwrite', { durability: 'strict' });
  transaction.objectStore('commands').put(record);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = reject;
  });
  return performance.now() - from;
}

let opened: Promise<IDBDatabase> | undefined;

function plainDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('plain', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('commands', { keyPath: 'seq' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Looks at a lot as a screen does. `shown`: once it is there; `changed`: when it is first shown otherwise, wall clock. */
export function watchLot(lot: LotKey): { readonly shown: Promise<void>; readonly changed: Promise<number> } {
  const [shown, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
  let before: string | undefined;
  const watching = liveQuery(async () => fromView((view) => lotCard(view, lot))).subscribe((card) => {
    const now = JSON.stringify(card);
    if (before === undefined) shown.resolve();
    else if (now !== before) {
      changed.resolve(Date.now());
      watching.unsubscribe();
    }
    before ??= now;
  });
  return { shown: shown.promise, changed: changed.promise };
}
