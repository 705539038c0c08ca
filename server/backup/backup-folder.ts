import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BackupFailure, explainFailure } from './backup-failure.ts';
import type { BackupPlan } from './backup-plan.ts';
import { flush, flushFolder } from './flush.ts';

const NAME = /^lotkeeper-\d{8}T\d{6}Z-rev\d+\.db$/;
/** Under which a copy grows until it is verified. One that broke off long ago is cleared away by the next. */
const UNFINISHED = '.unfinished';
const LONG_AGO_MS = 86_400_000;

/** Makes sure the folder is there, and clears what a backup that broke off long ago left. */
export function openFolder({ folder, mayMakeFolder }: Pick<BackupPlan, 'folder' | 'mayMakeFolder'>, now: number): void {
  try {
    if (mayMakeFolder) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(folder)) {
      const hint = 'Is the disk mounted? Make the folder, or set LOTKEEPER_BACKUP_DIR to another.';
      throw new BackupFailure(`The backup folder ${folder} is not there. ${hint}`);
    }
    for (const name of readdirSync(folder).filter((each) => each.includes(UNFINISHED))) {
      if (now - statSync(join(folder, name)).mtimeMs > LONG_AGO_MS) rmSync(join(folder, name));
    }
  } catch (error) {
    throw explainFailure(error, folder);
  }
}

/** By the clock and the newest rev inside, so that names sort by age and say what they hold. */
export function backupName(at: number, rev: number): string {
  const instant = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return `lotkeeper-${instant}-rev${rev}.db`;
}

export function unfinishedPath(folder: string, at: number): string {
  return join(folder, `lotkeeper-${at}-${process.pid}${UNFINISHED}`);
}

/** Refuses to begin what cannot end: says how much room there is and how much is needed. */
export function checkRoom(folder: string, neededBytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  const hint = 'Free some space there, lower LOTKEEPER_BACKUP_KEEP, or set LOTKEEPER_BACKUP_DIR to another disk.';
  throw new BackupFailure(`The disk of the backup folder ${folder} is full: ${mib(free)} free, ${mib(neededBytes)} needed. ${hint}`);
}

/** Gives a verified copy its name; from then on it counts as a backup, even after a power cut. */
export function finish(unfinished: string, folder: string, name: string): string {
  const path = join(folder, name);
  flush(unfinished);
  renameSync(unfinished, path);
  flushFolder(folder);
  return path;
}

/** Deletes the oldest backups beyond `keep`; files of other names are not ours. Returns the names that went. */
export function dropOldest(folder: string, keep: number): readonly string[] {
  const old = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .slice(0, -keep);
  for (const name of old) rmSync(join(folder, name));
  return old;
}

/** A dead disk takes data and backups with it when both lie on it. */
export function isSameDisk(folder: string, dataDir: string): boolean {
  return existsSync(folder) && existsSync(dataDir) && statSync(folder).dev === statSync(dataDir).dev;
}

function mib(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}
