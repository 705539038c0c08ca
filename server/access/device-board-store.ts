import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** One phone as supervisors see it. */
export interface BoardPhone {
  readonly id: string;
  readonly name: string;
  readonly registeredAt: EpochMs;
  readonly revokedAt: EpochMs | null;
  /** When it last pushed, or anyone used it; null: never heard of since it was enrolled. */
  readonly seenAt: EpochMs | null;
  /** Who signed in on it last, and whether that shift still runs. */
  readonly worker: string | null;
  readonly onShift: boolean;
  /** Scans it has told of and not handed in. */
  readonly held: number;
  /** When the oldest of them was made, as the server's clock would say it. */
  readonly oldestAt: EpochMs | null;
  /** Server minus phone, ms, when it last pushed. */
  readonly clockOff: number | null;
  readonly build: string | null;
  /** Whether its browser promised to keep what it saves; null: it has not said. */
  readonly persisted: boolean | null;
  /** The same browser has signed in as another phone since: this one's storage was wiped. */
  readonly wiped: boolean;
}

interface Row extends Omit<BoardPhone, 'persisted' | 'wiped' | 'onShift'> {
  readonly persisted: 0 | 1 | null;
  readonly wiped: 0 | 1;
  readonly onShift: 0 | 1;
}

/** More phones than any cold store has; newest heard of first. */
const MOST_PHONES = 500;

const BOARD = `
WITH phone AS (
  SELECT device.*,
    (SELECT id FROM lane WHERE device = device.id ORDER BY seen_at DESC, id LIMIT 1) AS lane,
    (SELECT token_hash FROM session WHERE device = device.id ORDER BY created_at DESC, id LIMIT 1) AS session
  FROM device
)
SELECT phone.id, phone.name, phone.registered_at AS registeredAt, phone.revoked_at AS revokedAt,
  nullif(max(ifnull(lane.seen_at, 0), ifnull(session.seen_at, 0)), 0) AS seenAt,
  worker.name AS worker, ifnull(session.revoked_at IS NULL AND session.expires_at > @now, 0) AS onShift,
  ifnull(lane.depth, 0) AS held, iif(lane.depth > 0, lane.oldest_wall + ifnull(lane.clock_off, 0), NULL) AS oldestAt,
  lane.clock_off AS clockOff, lane.build, phone_word.persisted,
  EXISTS (SELECT 1 FROM phone_before WHERE was = phone.id) AS wiped
FROM phone LEFT JOIN lane ON lane.id = phone.lane LEFT JOIN session ON session.token_hash = phone.session
LEFT JOIN worker ON worker.id = session.worker LEFT JOIN phone_word ON phone_word.device = phone.id
ORDER BY seenAt DESC, phone.id LIMIT ${MOST_PHONES}`;

export function deviceBoardStore(db: SqliteDatabase) {
  const board = db.prepare<[object], Row>(BOARD);
  const tell = db.prepare<unknown[]>(
    `INSERT INTO phone_word (device, at, persisted) VALUES (@device, @at, @persisted)
     ON CONFLICT (device) DO UPDATE SET at = @at, persisted = @persisted`,
  );
  return {
    board: (now: EpochMs): readonly BoardPhone[] =>
      board.all({ now }).map(({ persisted, wiped, onShift, ...row }) => ({
        ...row,
        persisted: persisted === null ? null : persisted === 1,
        wiped: wiped === 1,
        onShift: onShift === 1,
      })),
    tell: (device: string, { persisted, at }: { persisted: boolean | null; at: EpochMs }) =>
      void tell.run({ device, at, persisted: persisted === null ? null : Number(persisted) }),
  };
}
