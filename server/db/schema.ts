import type { Migration } from './migrate.ts';
import { ledgerMigration } from './migrations/0001-ledger.ts';
import { accessMigration } from './migrations/0002-access.ts';
import { judgedOrderMigration } from './migrations/0003-judged-order.ts';
import { carriageMigration } from './migrations/0004-carriage.ts';
import { phonesMigration } from './migrations/0005-phones.ts';
import { wrongPinsMigration } from './migrations/0006-wrong-pins.ts';
import { judgedLaterMigration } from './migrations/0007-judged-later.ts';
import { judgedThenMigration } from './migrations/0008-judged-then.ts';

/** Every step of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [
  ledgerMigration,
  accessMigration,
  judgedOrderMigration,
  carriageMigration,
  phonesMigration,
  wrongPinsMigration,
  judgedLaterMigration,
  judgedThenMigration,
];
