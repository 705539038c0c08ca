import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowKey } from '../../shared/domain/bins/stock-row.ts';
import { type Effect, effect } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import { addDays } from '../../shared/domain/engine/time.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { compareFefo, type Standing, whyNotEligible } from '../../shared/domain/fefo/eligibility.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import { freshDisk } from '../queue/paper-server.contract.ts';
import { fefoLine } from './fefo-line.ts';
import { loadSlice } from './load-slice.ts';
import { saveOverlay } from './overlay.ts';
import { binCard, binsOf, expectedLots, itemOf, lotCard, siteOf } from './questions.ts';
import { writeServerRows } from './server-rows.ts';
import { aLot, aRow, bin, lotChange, lotOf, masters, PEAS, rowChange, smallStore, TODAY } from './small-store.contract.ts';
import { ViewDatabase } from './view-database.ts';

const NOTHING: Touch = {
  lots: new Set(),
  items: new Set(),
  bins: new Set(),
  pallets: new Set(),
  lotNumbers: new Set(),
  commands: new Set(),
  anomalies: new Set(),
  shipments: new Set(),
  fefo: [],
};

async function viewOf(changes = smallStore()): Promise<ViewDatabase> {
  const view = new ViewDatabase('view-3-a', freshDisk());
  await view.writing((rows) => writeServerRows(rows, changes));
  return view;
}

async function load(view: ViewDatabase, touch: Partial<Touch>): Promise<Slice> {
  return view.reading(async (rows) => {
    const site = await siteOf(rows);
    if (!site) throw new Error('no site');
    return loadSlice(rows, site, { ...NOTHING, ...touch });
  });
}

function lay(view: ViewDatabase, effects: readonly Effect[]): Promise<void> {
  return view.writing((rows) => saveOverlay(rows, effects));
}

const L118 = lotOf('L-118');
const L200 = lotOf('L-200');
const HERE = aRow('A-01-1', L118, 40);
const THERE = aRow('A-01-3', L118, 40);

/** A pending report took all of L-118 from A-01-1 to A-01-3. */
async function moved(view: ViewDatabase): Promise<void> {
  await lay(view, [effect('stock', rowKey(HERE.bin, L118, ''), HERE, null), effect('stock', rowKey(THERE.bin, L118, ''), null, THERE)]);
}

describe('what the rules are given', () => {
  it('is a lot with its item, its rows and the bins and zones they stand in', async () => {
    const slice = await load(await viewOf(), { lots: new Set([L118]) });
    expect([...slice.rows.keys()]).toEqual(['A-01-1 09501101530003/L-118 ']);
    expect([...slice.lots.keys(), ...slice.items.keys(), ...slice.bins.keys(), ...slice.zones.keys()]).toEqual([L118, PEAS, 'A-01-1', 'F']);
  });

  it('is a bin with whatever stands in it, and nothing else', async () => {
    const slice = await load(await viewOf(), { bins: new Set([bin('A-02-1'), bin('A-02-2')]) });
    expect([[...slice.bins.keys()].sort(), [...slice.lots.keys()]]).toEqual([['A-02-1', 'A-02-2'], [L200]]);
  });

  it('is a bin with the goods disputed in it, and their lot', async () => {
    const lot = aLot(lotOf('L-300'), '2027-02-01');
    const { lot: _lot, bin: claimedBin, ...facts } = aRow('A-01-2', lot.key, 4);
    const goods = { ...facts, id: 'c-1', lot: lot.key, fromBin: null, claimedBin, since: facts.movedAt };
    const view = await viewOf([...smallStore(), lotChange(lot), { thing: 'unconfirmed', key: goods.id, after: goods }]);
    const slice = await load(view, { bins: new Set([claimedBin]) });
    expect([[...slice.unconfirmed.keys()], slice.lots.get(lot.key)]).toEqual([['c-1'], lot]);
  });

  it('shows goods where a pending report put them, and no longer where the server has them', async () => {
    const view = await viewOf();
    await moved(view);
    const slice = await load(view, { lots: new Set([L118]), bins: new Set([bin('A-01-1'), bin('A-01-3')]) });
    expect([...slice.rows.keys()]).toEqual([rowKey(THERE.bin, L118, '')]);
    expect((await view.reading((rows) => binCard(rows, bin('A-01-1'))))?.stands).toEqual([]);
    expect((await view.reading((rows) => lotCard(rows, L118)))?.stands.map((stand) => stand.row.bin)).toEqual(['A-01-3']);
  });

  it('counts a lot a pending report received among those that may be picked', async () => {
    const view = await viewOf();
    const early = lotOf('L-001');
    await lay(view, [
      effect('lot', early, null, aLot(early, '2026-11-25')),
      effect('stock', rowKey(bin('A-02-2'), early, ''), null, aRow('A-02-2', early, 5)),
    ]);
    expect((await view.reading((rows) => fefoLine(rows, { item: PEAS, on: TODAY, most: 2 }))).map(({ lot }) => lot.number)).toEqual([
      'L-001',
      'L-118',
    ]);
  });

  it('lists a bin that became something else only as what it is now', async () => {
    const view = await viewOf();
    const [staging] = await view.reading((rows) => binsOf(rows, 'staging'));
    if (!staging) throw new Error('no staging');
    await view.writing((rows) => writeServerRows(rows, [{ thing: 'bin', key: staging.code, after: { ...staging, kind: 'returns' } }]));
    expect([
      await view.reading((rows) => binsOf(rows, 'staging')),
      (await view.reading((rows) => binsOf(rows, 'returns'))).map(({ code }) => code),
    ]).toEqual([[], [staging.code]]);
  });

  it('no longer lists a lot as expected once a pending report received it', async () => {
    const waiting = aLot(lotOf('L-300'), '2027-02-01', 'expected');
    const view = await viewOf([...smallStore(), lotChange(waiting)]);
    expect((await view.reading(expectedLots)).map(({ lot }) => lot.number)).toEqual(['L-300']);
    await lay(view, [effect('lot', waiting.key, waiting, { ...waiting, status: 'available' })]);
    expect(await view.reading(expectedLots)).toEqual([]);
  });
});

