import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Small, and not to be made again: what receipts and certificates are sealed with, who is revoked, and what phones trust. */
const BESIDE = ['receipt.key', 'enrolment.key', 'revoked-phones.jsonl', 'trust'];
const FOLDER = 'beside-the-database';

/** Copies what lies beside the database to the backups, so that a dead disk does not cost every phone its trust. */
export function keepBeside(dataDir: string, backupFolder: string): void {
  const to = join(backupFolder, FOLDER);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of BESIDE) if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(to, name), { recursive: true });
}

/**
 * Brings it back from where a backup lies: what the data folder lacks, or, for a folder nobody has used yet, all of it.
 * Returns the names of what it brought.
 */
export function bringBeside(backup: string, dataDir: string, { isUnused }: { readonly isUnused: boolean }): readonly string[] {
  const from = join(dirname(backup), FOLDER);
  const wanted = BESIDE.filter((name) => existsSync(join(from, name)) && (isUnused || !existsSync(join(dataDir, name))));
  for (const name of wanted) cpSync(join(from, name), join(dataDir, name), { recursive: true });
  return wanted;
}
