/** `npm run restore -- FILE`: puts a backup in the place of the data folder's database, while no server runs on it. */
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { ConfigError, readConfig } from '../config.ts';
import { machineFacts } from '../ops/machine.ts';
import { BackupFailure } from './backup-failure.ts';
import { restoreBackup } from './restore.ts';
import { restoreLines } from './restore-report.ts';

const [file, ...rest] = process.argv.slice(2);

try {
  if (file === undefined || rest.length > 0) throw new BackupFailure('Say which backup: npm run restore -- FILE');
  const { dataDir } = readConfig(process.env, machineFacts());
  const restored = restoreBackup({ dataDir, file }, Date.now() as EpochMs);
  console.log(restoreLines(restored, dataDir).join('\n'));
} catch (error) {
  if (!(error instanceof BackupFailure || error instanceof ConfigError)) throw error;
  console.error(`Nothing was restored.\n${error.message}`);
  process.exitCode = 1;
}
