import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { ThingName, Things } from '../../shared/domain/engine/effect.ts';
import type { Judged } from '../../shared/domain/engine/slice.ts';
import type { StockHost } from '../../shared/domain/engine/stock.contract.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import { isUndoOf } from '../../shared/domain/engine/undone.ts';
import type { KeptRows, KeptThings, Stock } from './kept-things.ts';
import type { JudgedBefore } from './load-slice.ts';
import type { MasterStore } from './master-store.ts';

/** A server's stock and master data as a host of the rules under test. */
export function seededStock(
  masters: MasterStore,
  open: (judgedBefore: JudgedBefore) => Stock,
  close: () => void = () => undefined,
): StockHost {
  const judged = new Map<CommandId, Judged>();
  const stock = open((id) => [...judged.values()].filter(({ command }) => command.id === id || isUndoOf(command, id)));
  return {
    port: stock,
    async seed({ site, zones, bins, items }, effects) {
      masters.save('site', site);
      for (const zone of zones) masters.save('zone', zone);
      for (const bin of bins) masters.save('bin', bin);
      for (const item of items) masters.save('item', item);
      const touch = { ...touchOf([]), bins: new Set(bins.map((bin) => bin.code)) };
      await stock.transact(touch, () => ({ effects, value: undefined }));
    },
    async remember(acts) {
      for (const each of acts) judged.set(each.command.id, each);
    },
    stored: async (thing) => rowsOf(stock.things, thing).page(null, 10_000),
    close: async () => close(),
  };
}

function rowsOf<T extends ThingName>(things: KeptThings, thing: T): Pick<KeptRows<Things[T]>, 'page'> {
  const tables: { readonly [N in ThingName]: Pick<KeptRows<Things[N]>, 'page'> } = things;
  return tables[thing];
}
