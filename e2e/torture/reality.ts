import { rowsOf } from '../ledger.ts';
import { BINS } from './site.ts';
import { note, type Tally } from './tally.ts';
import { asDraft, type Warehouse } from './warehouse.ts';
import type { PhoneOnLine, World } from './world.ts';

/** Until a phone whose clock was set right knows the server's time, and longer than it is then uncertain. */
const SETTLE_MS = 600;

/** Somebody counts every bin, with a clock that is right: from then on the scans show every disagreement there is. */
export async function countEverything({ warehouse, phones }: World): Promise<void> {
  const [counter] = phones;
  if (!counter) return;
  await counter.phone.do('setClock', { ahead: 0 });
  await counter.phone.do('restart');
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  for (const bin of BINS.all) await countBin(counter, warehouse, bin);
}

async function countBin({ phone, kept }: PhoneOnLine, warehouse: Warehouse, bin: string): Promise<void> {
  const { id } = await phone.do('scan', { draft: asDraft('count', { bin, found: warehouse.found(bin) }), bold: true });
  if (id) kept.push(id);
}

/** Wherever books and goods differ an open anomaly says so, by bin and lot. */
export function checkReality(dataDir: string, warehouse: Warehouse, tally: Tally): void {
  const books = new Map(
    rowsOf<{ place: string; quantity: number }>(
      dataDir,
      `SELECT bin || ' ' || lot AS place, sum(quantity) AS quantity FROM stock GROUP BY bin, lot`,
    ).map(({ place, quantity }) => [place, quantity]),
  );
  const flagged = new Set(
    rowsOf<{ place: string }>(dataDir, `SELECT bin || ' ' || lot AS place FROM anomaly WHERE closed_at IS NULL AND bin IS NOT NULL`).map(
      ({ place }) => place,
    ),
  );
  const real = new Map(BINS.all.flatMap((bin) => warehouse.found(bin).map(({ lot, quantity }) => [`${bin} ${lot}`, quantity])));
  for (const place of new Set([...books.keys(), ...real.keys()])) {
    const [there, booked] = [real.get(place) ?? 0, books.get(place) ?? 0];
    if (there === booked) continue;
    if (flagged.has(place)) tally.disagreements += 1;
    else note(tally, 'unflagged', `${place}: ${there} there, ${booked} booked, and nobody is told`);
  }
}
