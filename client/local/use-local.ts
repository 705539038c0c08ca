import { useLiveQuery } from 'dexie-react-hooks';
import { withHandle } from '../queue/handle.ts';
import type { Shift } from '../queue/outbox-database.ts';
import { thisPhone } from './phone.ts';
import type { ViewRows } from './view-database.ts';

/** Asks this phone's copy of the stock once, all reads at one moment; null while there is none that can be read. */
export async function fromView<T>(question: (view: ViewRows) => Promise<T>): Promise<T | null> {
  const { outbox, views } = thisPhone();
  try {
    const view = await withHandle(outbox, () => views.current());
    return view && (await withHandle(view, () => view.reading(question)));
  } catch {
    return null;
  }
}

/** The same, kept up to date; undefined until the first answer. `deps`: what the question depends on. */
export function useLocal<T>(question: (view: ViewRows) => Promise<T>, deps: readonly unknown[]): T | null | undefined {
  return useLiveQuery(async () => fromView(question), [...deps]);
}

/** Who is working with this phone; undefined until known, null: nobody. */
export function useShift(): Shift | null | undefined {
  return useLiveQuery(async () => (await thisPhone().outbox.shift.get('this')) ?? null, []);
}
