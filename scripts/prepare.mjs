// What a fresh machine needs before anything else can run: dependencies from the lockfile, and a build.
// Nothing here may import a package: none is installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = [20, 19];
const BUILD_INPUTS = ['client', 'server', 'shared', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json'];

/**
 * How Node runs the server, and the bench that stands for it. A push makes some tens of megabytes of short-lived texts;
 * in a young generation that holds a whole push they die before they are ever copied. Costs about 50 MB of memory.
 */
export const SERVER_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

/** Runs a program in the project folder, its output shown; stops this process when it fails. */
export function run(program, args, env = {}) {
  const done = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** The path of a package's own command. */
export function bin(name) {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** Installs exactly what the lockfile says, when it has not been done for this lockfile and this Node yet. */
export function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
    console.error(`Lotkeeper needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  const stamp = join(ROOT, 'node_modules', '.lotkeeper-installed');
  const wanted = digest(['package-lock.json'], process.versions.modules);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing dependencies (once per lockfile; a minute or two)…');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, wanted);
}

/** Builds client and server into dist/, unless the sources are those of the last build. */
export function build() {
  const stamp = join(ROOT, 'dist', '.built-from');
  const wanted = digest(BUILD_INPUTS);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Building…');
  run(bin('vite'), ['build', '--logLevel', 'warn'], { NODE_ENV: 'production' });
  run(bin('esbuild'), [
    'server/main.ts',
    'server/backup/backup-worker.ts',
    'server/reading/read-worker.ts',
    '--bundle',
    '--entry-names=[name]',
    '--platform=node',
    '--target=node20',
    '--format=esm',
    '--packages=external',
    '--sourcemap',
    '--outdir=dist/server',
    '--log-level=warning',
  ]);
  cpSync(join(ROOT, 'server/trust/page'), join(ROOT, 'dist/server/page'), { recursive: true });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function digest(entries, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of entries.flatMap(filesUnder)) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function filesUnder(entry) {
  const path = join(ROOT, entry);
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(entry)) return [entry];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && !/\.(test|contract|arbitrary)\.tsx?$/.test(each.name))
    .map((each) => join(each.parentPath, each.name).slice(ROOT.length + 1))
    .sort();
}
