import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';

/** The built product running as its own process, to be talked to, killed and started again on the same data. */
export interface RunningServer {
  readonly origin: string;
  readonly port: number;
  readonly dataDir: string;
  /** Everything it has printed. */
  readonly printed: () => string;
  /** As a power cut would: no chance to finish. */
  readonly kill: () => Promise<void>;
  /** As an administrator would: SIGTERM, then wait for the exit. */
  readonly stop: () => Promise<number | null>;
}

interface ServerWish {
  /** The folder whose `dist` is run; this build's unless said otherwise. */
  readonly home?: string;
  readonly dataDir?: string;
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const START_MS = 180_000;

/** Starts `dist/server/main.js` on a free loopback port (plain HTTP unless the environment says otherwise) and waits until it is ready. */
export async function startServer(wish: ServerWish = {}): Promise<RunningServer> {
  const port = wish.port ?? (await freePort());
  const dataDir = wish.dataDir ?? mkdtempSync(join(tmpdir(), 'lotkeeper-e2e-'));
  const child = spawn(process.execPath, ['dist/server/main.js', ...(wish.args ?? [])], {
    cwd: wish.home ?? ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutOurs(process.env), LOTKEEPER_HOST: '127.0.0.1', LOTKEEPER_PORT: String(port), LOTKEEPER_DATA: dataDir, ...wish.env },
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(child, origin, () => output);
  return {
    origin,
    port,
    dataDir,
    printed: () => output,
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
  };
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

async function untilReady(child: ChildProcess, origin: string, output: () => string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server was not ready after ${START_MS} ms:\n${output()}`);
}

function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill(signal);
  return gone;
}

/** A developer's own settings must not change what a journey tests. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('LOTKEEPER_')));
}
