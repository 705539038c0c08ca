import { once } from 'node:events';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createLog, logRequests } from './log.ts';

describe('the log', () => {
  it.each([
    { pin: '123456' },
    { worker: { pin: '123456' } },
    { request: { worker: { pin: '123456' } } },
    { request: { headers: { cookie: 's=123456', 'set-cookie': '123456', authorization: 'Bearer 123456' } } },
    { token: '123456', totp: '123456', device: { secret: '123456', password: '123456' } },
  ])('leaves secrets out: %j', (what) => {
    const lines: string[] = [];
    createLog('info', { write: (line) => lines.push(line) }).info(what, 'signed in');
    expect(lines.join()).toContain('signed in');
    expect(lines.join()).not.toContain('123456');
  });
});

describe('a request', () => {
  it.each([
    [200, [], ['debug']],
    [304, [], ['debug']],
    [401, [], ['debug']],
    [403, ['warn'], ['warn']],
    [404, ['warn'], ['warn']],
    [503, ['error'], ['error']],
  ])('answered with %i is told at info as %j, at debug as %j', async (status, atInfo, atDebug) => {
    expect(await levelsLogged('info', status)).toEqual(atInfo);
    expect(await levelsLogged('debug', status)).toEqual(atDebug);
  });
});

async function levelsLogged(level: 'info' | 'debug', status: number): Promise<string[]> {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => lines.push(line) });
  const app = express().use(logRequests(log), (_request, response) => void response.sendStatus(status));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  await (await fetch(`http://127.0.0.1:${address.port}/x?q=1`)).text();
  await new Promise((resolve) => server.close(resolve));
  expect(lines.join()).not.toContain('q=1');
  return lines.map((line) => log.levels.labels[JSON.parse(line).level] ?? '');
}
