import { type LotKey, lotKey, parseGtin, parseLotKey, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { saidIn } from '../lots/life-line.ts';

/** What one side of an anomaly said: which lot, from where to where, how much (steps). Null where its scan said nothing of it. */
export interface ClaimSaid {
  readonly command: string;
  readonly kind: string;
  readonly lot: LotKey | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly quantity: number | null;
  readonly pallet: string | null;
}

interface Row {
  readonly command: string;
  readonly kind: string;
  readonly body: string;
}

/** The scans behind both sides, in their own words. A scan that is not in the ledger is left out. */
export function claimsStore(db: SqliteDatabase): (claims: readonly { readonly command: string }[]) => readonly ClaimSaid[] {
  const act = db.prepare<[string], Row>('SELECT id AS command, kind, body FROM ledger WHERE id = ?');
  return (claims) =>
    claims.flatMap(({ command }) => {
      const row = act.get(command);
      return row ? [saidOf(row)] : [];
    });
}

function saidOf({ command, kind, body }: Row): ClaimSaid {
  const { payload = {} }: Partial<CommandBody> = JSON.parse(body);
  const { from, to, quantity } = saidIn(payload);
  return { command, kind, lot: lotIn(payload), from, to, quantity, pallet: typeof payload.pallet === 'string' ? payload.pallet : null };
}

/** A receipt names its item and the lot's number; every other act of one lot names its key. */
function lotIn({ item, lot }: CommandBody['payload']): LotKey | null {
  if (typeof lot !== 'string') return null;
  const gtin = typeof item === 'string' ? parseGtin(item) : null;
  const number = gtin && parseLotNumber(lot);
  return gtin && number ? lotKey(gtin, number) : parseLotKey(lot);
}
