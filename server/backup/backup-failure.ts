/** Why there is no backup, or no restore: what happened, and what to do about it. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
}

const FULL = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'];
const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'];
const DAMAGED = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

/** Says what went wrong with a file in words; what it does not know keeps its own. */
export function explainFailure(error: unknown, path: string): BackupFailure {
  if (error instanceof BackupFailure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const is = (codes: readonly string[]) => codes.some((each) => code === each || code.startsWith(`${each}_`));
  if (is(FULL)) return new BackupFailure(`The disk that holds ${path} is full. Free some space there, then try again.`, { cause: error });
  if (is(DAMAGED)) return new BackupFailure(`${path} is damaged: it cannot be read as a Lotkeeper database.`, { cause: error });
  if (is(NOT_ALLOWED)) {
    const hint = 'Check that the folder is there and that this user may write in it.';
    return new BackupFailure(`${path} cannot be opened (${code}). ${hint}`, { cause: error });
  }
  return new BackupFailure(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
