import { Dexie, type Table } from 'dexie';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshDisk } from '../queue/paper-server.contract.ts';
import { pagesIn } from './page-marks.ts';
import { type Page, type SortedPages, sortedPages } from './sorted-pages.ts';

function openPages(disk: ReturnType<typeof freshDisk>, mostRead?: number) {
  const db = new Dexie('pages', disk);
  db.version(1).stores({ pages: 'first', marks: 'name' });
  const pages: Table<Page<number>, string> = db.table('pages');
  const map = sortedPages<number>({ table: 'pages', size: 3, ...(mostRead !== undefined && { mostRead }) });
  return {
    db,
    pages,
    inside: <T>(work: (map: SortedPages<number>) => Promise<T>) => db.transaction('rw', db.tables, async (tx) => work(map(pagesIn(tx)))),
  };
}

const aKey = fc.tuple(fc.constantFrom('a', 'b', 'ä', 'b\t'), fc.integer({ min: 0, max: 40 })).map(([letter, n]) => `${letter}/${n}`);
const changes = fc.array(fc.tuple(aKey, fc.option(fc.integer())), { maxLength: 20 }).map((entries) => new Map(entries));
const steps = fc.array(fc.record({ changes, tab: fc.boolean(), fails: fc.integer({ min: 0, max: 5 }).map((n) => n === 0) }), {
  maxLength: 15,
});

type Tab = ReturnType<typeof openPages>;

/** Writes through a tab; a write that fails halfway must leave nothing behind. */
async function write({ inside }: Tab, model: Map<string, number>, step: { changes: Map<string, number | null>; fails: boolean }) {
  const writing = inside(async (map) => {
    await map.write(step.changes);
    if (step.fails) throw new Error('the app was killed');
  });
  await writing.catch(() => undefined);
  if (step.fails) return;
  for (const [key, value] of step.changes) {
    if (value === null) model.delete(key);
    else model.set(key, value);
  }
}

