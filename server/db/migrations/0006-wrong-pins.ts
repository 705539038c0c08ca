import type { Migration } from '../migrate.ts';

/**
 * Wrong PINs of a badge within a day, on phones its worker has never signed in on, by whoever enrolled them: a worker who
 * enrols one phone after the other gets no more guesses at somebody else's PIN by it.
 */
export const wrongPinsMigration: Migration = {
  number: 6,
  name: 'wrong-pins',
  sql: `
CREATE TABLE pin_guess (
  badge TEXT NOT NULL,
  registrar TEXT NOT NULL,
  since INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (badge, registrar)
) STRICT, WITHOUT ROWID;
`,
};
