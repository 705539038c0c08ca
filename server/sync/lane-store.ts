import type { Position } from '../../shared/domain/engine/fold.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** A lane as far as the server has it: its last number and the head after it. */
export interface Lane {
  readonly id: string;
  readonly device: string;
  readonly lastSeq: number;
  readonly head: string;
}

/** What a phone tells of itself with every push. */
export interface LaneReport {
  readonly at: number;
  readonly depth: number;
  readonly oldestWall: number | null;
  readonly bytes: number;
  readonly build: string;
  /** Server minus phone, ms. */
  readonly clockOff: number;
}

/** Another phone brought this many of a lane's reports, and signed for it. */
export interface Carriage {
  readonly deviceId: string;
  readonly sig: string;
  readonly at: number;
  readonly brought: number;
}

/** A number of a lane, and the ledger row that stands there. */
export interface Place {
  readonly lane: string;
  readonly seq: number;
  readonly ledgerRev: number;
  /** The newest rev when it was placed: a view that is as new holds its effects. */
  readonly uptoRev: number;
  readonly head: string;
  /** The signature over this head, where a push ended. */
  readonly sig: string | null;
}

export interface LaneStore {
  lane(id: string): Lane | null;
  /** Writes where the lane stands now, opening it if it is new. */
  save(lane: Lane, report: LaneReport): void;
  /** The same after a courier's push: the lane's own phone was not heard of, but it waits for less. */
  carry(lane: Lane, carriage: Carriage): void;
  place(place: Place): void;
  /** The lane's last report in judged order: none of its own comes before that. */
  lastOf(lane: string): Position | null;
  placeAt(lane: string, seq: number): Pick<Place, 'ledgerRev' | 'head'> | null;
  /** Later judgements of up to so many of the lane's numbers after one (JSON of their verdicts), and the last number looked at; null: it was the last. */
  secondThoughts(lane: string, after: number, most: number): { readonly verdicts: readonly string[]; readonly last: number | null };
  /** The highest number of the lane whose effects a view at this rev holds. */
  ackAt(lane: string, rev: number): number;
}

export function laneStore(db: SqliteDatabase): LaneStore {
  const lane = db.prepare<[string], Lane>('SELECT id, device, last_seq AS lastSeq, head FROM lane WHERE id = ?');
  const save = db.prepare<unknown[]>(
    `INSERT INTO lane (id, device, last_seq, head, opened_at, seen_at, depth, oldest_wall, bytes, build, clock_off)
     VALUES (@id, @device, @lastSeq, @head, @at, @at, @depth, @oldestWall, @bytes, @build, @clockOff)
     ON CONFLICT (id) DO UPDATE SET last_seq = @lastSeq, head = @head, seen_at = @at, depth = @depth,
       oldest_wall = @oldestWall, bytes = @bytes, build = @build,
       clock_off = @clockOff`,
  );
  const carried = db.prepare<unknown[]>(
    `INSERT INTO lane (id, device, last_seq, head, opened_at, seen_at, depth, oldest_wall, bytes, build)
     VALUES (@id, @device, @lastSeq, @head, @at, @at, 0, NULL, 0, '')
     ON CONFLICT (id) DO UPDATE SET last_seq = @lastSeq, head = @head, depth = max(0, depth - @brought)`,
  );
  const signFor = db.prepare<unknown[]>(
    'INSERT INTO carriage (lane, upto_seq, brought, courier, sig, at) VALUES (@id, @lastSeq, @brought, @deviceId, @sig, @at)',
  );
  const place = db.prepare<unknown[]>('INSERT INTO lane_place (lane, seq, ledger_rev, upto_rev, head, sig) VALUES (?, ?, ?, ?, ?, ?)');
  const placeAt = db.prepare<[string, number], Pick<Place, 'ledgerRev' | 'head'>>(
    'SELECT ledger_rev AS ledgerRev, head FROM lane_place WHERE lane = ? AND seq = ?',
  );
  const lastOf = db.prepare<[string], Position>(
    `SELECT occurred_at AS at, ledger.id FROM lane_place JOIN ledger ON ledger.rev = ledger_rev
     WHERE lane_place.lane = ? AND kind <> 'scans-lost' ORDER BY lane_place.seq DESC LIMIT 1`,
  );
  const stretchEnd = db
    .prepare<[string, number, number], number>(
      'SELECT max(seq) FROM (SELECT seq FROM lane_place WHERE lane = ? AND seq > ? ORDER BY seq LIMIT ?)',
    )
    .pluck();
  const revised = db
    .prepare<[string, number, number], string>(
      `SELECT verdict FROM lane_place JOIN ledger ON ledger.rev = ledger_rev JOIN judgement ON command = ledger.id AND n > 1
       WHERE lane_place.lane = ? AND lane_place.seq > ? AND lane_place.seq <= ? ORDER BY lane_place.seq, n`,
    )
    .pluck();
  const ackAt = db
    .prepare<[string, number], number>('SELECT seq FROM lane_place WHERE lane = ? AND upto_rev <= ? ORDER BY seq DESC LIMIT 1')
    .pluck();
  return {
    lane: (id) => lane.get(id) ?? null,
    save: (row, report) => void save.run({ ...row, ...report }),
    carry: (row, carriage) => {
      if (carriage.brought === 0) return;
      carried.run({ ...row, ...carriage });
      signFor.run({ ...row, ...carriage });
    },
    place: ({ lane: id, seq, ledgerRev, uptoRev, head, sig }) => void place.run(id, seq, ledgerRev, uptoRev, head, sig),
    lastOf: (id) => lastOf.get(id) ?? null,
    placeAt: (id, seq) => placeAt.get(id, seq) ?? null,
    secondThoughts: (id, after, most) => {
      const last = stretchEnd.get(id, after, most) ?? null;
      return { verdicts: last === null ? [] : revised.all(id, after, last), last };
    },
    ackAt: (id, rev) => ackAt.get(id, rev) ?? 0,
  };
}
