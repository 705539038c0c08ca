import { viewStoreContract } from '../../client/local/view-store.contract.ts';
import type { ThingName, Things } from '../../shared/domain/engine/effect.ts';
import { type Slice, thingsIn } from '../../shared/domain/engine/slice.ts';
import { memoryView } from './memory-view.ts';

viewStoreContract('memory', async () => {
  const view = memoryView();
  return { view, stored: async (thing) => storedIn(view.shown(), thing), close: async () => undefined };
});

function storedIn<T extends ThingName>(slice: Slice | null, thing: T): readonly Things[T][] {
  return slice ? [...thingsIn(slice, thing).values()] : [];
}
