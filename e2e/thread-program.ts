import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../scripts/prepare.mjs';

/** A thread's program as one file, so that threads start at once and need not know TypeScript. `entry` is a path below `e2e`. */
export async function threadProgram(entry: string, packages: 'bundle' | 'external'): Promise<string> {
  const folder = join(ROOT, 'node_modules', '.cache', 'threads');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${entry.replace(/\W/g, '-')}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(ROOT, 'e2e', entry)],
    outfile,
    bundle: true,
    packages,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
  return outfile;
}
