import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bin, type BinKind, holdsOneLot } from '../../shared/domain/bins/bin.ts';
import { given } from '../../shared/domain/engine/given.arbitrary.ts';
import { bin, ITEMS, SITE, ZONE } from '../../shared/domain/engine/store.arbitrary.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Ports } from '../sync/ports.contract.ts';
import type { MasterStore } from './master-store.ts';

/** The one suite every host of master data passes. */
export function masterStoreContract(name: string, makeHost: () => Ports): void {
  describe(`${name} as the store of master data`, () => {
    let host: Ports;
    let masters: MasterStore;
    beforeEach(() => {
      host = makeHost();
      masters = host.masters;
    });
    afterEach(() => host.close());
    const saveBin = (each: Bin) => masters.save('bin', each);
    const saveBins = (...codes: readonly string[]) => {
      masters.save('zone', ZONE);
      for (const code of codes) saveBin(bin(code, 'storage'));
    };

    it('knows no site, and nothing else, until the server has been set up', () => {
      for (const asked of [masters, masters.remembered()])
        expect([asked.site(), asked.zone('Z'), asked.bin('A-1'), asked.item(PEAS.gtin)]).toEqual([null, null, null, null]);
      for (const thing of ['site', 'zone', 'bin', 'item'] as const)
        expect([masters.page(thing, null, 10), masters.count(thing)]).toEqual([[], 0]);
    });

    it('hands out each thing by its key as it was saved', () => {
      const peas = { ...PEAS, name: 'Żółty groszek "extra"' };
      masters.save('site', SITE);
      saveBins('A-1');
      masters.save('item', peas);
      for (const asked of [masters, masters.remembered()])
        expect([asked.site(), asked.zone('Z'), asked.bin('A-1'), asked.item(PEAS.gtin)]).toEqual([SITE, ZONE, bin('A-1', 'storage'), peas]);
      expect([masters.zone('Y'), masters.bin('a-1'), masters.item('')]).toEqual([null, null, null]);
    });

    it('replaces what was saved under a key before', () => {
      saveBins('A-1');
      saveBin({ ...bin('A-1', 'storage'), active: false, walkOrder: 7 });
      expect([masters.bin('A-1'), masters.count('bin')]).toMatchObject([{ active: false, walkOrder: 7 }, 1]);
    });

    it('takes the site whose code comes first for the site, should there be two', () => {
      masters.save('site', { ...SITE, code: 'S2' });
      masters.save('site', SITE);
      expect([masters.site()?.code, masters.remembered().site()?.code, masters.count('site')]).toEqual(['S1', 'S1', 2]);
    });

    it('pages through things by their keys, whatever order they were saved in', () => {
      saveBins('B-1', 'A-10', 'A-2', 'A-1');
      const codes = (after: string | null, limit: number) => masters.page('bin', after, limit).map(({ code }) => code);
      expect(codes(null, 10)).toEqual(['A-1', 'A-10', 'A-2', 'B-1']);
      expect([codes(null, 2), codes('A-10', 2), codes('A-2', 2), codes('B-1', 2)]).toEqual([['A-1', 'A-10'], ['A-2', 'B-1'], ['B-1'], []]);
      expect([codes('A-11', 1), codes('', 1), codes(null, 0)]).toEqual([['A-2'], ['A-1'], []]);
      expect([masters.count('bin'), masters.count('zone'), masters.count('item')]).toEqual([4, 1, 0]);
    });

    it('pages through items by their number', () => {
      for (const each of ITEMS.toReversed()) masters.save('item', each);
      expect(masters.page('item', null, 9)).toEqual(ITEMS);
      expect(masters.page('item', PEAS.gtin, 9)).toEqual(ITEMS.slice(1));
    });

    it('refuses a bin in a zone that nobody knows, and leaves the bin as it was', () => {
      expect(() => saveBin({ ...bin('A-1', 'storage'), zone: 'Y' })).toThrow();
      saveBins('A-1');
      expect(() => saveBin({ ...bin('A-1', 'storage'), zone: 'Y' })).toThrow();
      expect([masters.bin('A-1'), masters.count('bin')]).toEqual([bin('A-1', 'storage'), 1]);
    });

    it.each<[BinKind, BinKind]>([
      ['dock', 'storage'],
      ['staging', 'pick-face'],
    ])('refuses to make a %s a %s while goods stand there whose lot is not its occupant', (was, becomes) => {
      saveBins();
      saveBin(bin('A-1', was));
      standInA1(host, was);
      expect(() => saveBin(bin('A-1', becomes))).toThrow();
      expect(masters.bin('A-1')?.kind).toBe(was);
    });

    it.each<[BinKind, BinKind]>([
      ['dock', 'staging'],
      ['storage', 'pick-face'],
      ['storage', 'dock'],
    ])('makes a %s a %s though goods stand there', (was, becomes) => {
      saveBins();
      saveBin(bin('A-1', was));
      standInA1(host, was);
      saveBin(bin('A-1', becomes));
      expect(masters.bin('A-1')?.kind).toBe(becomes);
    });

    it('remembers nothing that has changed since, and finds what was missing before', () => {
      saveBins('A-1');
      expect([masters.remembered().bin('A-1')?.walkOrder, masters.remembered().bin('A-2')]).toEqual([0, null]);
      saveBin({ ...bin('A-1', 'storage'), walkOrder: 3 });
      saveBin(bin('A-2', 'storage'));
      expect([masters.remembered().bin('A-1')?.walkOrder, masters.remembered().bin('A-2')?.code]).toEqual([3, 'A-2']);
    });

    it('remembers things as they stand in the transaction that asks, and as they stood once it failed', () => {
      saveBins('A-1');
      expect(masters.remembered().bin('A-1')?.active).toBe(true);
      const work = () =>
        host.atomically(() => {
          masters.save('site', SITE);
          saveBin(bin('A-1', 'storage', false));
          expect([masters.remembered().bin('A-1')?.active, masters.remembered().site()?.code]).toEqual([false, 'S1']);
          throw new Error('out of paper');
        });
      expect(work).toThrow('out of paper');
      for (const asked of [masters, masters.remembered()]) expect([asked.bin('A-1')?.active, asked.site()]).toEqual([true, null]);
      expect(masters.count('site')).toBe(0);
    });
  });
}

const PEAS = item(0);

function item(n: number): Item {
  const found = ITEMS[n];
  if (!found) throw new Error(`no item ${n}`);
  return found;
}

/** Goods stand in bin A-1, which is of this kind. */
function standInA1({ things }: Ports, kind: BinKind): void {
  const { slice } = given().stock('L1', 'A-1', 5);
  for (const lot of slice.lots.values()) things.lot.save(lot);
  for (const row of slice.rows.values()) things.stock.add(row, { site: SITE.code, oneLot: holdsOneLot(kind) });
}
