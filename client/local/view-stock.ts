import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { StockPort, Worked } from '../../shared/domain/engine/stock-port.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import type { ViewStore } from './view-store.ts';

/** The phone's host of the rules: judges over the server's rows and pending reports together, saves into the overlay only. */
export function viewStock(view: ViewStore): StockPort {
  return {
    transact<T>(touch: Touch, work: (slice: Slice) => Worked<T>): Promise<T> {
      return view.writing(async (copy) => {
        const site = await copy.site();
        if (!site) throw new Error('this phone knows no site yet');
        const slice = await copy.slice(site, touch);
        const { effects, value } = work(slice);
        await copy.layOver(effects);
        return value;
      });
    },
  };
}