async function expectSame({ inside }: Tab, model: ReadonlyMap<string, number>): Promise<void> {
  const sorted = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
  // Side by side, in one transaction and in several: each puts out of memory what the others are about to read.
  const oneByOne = () => inside((map) => Promise.all(sorted.map(([key]) => map.read([key, 'a/1']))));
  const values = (await Promise.all([oneByOne(), oneByOne()])).map((found) => found.map((each, n) => each.get(sorted[n]?.[0] ?? '')));
  for (const each of values) expect(each).toEqual(sorted.map(([, value]) => value));
  expect(await inside((map) => map.read([...model.keys(), 'c/1']))).toEqual(new Map(sorted));
  expect(await inside((map) => map.scan(['a/', 'b\t/']))).toEqual(sorted.filter(([key]) => /^(a|b\t)\//.test(key)));
  const some = await inside((map) => map.scanFrom('b/', 'b/2', 2));
  const rest = sorted.filter(([key]) => key.startsWith('b/') && key >= 'b/2');
  expect(some).toEqual(rest.slice(0, Math.max(some.length, Math.min(2, rest.length))));
}

describe('a sorted map in pages', () => {
  it('is what a map would be, from two tabs, with writes that fail halfway and little or much of it in memory', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(1, 2, 300), async (writes, mostRead) => {
        const disk = freshDisk();
        const tabs = [openPages(disk, mostRead), openPages(disk, mostRead)] as const;
        const model = new Map<string, number>();
        for (const step of writes) {
          await write(tabs[step.tab ? 0 : 1], model, step);
          for (const tab of tabs) await expectSame(tab, model);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps its pages small, and gives up those that empty', async () => {
    const { pages, inside } = openPages(freshDisk());
    const all = Array.from({ length: 50 }, (_, n) => `k${n}`);
    for (const key of all) await inside((map) => map.write(new Map([[key, 1]])));
    expect(Math.max(...(await pages.toArray()).map((page) => page.keys.length))).toBeLessThanOrEqual(6);
    await inside((map) => map.write(new Map(all.map((key) => [key, null]))));
    expect(await pages.toCollection().primaryKeys()).toEqual(['']);
  });

  it('is empty once cleared, for the other tab too, and can be filled again', async () => {
    const disk = freshDisk();
    const [one, two] = [openPages(disk), openPages(disk)];
    const full = new Map(Array.from({ length: 20 }, (_, n) => [`k${n}`, n]));
    await one.inside((map) => map.write(full));
    await two.inside((map) => map.read(['k1']));
    await one.inside((map) => map.clear());
    expect(await two.inside((map) => map.scan(['k']))).toEqual([]);
    await two.inside((map) => map.write(full));
    expect(await one.inside((map) => map.scan(['k']))).toHaveLength(20);
  });

  it('is read by the other tab after one page of it came back', async () => {
    const disk = freshDisk();
    const [one, two] = [openPages(disk), openPages(disk)];
    await one.inside((map) => map.write(new Map(Array.from({ length: 20 }, (_, n) => [`k${n}`, n]))));
    await one.inside((map) => map.clear());
    expect(await two.inside((map) => map.scan(['k']))).toEqual([]);
    await one.inside((map) => map.write(new Map([['k1', 1]])));
    expect(await two.inside((map) => map.scan(['k']))).toEqual([['k1', 1]]);
  });

  it('never loses its place when two maps of one database begin anew in the same moment', async () => {
    const disk = freshDisk();
    const db = new Dexie('pair', disk);
    db.version(1).stores({ rows: 'first', names: 'first', marks: 'name' });
    const pair = ['rows', 'names'].map((table) => sortedPages<number>({ table, size: 3 }));
    const both = <T>(work: (map: SortedPages<number>) => Promise<T>) =>
      db.transaction('rw', db.tables, async (tx) => {
        const inside = pagesIn(tx);
        return Promise.all(pair.map((map) => work(map(inside))));
      });
    for (let round = 0; round < 3; round++) {
      await both((map) => map.write(new Map(Array.from({ length: 20 }, (_, n) => [`k${n}`, n]))));
      const before = (await db.table('marks').get('this')).tokens;
      await both((map) => map.clear());
      const after = (await db.table('marks').get('this')).tokens;
      expect(after.rows).not.toBe(before.rows);
      expect(after.names).not.toBe(before.names);
      expect(await both((map) => map.scan(['k']))).toEqual([[], []]);
      await both((map) => map.write(new Map([['k1', 1]])));
      const one = [['k1', 1]];
      expect(await both((map) => map.scan(['k']))).toEqual([one, one]);
    }
  });

  it('reads a page once, and again only when another tab has written', async () => {
    const disk = freshDisk();
    const [one, two] = [openPages(disk), openPages(disk)];
    let read = 0;
    one.pages.hook('reading', (page) => {
      read += 1;
      return page;
    });
    await one.inside((map) => map.write(new Map([['k1', 1]])));
    read = 0;
    await one.inside((map) => map.write(new Map([['k2', 2]])));
    expect(await one.inside((map) => map.read(['k1', 'k2']))).toEqual(new Map(Object.entries({ k1: 1, k2: 2 })));
    expect(read).toBe(0);
    await two.inside((map) => map.write(new Map([['k2', 3]])));
    for (let n = 0; n < 2; n++) expect(await one.inside((map) => map.read(['k2']))).toEqual(new Map([['k2', 3]]));
    expect(read).toBe(1);
  });

  it('reads no more pages than it must to give the first few entries', async () => {
    const { pages, inside } = openPages(freshDisk());
    await inside((map) => map.write(new Map(Array.from({ length: 300 }, (_, n) => [`k${String(n).padStart(3, '0')}`, n]))));
    const read: string[] = [];
    pages.hook('reading', (page) => {
      read.push(page.first);
      return page;
    });
    expect((await inside((map) => map.scanFrom('k', 'k100', 4))).slice(0, 2)).toEqual([
      ['k100', 100],
      ['k101', 101],
    ]);
    expect(read.length).toBeLessThanOrEqual(3);
  });
});
