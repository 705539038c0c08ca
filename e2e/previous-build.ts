import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';

const PACKED = join(ROOT, 'e2e', 'previous', 'previous.tar.gz');

/** Unpacks an earlier build, and says where its server is started: inside the project, so that it finds its packages. */
export function unpackPrevious(): string {
  const home = join(ROOT, 'dist', 'previous');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(join(home, 'dist'), { recursive: true });
  execFileSync('tar', ['-xzf', PACKED, '-C', join(home, 'dist')]);
  return home;
}
