import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** What a phone's newest lane says it still holds. */
export interface Held {
  readonly lane: string;
  readonly depth: number;
  /** What the phone is called. */
  readonly name: string;
}

/** A phone somebody should hear from: it holds scans, or a shift runs on it. */
export interface WatchedPhone {
  readonly device: string;
  readonly name: string;
  readonly held: number;
  readonly seenAt: EpochMs;
}

/** Phones as the timed check and an opening lane see them. */
export interface PhoneStore {
  /** The browser that signs in with this key once signed in with another: what it held is gone with that key. */
  noteBefore(device: string, was: string): void;
  before(device: string): string | null;
  held(device: string): Held | null;
  /** How many reports a lane still holds; 0 for one nobody knows. */
  depthOf(lane: string): number;
  watched(at: EpochMs): readonly WatchedPhone[];
  /** Open anomalies about phones that the timed check closes by itself. */
  openAnomalies(): readonly Pick<Anomaly, 'id' | 'code'>[];
}

/** Sorted by key so that the same rows always come first. */
const NEWEST_LANE = '(SELECT id FROM lane WHERE device = device.id ORDER BY seen_at DESC, id LIMIT 1)';
const OPEN_SHIFT = 'SELECT max(seen_at) FROM session WHERE session.device = device.id AND revoked_at IS NULL AND expires_at > @at';

const WATCHED = `
WITH seen AS (
  SELECT device.id AS device, device.name, ifnull(lane.depth, 0) AS held, lane.seen_at AS laneAt, (${OPEN_SHIFT}) AS shiftAt
  FROM device LEFT JOIN lane ON lane.id = ${NEWEST_LANE}
  WHERE NOT EXISTS (SELECT 1 FROM phone_before WHERE was = device.id)
)
SELECT device, name, held, max(ifnull(laneAt, 0), ifnull(shiftAt, 0)) AS seenAt FROM seen
WHERE held > 0 OR shiftAt IS NOT NULL ORDER BY device`;

export function phoneStore(db: SqliteDatabase): PhoneStore {
  const note = db.prepare<[string, string]>('INSERT OR IGNORE INTO phone_before (device, was) VALUES (?, ?)');
  const before = db.prepare<[string], string>('SELECT was FROM phone_before WHERE device = ?').pluck();
  const held = db.prepare<[string], Held>(`SELECT lane.id AS lane, depth, device.name FROM lane JOIN device ON device.id = lane.device
     WHERE lane.device = ? ORDER BY lane.seen_at DESC, lane.id LIMIT 1`);
  const depth = db.prepare<[string], number>('SELECT depth FROM lane WHERE id = ?').pluck();
  const watched = db.prepare<[object], WatchedPhone>(WATCHED);
  const open = db.prepare<[], Pick<Anomaly, 'id' | 'code'>>(
    "SELECT id, code FROM anomaly WHERE code IN ('device-silent', 'scans-lost') AND closed_at IS NULL ORDER BY id",
  );
  return {
    noteBefore: (device, was) => void note.run(device, was),
    before: (device) => before.get(device) ?? null,
    held: (device) => held.get(device) ?? null,
    depthOf: (lane) => depth.get(lane) ?? 0,
    watched: (at) => watched.all({ at }),
    openAnomalies: () => open.all(),
  };
}
