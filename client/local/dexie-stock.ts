import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { StockPort, Worked } from '../../shared/domain/engine/stock-port.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { loadSlice } from './load-slice.ts';
import { saveOverlay } from './overlay.ts';
import { siteOf } from './questions.ts';
import type { ViewDatabase } from './view-database.ts';

/** The phone's host of the rules: judges over the server's rows and pending reports together, saves into the overlay only. */
export function dexieStock(view: ViewDatabase): StockPort {
  return {
    transact<T>(touch: Touch, work: (slice: Slice) => Worked<T>): Promise<T> {
      return view.writing(async () => {
        const site = await siteOf(view);
        if (!site) throw new Error('this phone knows no site yet');
        const slice = await loadSlice(view, site, touch);
        const { effects, value } = work(slice);
        await saveOverlay(view, effects);
        return value;
      });
    },
  };
}
