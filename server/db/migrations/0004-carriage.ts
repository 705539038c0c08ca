import type { Migration } from '../migrate.ts';

/** Which phone brought another's reports, up to which number of that lane, and its signature over what it brought. */
const CARRIAGE = `
CREATE TABLE carriage (
  lane TEXT NOT NULL,
  upto_seq INTEGER NOT NULL,
  brought INTEGER NOT NULL CHECK (brought > 0),
  courier TEXT NOT NULL,
  sig TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (lane, upto_seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER carriage_refuses_update BEFORE UPDATE ON carriage BEGIN SELECT RAISE(ABORT, 'the carriage is append-only'); END;
CREATE TRIGGER carriage_refuses_delete BEFORE DELETE ON carriage BEGIN SELECT RAISE(ABORT, 'the carriage is append-only'); END;
`;

/** Reports that came by courier. */
export const carriageMigration: Migration = { number: 4, name: 'carriage', sql: CARRIAGE };
