import type { KeyObject } from 'node:crypto';
import { readPublicKey } from '../access/device-key.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { isHeadSigned } from '../sync/head-signature.ts';

interface Signed {
  readonly lane: string;
  readonly headSeq: number;
  readonly rev: number;
  readonly head: string;
  readonly sig: string;
  readonly publicKey: string | null;
}

export interface Signatures {
  /** Acts of phones that no signature covers: what a broken push left at the end of a lane, or a tail somebody took the signature from. */
  readonly unsigned: number;
  /** The rev of the first that is not its phone's. */
  readonly forgedAt: number | null;
}

/** Checks every signature kept with a lane against its phone's key. One vouches for all of its lane up to where it stands. */
export function walkSignatures(db: SqliteDatabase): Signatures {
  const all = db.prepare<[], Signed>(
    `SELECT lane_place.lane, seq AS headSeq, ledger_rev AS rev, lane_place.head, sig, public_key AS publicKey
     FROM lane_place LEFT JOIN lane ON lane.id = lane_place.lane LEFT JOIN device ON device.id = lane.device
     WHERE sig IS NOT NULL ORDER BY lane_place.lane, seq`,
  );
  const keys = new Map<string, KeyObject>();
  for (const { publicKey, ...place } of all.iterate()) {
    if (publicKey === null || !isHeadSigned(keyOf(keys, publicKey), place)) return { unsigned: 0, forgedAt: place.rev };
  }
  const unsigned = db
    .prepare<[], number>(
      `SELECT count(*) FROM lane_place
       WHERE seq > ifnull((SELECT max(seq) FROM lane_place AS signed WHERE signed.lane = lane_place.lane AND signed.sig IS NOT NULL), 0)`,
    )
    .pluck();
  return { unsigned: unsigned.get() ?? 0, forgedAt: null };
}

function keyOf(keys: Map<string, KeyObject>, text: string): KeyObject {
  const key = keys.get(text) ?? readPublicKey(text);
  keys.set(text, key);
  return key;
}
