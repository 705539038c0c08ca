import type { Migration } from '../migrate.ts';

/**
 * `ledger_touch` says which acts touch a lot or a one-lot bin (a count: any bin), at the instant they count in judged
 * order: so that a late report finds what comes after it. It stands in for `ledger_lot`. `judged_at`: where an act that
 * had waited for a lot counts instead of at its own time.
 */
const TOUCH = `
CREATE TABLE ledger_touch (name TEXT NOT NULL, at INTEGER NOT NULL, rev INTEGER NOT NULL, PRIMARY KEY (name, at, rev)) STRICT, WITHOUT ROWID;
INSERT INTO ledger_touch (name, at, rev)
  SELECT 'lot ' || lot, occurred_at, ledger.rev FROM ledger_lot JOIN ledger ON ledger.rev = ledger_lot.rev;
INSERT OR IGNORE INTO ledger_touch (name, at, rev)
  SELECT 'bin ' || bin.code, occurred_at, ledger.rev
  FROM judgement JOIN ledger ON ledger.id = judgement.command, json_each(judgement.effects) AS effect
  JOIN bin ON bin.one_lot = 1 AND bin.code IN (
    effect.value ->> '$.after.bin', effect.value ->> '$.before.bin', effect.value ->> '$.after.claimedBin', effect.value ->> '$.before.claimedBin'
  )
  WHERE effect.value ->> 'thing' IN ('stock', 'unconfirmed');
INSERT OR IGNORE INTO ledger_touch (name, at, rev)
  SELECT 'bin ' || (body ->> '$.payload.bin'), occurred_at, rev FROM ledger WHERE kind = 'count' AND body ->> '$.payload.bin' IS NOT NULL;
DROP TABLE ledger_lot;
CREATE INDEX ledger_in_judged_order ON ledger (occurred_at, id);
ALTER TABLE judgement ADD COLUMN judged_at INTEGER;
`;

/** What judged order needs to be found again. */
export const judgedOrderMigration: Migration = { number: 3, name: 'judged-order', sql: TOUCH };
