import { spawnSync } from 'node:child_process';
import { buildSync } from 'esbuild';

/** Bundles a measurement as the server is bundled for shipping and runs that, with the server's flags: what is measured is what runs. */
export function runAsBuilt(entry: string): number {
  const outfile = `dist/${entry.replace(/\.ts$/, '.js')}`;
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
  });
  return spawnSync(process.execPath, [outfile], { stdio: 'inherit' }).status ?? 1;
}
