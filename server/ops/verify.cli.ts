/** `npm run verify`: walks the ledger of the data folder in LOTKEEPER_DATA, or of the file named, and says whether it is as it was written. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { firstAuditBreak } from '../access/audit-store.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { verifyLedger } from '../ledger/verify.ts';

const path = process.argv[2] ?? join(process.env.LOTKEEPER_DATA ?? 'data', 'lotkeeper.db');
const db = new Database(path, { readonly: true, fileMustExist: true });
const schema = Number(db.pragma('user_version', { simple: true }));
if (schema !== MIGRATIONS.length) {
  console.error(
    `${path}: of another version (schema ${schema}; this one reads ${MIGRATIONS.length}). Start this version on it first; a restore checks it too.`,
  );
  process.exit(1);
}
const { acts, judgements, unsigned, broken } = verifyLedger(db);
const audit = firstAuditBreak(db);
db.close();
if (broken) {
  console.error(`${path}: not as it was written. First break: ${broken.table}, rev ${broken.rev} (${broken.what}).`);
  process.exitCode = 1;
} else if (audit !== null) {
  console.error(`${path}: not as it was written. First break: audit, act ${audit}.`);
  process.exitCode = 1;
} else {
  console.log(`${path}: ${acts} acts and ${judgements} judgements, whole.`);
  if (unsigned > 0) console.log(`${unsigned} of the acts are covered by no phone’s signature (yet).`);
}