interface Spec {
  readonly number: number;
  readonly expiresIn: number | null;
  readonly status: LotStatus;
  readonly bins: readonly string[];
  readonly pending: boolean;
}

/** Puts a lot up as the server has it, or as expected there and received by a pending report; returns where it stands. */
async function putUp(view: ViewDatabase, spec: Spec): Promise<Standing[]> {
  const key = lotOf(`L-${spec.number}`);
  const lot = aLot(key, spec.expiresIn === null ? null : addDays(TODAY, spec.expiresIn), spec.status);
  const stands = spec.bins.map((code) => aRow(code, key, 10));
  const there = spec.pending ? [lotChange(aLot(key, '2029-01-01', 'expected'))] : [lotChange(lot), ...stands.map(rowChange)];
  await view.writing((rows) => writeServerRows(rows, there));
  if (spec.pending) {
    await lay(view, [effect('lot', key, null, lot), ...stands.map((row) => effect('stock', rowKey(row.bin, key, ''), null, row))]);
  }
  const item = await view.reading((rows) => itemOf(rows, PEAS));
  const bins = await view.reading(binsOf);
  return stands.flatMap((row) =>
    bins.filter(({ code }) => item && code === row.bin).map((place) => ({ row, lot, item: item as Item, bin: place })),
  );
}

describe('the front of the FEFO line', () => {
  const lots = fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 60 }),
      expiresIn: fc.option(fc.integer({ min: -3, max: 40 })),
      status: fc.constantFrom<LotStatus>('available', 'available', 'available', 'hold', 'closed'),
      bins: fc.uniqueArray(fc.constantFrom('A-01-1', 'A-01-2', 'A-01-3', 'A-02-1', 'DOCK-1'), { maxLength: 3 }),
      pending: fc.boolean(),
    }),
    { selector: (each) => each.number, maxLength: 30 },
  );

  it('holds the first rows that may be picked, whether the server or a pending report has them', async () => {
    await fc.assert(
      fc.asyncProperty(lots, fc.integer({ min: 1, max: 5 }), async (spec, most) => {
        const view = await viewOf(masters());
        const standings = (await Promise.all(spec.map((each) => putUp(view, each)))).flat();
        const eligible = standings.filter((each) => whyNotEligible(each, { today: TODAY }) === null).sort(compareFefo);
        const found = await view.reading((rows) => fefoLine(rows, { item: PEAS, on: TODAY, most }));
        expect(found.map(({ row }) => [row.lot, row.bin])).toEqual(eligible.slice(0, most).map(({ row }) => [row.lot, row.bin]));
      }),
      { numRuns: 60 },
    );
  });

  it('is read no further than asked: a long line costs no more than a short one', async () => {
    const many = Array.from({ length: 200 }, (_, at) => aLot(lotOf(`M-${String(at).padStart(3, '0')}`), '2027-05-01'));
    const view = await viewOf([...masters(), ...many.flatMap((lot) => [lotChange(lot), rowChange(aRow('A-01-1', lot.key, 1))])]);
    const slice = await load(view, { fefo: [{ item: PEAS, on: TODAY, whole: false }] });
    expect(slice.lots.size).toBeLessThan(20);
    const whole = await load(view, { fefo: [{ item: PEAS, on: TODAY, whole: true }] });
    expect(whole.lots.size).toBe(200);
  });
});
