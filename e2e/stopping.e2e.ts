import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../scripts/prepare.mjs';
import { freePort } from './server-process.ts';

/** `npm start` as a person types it; resolves once the server answers. */
async function npmStart() {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-e2e-'));
  const env = { ...process.env, LOTKEEPER_HOST: '127.0.0.1', LOTKEEPER_PORT: String(port), LOTKEEPER_DATA: dataDir };
  const npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: 'ignore', detached: true });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 60_000 }).toBe(true);
  return { npm, answers, dataDir, cleanUp: () => rmSync(dataDir, { recursive: true }) };
}

it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('a server that npm started ends when npm is ended by %s', async (signal) => {
  const { npm, answers, cleanUp } = await npmStart();
  npm.kill(signal);
  await expect.poll(answers, { timeout: 15_000 }).toBe(false);
  cleanUp();
});

it('Ctrl+C, which reaches every process of the terminal, ends it in order: its books are closed', async () => {
  const { npm, answers, dataDir, cleanUp } = await npmStart();
  process.kill(-Number(npm.pid), 'SIGINT');
  await expect.poll(answers, { timeout: 15_000 }).toBe(false);
  await expect.poll(() => readdirSync(dataDir).filter((file) => file.endsWith('-wal')), { timeout: 15_000 }).toEqual([]);
  cleanUp();
});
