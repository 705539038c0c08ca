import type { Lane, LaneStore, Place } from '../../server/sync/lane-store.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { ledgerTables } from './memory-ledger.ts';
import { Forbidden } from './memory-stock.ts';

/** Lanes and their numbers in memory. */
export function memoryLanes(disk: MemoryDisk): LaneStore {
  const { lanes, places } = laneTables(disk);
  const { rows, latest } = ledgerTables(disk);
  return {
    lane: (id) => lanes.get(id) ?? null,
    save: (lane) => lanes.set(lane.id, { id: lane.id, device: lane.device, lastSeq: lane.lastSeq, head: lane.head }),
    carry: (lane, { brought }) => {
      if (brought > 0) lanes.set(lane.id, { id: lane.id, device: lane.device, lastSeq: lane.lastSeq, head: lane.head });
    },
    place: (place) => {
      if (places.has(`${place.lane} ${place.seq}`)) throw new Forbidden(`${place.seq} of lane ${place.lane} is taken`);
      places.set(`${place.lane} ${place.seq}`, place);
    },
    lastOf: (lane) => {
      let last: Place | null = null;
      for (const place of places.values()) if (place.lane === lane && place.seq > (last?.seq ?? 0)) last = place;
      const row = last && rows.get(last.ledgerRev);
      return row ? { at: row.occurredAt, id: row.id } : null;
    },
    placeAt: (lane, seq) => places.get(`${lane} ${seq}`) ?? null,
    secondThoughts: (lane, after, most) => {
      const stretch = [...places.values()].filter((place) => place.lane === lane && place.seq > after).sort((a, b) => a.seq - b.seq);
      const looked = stretch.slice(0, most);
      const judged = looked.flatMap(({ ledgerRev }) => latest.get(rows.get(ledgerRev)?.id ?? '') ?? []);
      return { verdicts: judged.filter(({ n }) => n > 1).map(({ verdict }) => verdict), last: looked.at(-1)?.seq ?? null };
    },
    ackAt: (lane, rev) => {
      let last = 0;
      for (const place of places.values()) if (place.lane === lane && place.uptoRev <= rev && place.seq > last) last = place.seq;
      return last;
    },
  };
}

export function laneTables(disk: MemoryDisk) {
  return { lanes: disk.table<string, Lane>('lane'), places: disk.table<string, Place>('lane-place') };
}
