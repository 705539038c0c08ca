import type { Migration } from '../migrate.ts';

/**
 * What is known of a phone beside its key: how far its clock was off when it last pushed (ms, server minus phone), which
 * phone it was before its browser was wiped, and whether its browser promised to keep what it saves.
 */
export const phonesMigration: Migration = {
  number: 5,
  name: 'phones',
  sql: `
ALTER TABLE lane ADD COLUMN clock_off INTEGER;
CREATE TABLE phone_before (device TEXT PRIMARY KEY, was TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX phone_before_was ON phone_before (was);
CREATE TABLE phone_word (
  device TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  persisted INTEGER CHECK (persisted IN (0, 1))
) STRICT, WITHOUT ROWID;
`,
};
