import type { Migration } from '../migrate.ts';

const PEOPLE_AND_PHONES = `
CREATE TABLE worker (
  id TEXT PRIMARY KEY,
  badge TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  language TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  pin_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  thumbprint TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  name TEXT NOT NULL,
  registered_at INTEGER NOT NULL,
  registered_by TEXT NOT NULL REFERENCES worker (id),
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  worker TEXT NOT NULL REFERENCES worker (id),
  device TEXT NOT NULL REFERENCES device (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_device ON session (device) WHERE revoked_at IS NULL;
CREATE INDEX session_of_worker ON session (worker) WHERE revoked_at IS NULL;
`;

/**
 * Wrong PINs by badge as typed (a badge nobody wears locks like any other) and phone; the phone is '' for all
 * phones nobody has signed in on yet: they share one count per badge.
 */
const GUARDS = `
CREATE TABLE pin_failure (
  badge TEXT NOT NULL,
  device TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (badge, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE setup_token (token_hash TEXT PRIMARY KEY, minted_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE access_audit (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  worker TEXT,
  device TEXT,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  chain TEXT NOT NULL
) STRICT;
CREATE TRIGGER access_audit_refuses_update BEFORE UPDATE ON access_audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER access_audit_refuses_delete BEFORE DELETE ON access_audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
`;

/** People, phones, sessions, and what guards signing in. */
export const accessMigration: Migration = { number: 2, name: 'access', sql: PEOPLE_AND_PHONES + GUARDS };
