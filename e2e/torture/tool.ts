import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bin, ROOT } from '../../scripts/prepare.mjs';

const run = promisify(execFile);

/** Runs one of the product's own commands as an administrator does, on a data folder; gives what it printed. */
export async function runTool(file: string, dataDir: string, args: readonly string[] = []): Promise<string> {
  const env = { ...process.env, LOTKEEPER_DATA: dataDir };
  const { stdout } = await run(bin('tsx'), [file, ...args], { cwd: ROOT, env });
  return stdout;
}

/** Backs the folder up, whether a server runs on it or not; gives the backup's path. */
export async function backUp(dataDir: string): Promise<string> {
  const said = await runTool('server/backup/backup.cli.ts', dataDir);
  const path = /^Backed up .* to (.+)$/m.exec(said)?.[1];
  if (!path) throw new Error(`no backup was made:\n${said}`);
  return path;
}

export async function restore(dataDir: string, backup: string): Promise<void> {
  await runTool('server/backup/restore.cli.ts', dataDir, [backup]);
}
