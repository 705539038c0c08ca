import type { Migration } from '../migrate.ts';

/**
 * Where an act stood that was judged as it arrived and out of its place, before acts were put in judged order: `at` takes
 * the place of a `judged_at` its judgement (`rev`) has no word of, and that is chained and cannot be given one.
 */
const JUDGED_THEN = `
CREATE TABLE judged_then (rev INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TRIGGER judged_then_refuses_update BEFORE UPDATE ON judged_then BEGIN SELECT RAISE(ABORT, 'what was judged then stays'); END;
CREATE TRIGGER judged_then_refuses_delete BEFORE DELETE ON judged_then BEGIN SELECT RAISE(ABORT, 'what was judged then stays'); END;
`;

/** What those acts name besides lots and bins: the command an undo is of, and the shipment of a dispatch. */
const NAMES_OF_ACTS = `
INSERT OR IGNORE INTO ledger_touch (name, at, rev)
  SELECT 'act ' || named.value, occurred_at, ledger.rev
  FROM ledger, json_each(json_array(body ->> '$.payload.of', body ->> '$.payload.shipment')) AS named
  WHERE kind IN ('void', 'dispatch') AND named.value IS NOT NULL;
INSERT OR IGNORE INTO ledger_touch (name, at, rev)
  SELECT 'act ' || (effect.value ->> '$.key'), occurred_at, ledger.rev
  FROM judgement JOIN ledger ON ledger.id = judgement.command, json_each(judgement.effects) AS effect
  WHERE effect.value ->> 'thing' = 'shipment';
`;

/**
 * Acts of that time were judged once, under their own rev, over what all before them had left: each stands after the one
 * before it, at its own time if that is later, else at the other's instant, or a millisecond more where its id would
 * put it before that one. A late report finds it there, too.
 */
const IN_ORDER_OF_ARRIVAL = `
INSERT INTO judged_then (rev, at)
WITH RECURSIVE stood (rev, id, at, own) AS (
  SELECT * FROM (SELECT rev, id, occurred_at, occurred_at FROM ledger ORDER BY rev LIMIT 1)
  UNION ALL
  SELECT ledger.rev, ledger.id,
    iif((stood.at, stood.id) < (occurred_at, ledger.id), occurred_at, stood.at + (stood.id > ledger.id)),
    occurred_at
  FROM stood JOIN ledger ON ledger.rev = (SELECT min(rev) FROM ledger AS later WHERE later.rev > stood.rev)
)
SELECT rev, at FROM stood WHERE at <> own;
INSERT OR IGNORE INTO ledger_touch (name, at, rev)
  SELECT name, judged_then.at, rev FROM ledger_touch CROSS JOIN judged_then USING (rev);
`;

/** Schema 3 brought judged order. */
export const judgedThenMigration: Migration = {
  number: 8,
  name: 'judged-then',
  sql: JUDGED_THEN,
  toOlder: { than: 3, sql: NAMES_OF_ACTS + IN_ORDER_OF_ARRIVAL },
};
