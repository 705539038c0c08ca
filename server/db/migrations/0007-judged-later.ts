import type { Migration } from '../migrate.ts';

/** Few acts count elsewhere than at their own time; where the last of them counts is asked for with every push. */
export const judgedLaterMigration: Migration = {
  number: 7,
  name: 'judged-later',
  sql: 'CREATE INDEX judgement_judged_later ON judgement (judged_at, command) WHERE judged_at IS NOT NULL;',
};
