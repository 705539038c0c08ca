// Packs the client and the server of an earlier commit for the version-skew journeys, from that commit's own sources.
// Usage: node scripts/pack-previous.mjs COMMIT
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

/** What a journey does without: maps for debugging, and pictures the client shows nowhere. */
const LEFT_OUT = ['*.map', '.built-from'];

const [commit] = process.argv.slice(2);
if (!commit) {
  console.error('Which commit? For example: node scripts/pack-previous.mjs 38dfef8');
  process.exit(1);
}
const PACKED = join(ROOT, 'e2e', 'previous', 'previous.tar.gz');
const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-previous-'));
const tree = join(folder, 'tree');

try {
  git('worktree', 'add', '--detach', tree, commit);
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  must(spawnSync(process.execPath, [join(tree, 'scripts', 'lotkeeper.mjs'), 'build'], { cwd: tree, stdio: 'inherit' }));
  const listed = readdirSync(join(tree, 'dist'));
  const options = [
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mtime=@0',
    ...LEFT_OUT.map((each) => `--exclude=${each}`),
  ];
  const tar = spawnSync('tar', [...options, '-C', join(tree, 'dist'), '-cf', '-', ...listed], { maxBuffer: 2 ** 28 });
  must(tar);
  must(spawnSync('sh', ['-c', 'gzip -9 -n > "$0"', PACKED], { input: tar.stdout }));
  console.log(`${PACKED}: ${Math.round(statSync(PACKED).size / 1024)} KiB, made from ${git('rev-parse', '--short', commit)}`);
} finally {
  git('worktree', 'remove', '--force', tree);
  rmSync(folder, { recursive: true, force: true });
}

function git(...args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

function must({ status, error }) {
  if (status !== 0) throw error ?? new Error(`ended with ${status}`);
}
