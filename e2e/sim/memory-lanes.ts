import type { JudgementRow } from '../../server/ledger/ledger.ts';
import type { Lane, LaneStore, Place } from '../../server/sync/lane-store.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { ledgerTables, nthOf } from './memory-ledger.ts';
import { Forbidden } from './memory-stock.ts';

/** Lanes and their numbers in memory. */
export function memoryLanes(disk: MemoryDisk): LaneStore {
  const { lanes, places, placesByLane } = laneTables(disk);
  const carriages = disk.table<string, Lane>('carriage');
  const { rows, latest, judgements, revOfNth } = ledgerTables(disk);
  /** In the order of their numbers. */
  const placesOf = (lane: string) => placesByLane.get(lane) ?? [];
  const save = ({ id, device, lastSeq, head }: Lane) => lanes.set(id, { id, device: lanes.get(id)?.device ?? device, lastSeq, head });
  /** Judgements of an act after its first, in order. */
  const laterOn = (id: string): JudgementRow[] => {
    const later: JudgementRow[] = [];
    for (let n = 2; n <= (latest.get(id)?.n ?? 0); n++) {
      const judged = judgements.get(revOfNth.get(nthOf(id, n)) ?? 0);
      if (judged) later.push(judged);
    }
    return later;
  };
  return {
    lane: (id) => lanes.get(id) ?? null,
    save,
    carry: (lane, { brought }) => {
      if (brought === 0) return;
      const end = `${lane.id} ${lane.lastSeq}`;
      if (carriages.has(end)) throw new Forbidden(`${end} was carried already`);
      carriages.set(end, lane);
      save(lane);
    },
    place: (place) => {
      if (places.has(`${place.lane} ${place.seq}`)) throw new Forbidden(`${place.seq} of lane ${place.lane} is taken`);
      places.set(`${place.lane} ${place.seq}`, place);
      placesByLane.set(
        place.lane,
        [...placesOf(place.lane), place].sort((a, b) => a.seq - b.seq),
      );
    },
    lastOf: (lane) => {
      for (const { ledgerRev } of placesOf(lane).toReversed()) {
        const act = rows.get(ledgerRev);
        if (act && act.kind !== 'scans-lost') return { at: act.occurredAt, id: act.id };
      }
      return null;
    },
    placeAt: (lane, seq) => places.get(`${lane} ${seq}`) ?? null,
    secondThoughts: (lane, after, most) => {
      const stretch = placesOf(lane).filter(({ seq }) => seq > after);
      const looked = stretch.slice(0, most);
      const judged = looked.flatMap(({ ledgerRev }) => laterOn(rows.get(ledgerRev)?.id ?? ''));
      return { verdicts: judged.map(({ verdict }) => verdict), last: looked.at(-1)?.seq ?? null };
    },
    ackAt: (lane, rev) => {
      let last = 0;
      for (const { seq, uptoRev } of placesOf(lane)) if (uptoRev <= rev) last = seq;
      return last;
    },
  };
}

export function laneTables(disk: MemoryDisk) {
  return {
    lanes: disk.table<string, Lane>('lane'),
    places: disk.table<string, Place>('lane-place'),
    placesByLane: disk.table<string, readonly Place[]>('lane-places'),
  };
}
