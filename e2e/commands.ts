import { spawn } from 'node:child_process';
import { bin, ROOT } from '../scripts/prepare.mjs';

export interface CommandResult {
  readonly code: number | null;
  /** Everything it printed. */
  readonly said: string;
}

/** One of the project's own commands on a data folder, as an administrator types it. */
export async function run(command: 'backup' | 'restore' | 'verify', dataDir: string, ...args: readonly string[]): Promise<CommandResult> {
  const folder = command === 'verify' ? 'ops' : 'backup';
  const child = spawn(bin('tsx'), [`server/${folder}/${command}.cli.ts`, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', LOTKEEPER_DATA: dataDir },
  });
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}
