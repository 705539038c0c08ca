import { Dexie } from 'dexie';
import { api, wireOf } from '../../../client/api.ts';
import { allServerRows } from '../../../client/local/server-rows.ts';
import { THINGS } from '../../../client/local/view-database.ts';
import type { SnapshotReply, ViewChange } from '../../../shared/wire/feed.ts';
import { type BenchPhone, lineIsBack, until, viewOf } from './phone.ts';

/** As many as the phone asks for at a time. */
const PAGE_ROWS = 2000;

export interface Copied {
  readonly rows: number;
  readonly productMs: number;
  readonly floorMs: number;
}

/** The phone's first copy, from the line's return until it answers; and the same rows, already here, put into a plain database. */
export async function copyStock(phone: BenchPhone, floorFirst: boolean): Promise<Copied> {
  const pages = await fetchPages();
  const early = floorFirst ? await putPlainly(pages) : null;
  const from = performance.now();
  lineIsBack(phone);
  await until(({ dataAsOf }) => dataAsOf !== null);
  const productMs = performance.now() - from;
  const floorMs = early ?? (await putPlainly(pages));
  const rows = await rowsIn(phone);
  if (rows !== pages.flat().length) throw new Error(`the phone holds ${rows} rows of ${pages.flat().length}`);
  return { rows, productMs, floorMs };
}

async function fetchPages(): Promise<ViewChange[][]> {
  const { snapshot } = wireOf(api);
  const pages: ViewChange[][] = [];
  for (let after: SnapshotReply['next'] = null, more = true; more; more = after !== null) {
    const answer = await snapshot({ after, limit: PAGE_ROWS });
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    pages.push([...answer.value.rows]);
    after = answer.value.next;
  }
  return pages;
}

/** One record a row, a page to a transaction, no index; as soon on disk as the phone's own copy. */
async function putPlainly(pages: readonly (readonly ViewChange[])[]): Promise<number> {
  const db = new Dexie('plain', { chromeTransactionDurability: 'relaxed' });
  db.version(1).stores(Object.fromEntries(THINGS.map((thing) => [thing, ''])));
  await db.open();
  const from = performance.now();
  for (const page of pages) {
    await db.transaction('rw', db.tables, async () => {
      for (const thing of THINGS) {
        const rows = page.filter((row) => row.thing === thing);
        if (rows.length > 0)
          await db.table(thing).bulkPut(
            rows.map(({ after }) => after),
            rows.map(({ key }) => key),
          );
      }
    });
  }
  const ms = performance.now() - from;
  db.close();
  return ms;
}

async function rowsIn(phone: BenchPhone): Promise<number> {
  const view = await viewOf(phone);
  return view.reading(async (copy) => {
    let rows = 0;
    for (const thing of THINGS) rows += (await allServerRows(copy, thing)).length;
    return rows;
  });
}
