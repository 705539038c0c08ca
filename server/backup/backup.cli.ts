/** `npm run backup`: a verified copy of the data folder's database, beside a running server or without one. */
import { ConfigError, readConfig } from '../config.ts';
import { machineFacts } from '../ops/machine.ts';
import { BackupFailure } from './backup-failure.ts';
import { isSameDisk } from './backup-folder.ts';
import { takeBackup } from './take-backup.ts';

try {
  const { dataDir, backup } = readConfig(process.env, machineFacts());
  const { path, rev, bytes, dropped } = await takeBackup({ ...backup, dataDir }, Date.now());
  console.log(`Backed up ${dataDir} to ${path}`);
  console.log(`${Math.ceil(bytes / 1024)} KiB, everything up to rev ${rev}; read back and found whole.`);
  if (dropped.length > 0) console.log(`Older backups removed: ${dropped.join(', ')}.`);
  if (isSameDisk(backup.folder, dataDir)) {
    console.log('It lies on the same disk as the data. Set LOTKEEPER_BACKUP_DIR to another disk, or copy it away.');
  }
} catch (error) {
  if (!(error instanceof BackupFailure || error instanceof ConfigError)) throw error;
  console.error(`There is no new backup.\n${error.message}`);
  process.exitCode = 1;
}
