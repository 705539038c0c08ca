import type { Dexie } from 'dexie';

/** The phone could not keep what it was given: scanning must stop. */
export class NotSaved extends Error {
  override readonly name = 'NotSaved';

  /** There is no room left on the phone; else its storage does not answer. */
  get isFull(): boolean {
    return isFull(this.cause);
  }
}

/** Longest a healthy phone takes to answer; iOS sometimes never does. */
const PATIENCE_MS = 3000;

/** What to do besides reopening before the second try, e.g. making room; and how long to wait for an answer. */
export interface Rescue {
  readonly patience?: number;
  readonly makeRoom?: () => Promise<void>;
}

/**
 * Runs `work` on a database whose connection the browser may have killed. A failure or silence closes and
 * reopens it and tries once more; `work` must therefore do the same thing twice without doing it double.
 */
export async function withHandle<T>(db: Dexie, work: () => Promise<T>, rescue: Rescue = {}): Promise<T> {
  const patience = rescue.patience ?? PATIENCE_MS;
  try {
    return await answered(work(), patience);
  } catch (first) {
    try {
      if (isFull(first)) await rescue.makeRoom?.();
      await reopened(db, patience);
      return await answered(work(), patience);
    } catch (second) {
      throw new NotSaved(String(second), { cause: second });
    }
  }
}

const reopening = new WeakMap<Dexie, Promise<unknown>>();

/** All who fail at once share one reopening: each closing it anew would cut off the others' second try. */
function reopened(db: Dexie, patience: number): Promise<unknown> {
  const underWay = reopening.get(db);
  if (underWay) return underWay;
  const opening = closedAndOpened(db, patience).finally(() => reopening.delete(db));
  reopening.set(db, opening);
  return opening;
}

/** Closing calls off an opening that hangs, but only in the next turn: opening at once would join the one called off. */
async function closedAndOpened(db: Dexie, patience: number): Promise<void> {
  db.close();
  await new Promise((resolve) => setTimeout(resolve));
  await answered(db.open(), patience);
}

function isFull(error: unknown): boolean {
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return text.includes('Quota');
}

/** The work's own answer, or an error when it has given none in time. */
export function answered<T>(work: PromiseLike<T>, patience = PATIENCE_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
    work.then(resolve, reject);
    work.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  });
}
