import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { type Effect, effect, type ThingName, type Things } from '../../shared/domain/engine/effect.ts';
import { type StockHost, stockPortContract } from '../../shared/domain/engine/stock.contract.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { sighting } from '../queue/paper-server.contract.ts';
import type { Act } from './act.ts';
import { aLot, aRow, bin, lotChange, lotOf, masters, rowChange, smallStore } from './small-store.contract.ts';
import { FRESH_META } from './view-meta.ts';
import { viewStock } from './view-stock.ts';
import type { ViewStore } from './view-store.ts';

/** A copy of the stock under test, and how a test looks at all of it: the server's rows and the overlay as one. */
export interface ViewStoreHost {
  readonly view: ViewStore;
  stored<T extends ThingName>(thing: T): Promise<readonly Things[T][]>;
  close(): Promise<void>;
}

const L118 = lotOf('L-118');
const sighted = { command: { ...sighting(), payload: { lot: L118, bin: bin('A-01-1') } }, today: '2026-11-20' } as const;

/** A report that was judged here as nothing but a change of one row. */
function anAct(seq: number, effects: readonly Effect[] = []): Act {
  const body = sighting(seq);
  return { seq, id: body.id, body, at: body.clock.wall, effects };
}

/** The one suite every host of a copy of the stock passes. */
export function viewStoreContract(name: string, makeHost: () => Promise<ViewStoreHost>): void {
  stockPortContract(name, () => stockHost(makeHost));

  describe(`${name} as a copy of the stock`, () => {
    let view: ViewStore;
    beforeEach(async () => {
      view = (await makeHost()).view;
    });
    const write = (changes: readonly ViewChange[]) => view.writing((copy) => copy.writeRows(changes));
    const rowsSeen = async () => {
      const site = await view.reading((copy) => copy.site());
      if (!site) throw new Error('no site');
      const { rows } = await view.writing((copy) => copy.slice(site, touchOf([sighted as never])));
      const stands = [...rows.values()].filter((row) => row.lot === L118);
      return stands.map((row) => `${row.bin} ${row.lot} ${row.quantity}`).sort();
    };
    const moved = (quantity: number): Effect =>
      effect('stock', `A-01-1 ${L118} `, null, { ...aRow('A-01-1', L118, 40), quantity: quantity as never });

    it('stands nowhere and holds nothing at first', async () => {
      expect(await view.reading((copy) => copy.meta())).toEqual(FRESH_META);
      expect(await view.reading((copy) => copy.site())).toBeNull();
      expect(await view.reading((copy) => copy.actsAfter(0))).toEqual([]);
    });

    it('keeps where it stands', async () => {
      await view.writing((copy) => copy.putMeta({ ...FRESH_META, laneAck: 3 }));
      expect(await view.reading((copy) => copy.meta())).toMatchObject({ laneAck: 3 });
    });

    it('knows site and workers from the server’s rows, the last change counting', async () => {
      await write(masters());
      expect((await view.reading((copy) => copy.site()))?.code).toBe('COLD');
      expect((await view.reading((copy) => copy.workers(['w-ana', 'w-nobody']))).map(({ id }) => id)).toEqual(['w-ana']);
      await write([{ thing: 'worker', key: 'w-ana', after: null }]);
      expect(await view.reading((copy) => copy.workers(['w-ana']))).toEqual([]);
    });

    it('lays effects over the rows and, once the overlay goes, shows the rows as the server left them', async () => {
      await write(smallStore());
      await view.writing((copy) => copy.layOver([moved(30), moved(25)]));
      expect(await rowsSeen()).toEqual([`A-01-1 ${L118} 25`]);
      await write([rowChange(aRow('A-01-1', L118, 39))]);
      expect(await rowsSeen()).toEqual([`A-01-1 ${L118} 25`]);
      await view.writing((copy) => copy.clearOverlay());
      expect(await rowsSeen()).toEqual([`A-01-1 ${L118} 39`]);
    });

    it('shows what an effect took away as gone, though the server still has it', async () => {
      await write(smallStore());
      await view.writing((copy) => copy.layOver([effect('stock', `A-01-1 ${L118} `, aRow('A-01-1', L118, 40), null)]));
      expect(await rowsSeen()).toEqual([]);
    });

    it('finds the rows of a first copy once they are named', async () => {
      await view.writing(async (copy) => {
        await copy.copyRows([...masters(), lotChange(aLot(L118, '2026-12-05')), rowChange(aRow('A-01-1', L118, 40))]);
        await copy.nameRows();
      });
      expect(await rowsSeen()).toEqual([`A-01-1 ${L118} 40`]);
    });

    it('keeps own reports by their numbers, in order, and lets go of them from the oldest on', async () => {
      const [one, two, three] = [anAct(1), anAct(2), anAct(3)];
      await view.writing((copy) => copy.putActs([three, one]));
      await view.writing((copy) => copy.putActs([two, { ...three, effects: [moved(1)] }]));
      expect((await view.reading((copy) => copy.actsAfter(1))).map(({ seq, effects }) => [seq, effects.length])).toEqual([
        [2, 0],
        [3, 1],
      ]);
      await view.writing((copy) => copy.removeActsUpTo(2));
      expect((await view.reading((copy) => copy.actsAfter(0))).map(({ seq }) => seq)).toEqual([3]);
    });

    it('keeps all of a piece of work or, when it throws, none', async () => {
      await write(smallStore());
      const work = view.writing(async (copy) => {
        await copy.writeRows([rowChange(aRow('A-01-1', L118, 1))]);
        await copy.layOver([moved(2)]);
        await copy.putActs([anAct(1)]);
        await copy.putMeta({ ...FRESH_META, laneAck: 9 });
        throw new Error('killed');
      });
      await expect(work).rejects.toThrow('killed');
      expect(await rowsSeen()).toEqual([`A-01-1 ${L118} 40`]);
      expect([await view.reading((copy) => copy.actsAfter(0)), (await view.reading((copy) => copy.meta())).laneAck]).toEqual([[], 0]);
    });

    it('lets nobody in between the steps of a piece of work', async () => {
      const next = () =>
        view.writing(async (copy) => {
          const meta = await copy.meta();
          await copy.putMeta({ ...meta, laneAck: meta.laneAck + 1 });
        });
      await Promise.all([next(), next(), next()]);
      expect((await view.reading((copy) => copy.meta())).laneAck).toBe(3);
    });

    it('holds nothing once it begins again', async () => {
      await write(smallStore());
      await view.writing((copy) => copy.putActs([anAct(1)]));
      await view.writing((copy) => copy.clear());
      expect([
        await view.reading((copy) => copy.site()),
        await view.reading((copy) => copy.actsAfter(0)),
        await view.reading((copy) => copy.meta()),
      ]).toEqual([null, [], FRESH_META]);
    });
  });
}

/** The copy as a host of the rules. */
async function stockHost(makeHost: () => Promise<ViewStoreHost>): Promise<StockHost> {
  const { view, stored, close } = await makeHost();
  let seq = 0;
  return {
    port: viewStock(view),
    async seed({ site, zones, bins, items }, effects) {
      const masterRows: ViewChange[] = [
        { thing: 'site', key: site.code, after: site },
        ...zones.map((after): ViewChange => ({ thing: 'zone', key: after.code, after })),
        ...bins.map((after): ViewChange => ({ thing: 'bin', key: after.code, after })),
        ...items.map((after): ViewChange => ({ thing: 'item', key: after.gtin, after })),
      ];
      await view.writing((copy) => copy.writeRows([...masterRows, ...effects]));
    },
    async remember(judged) {
      const { v, kindVersion, clock, basis, told, scans } = sighting();
      const acts = judged.map(({ command, at, effects }): Act => {
        seq += 1;
        return {
          seq,
          id: command.id as CommandId,
          body: { ...command, v, kindVersion, clock, basis, told, scans },
          at: at as EpochMs,
          effects,
        };
      });
      await view.writing((copy) => copy.putActs(acts));
    },
    stored,
    close,
  };
}
