import { canonicalJson, GENESIS } from '../../shared/wire/canonical.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { tokenHash } from './token.ts';

/** Who did what to people and phones: kept for ever, each row chained to the one before. */
export interface AccessAct {
  readonly at: number;
  readonly act:
    | 'site-set-up'
    | 'signed-in'
    | 'signed-out'
    | 'sign-in-locked'
    | 'device-registered'
    | 'device-revoked'
    | 'device-readmitted'
    | 'shift-readmitted'
    | 'pin-reset'
    | 'worker-added'
    | 'worker-changed'
    | 'data-imported'
    | 'backup-restored';
  readonly worker: string | null;
  readonly device: string | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

type StoredAct = Omit<AccessAct, 'facts'> & { readonly n: number; readonly facts: string; readonly chain: string };

/** The next link of the audit's chain: what stood before, and all the act says. */
export function auditLink(previous: string, act: AccessAct): string {
  return tokenHash(`${previous}|${canonicalJson(act)}`);
}

/** Walks the audit from its beginning; the number of the first act that is not as it was written, or null. */
export function firstAuditBreak(db: SqliteDatabase): number | null {
  const all = db.prepare<[], StoredAct>('SELECT n, at, act, worker, device, facts, chain FROM access_audit ORDER BY n');
  let chain = GENESIS;
  for (const { n, facts, chain: stored, ...act } of all.iterate()) {
    chain = auditLink(chain, { ...act, facts: JSON.parse(facts) });
    if (chain !== stored) return n;
  }
  return null;
}
