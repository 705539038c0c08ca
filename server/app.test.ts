import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { initTRPC } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { Router } from 'express';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type AppParts, createApp } from './app.ts';
import { createLog } from './ops/log.ts';

const OWN = { 'content-type': 'application/json', 'x-lotkeeper': '1', 'sec-fetch-site': 'same-origin' };
const PAGE = { accept: 'text/html,application/xhtml+xml' };

const t = initTRPC.create();
const trpc = createExpressMiddleware({
  router: t.router({ double: t.procedure.input(z.object({ n: z.number() })).mutation(({ input }) => input.n * 2) }),
});
const api = Router()
  .post('/api/v1/echo', (request, response) => {
    response.json(request.body);
  })
  .get('/api/v1/broken', () => {
    throw new Error('secret detail of the database');
  });

const opened: Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

describe('the app', () => {
  it('gives tRPC its input and routers their JSON', async () => {
    const ask = await open();
    expect((await ask('POST', '/trpc/double', { headers: OWN, body: '{"n":21}' })).json).toEqual({ result: { data: 42 } });
    expect((await ask('POST', '/api/v1/echo', { headers: OWN, body: '{"lot":"L-118"}' })).json).toEqual({ lot: 'L-118' });
  });

  it.each(['/trpc/double', '/api/v1/echo'])('guards %s before it reads anything', async (path) => {
    const reply = await (await open())('POST', path, { headers: { ...OWN, 'sec-fetch-site': 'same-site' }, body: '{"n":21}' });
    expect([reply.status, reply.json.error.code]).toEqual([403, 'cross-site']);
  });

  it.each<[body: string, place: number]>([
    ['{"n":21', 7],
    ['{"n":21,}', 8],
    ['{"n":tru}', 8],
    ['[1,,2]', 3],
    ['hello', 0],
    ['{"n":"a\u0001b"}', 7],
    ['{"n":21}{', 8],
  ])('names the place at fault in %j', async (body, place) => {
    const ask = await open();
    for (const path of ['/trpc/double', '/api/v1/echo']) {
      const reply = await ask('POST', path, { headers: OWN, body });
      expect(reply.status).toBe(400);
      expect(reply.json.error).toEqual({
        code: 'json-malformed',
        field: 'body',
        message: `The body is not JSON from position ${place} on.`,
        requestId: reply.headers['x-request-id'],
      });
    }
  });

  it('does not search a long body for its fault', async () => {
    const reply = await (await open())('POST', '/api/v1/echo', { headers: OWN, body: `[${'1,'.repeat(40_000)},]` });
    expect([reply.status, reply.json.error.message]).toEqual([400, 'The body is not JSON.']);
  });

  it('refuses a body over 2 MiB with a clear error', async () => {
    const reply = await (await open())('POST', '/trpc/double', { headers: OWN, body: JSON.stringify('x'.repeat(2 * 1024 * 1024)) });
    expect([reply.status, reply.json.error.code, reply.json.error.field]).toEqual([413, 'body-too-large', 'body']);
  });

  it('refuses a charset it cannot read', async () => {
    const headers = { ...OWN, 'content-type': 'application/json; charset=klingon' };
    expect((await (await open())('POST', '/api/v1/echo', { headers, body: '{}' })).status).toBe(415);
  });

  it('tells of its own fault by request id only, and logs the rest', async () => {
    const lines: string[] = [];
    const ask = await open({ log: createLog('error', { write: (line) => lines.push(line) }) });
    const reply = await ask('GET', '/api/v1/broken', { headers: { 'x-request-id': 'phone-7-0001' } });
    expect(reply.status).toBe(500);
    expect(reply.json.error).toMatchObject({ code: 'internal', requestId: 'phone-7-0001' });
    expect(reply.body).not.toMatch(/secret|database|at /);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'phone-7-0001', err: { message: 'secret detail of the database' } });
  });

  it.each(['<script>', 'x', 'a'.repeat(65)])('gives its own request id instead of %j', async (given) => {
    const reply = await (await open())('GET', '/livez', { headers: { 'x-request-id': given } });
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('limits how often one address may ask, each kind of route by itself', async () => {
    const ask = await open({ rateLimits: { trpc: 2 } });
    const call = () => ask('POST', '/trpc/double', { headers: OWN, body: '{"n":1}' });
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
    const reply = await call();
    expect([reply.status, reply.json.error.code, Number(reply.headers['retry-after'])]).toEqual([429, 'too-many-requests', 60]);
    expect((await ask('GET', '/', { headers: PAGE })).status).toBe(200);
  });

  it('counts the client behind a proxy only where the configuration trusts one', async () => {
    const behind = await open({ rateLimits: { page: 1 }, trustProxy: 1 });
    const from = (ask: typeof behind, address: string) => ask('GET', '/', { headers: { ...PAGE, 'x-forwarded-for': address } });
    expect([(await from(behind, '10.0.0.1')).status, (await from(behind, '10.0.0.2')).status]).toEqual([200, 200]);
    const direct = await open({ rateLimits: { page: 1 } });
    expect([(await from(direct, '10.0.0.1')).status, (await from(direct, '10.0.0.2')).status]).toEqual([200, 429]);
  });
});

describe('health', () => {
  it('is ready when every probe passes, and names the ones that do not', async () => {
    const ask = await open({
      probes: {
        ledger: () => undefined,
        disk: async () => {
          throw new Error('full');
        },
      },
    });
    expect((await ask('GET', '/livez')).status).toBe(200);
    const reply = await ask('GET', '/readyz');
    expect([reply.status, reply.json]).toEqual([503, { ready: false, failing: ['disk'] }]);
    expect((await (await open())('GET', '/readyz')).json).toEqual({ ready: true, failing: [] });
  });

  it('warns of what a person should see to, and serves on', async () => {
    const ask = await open({ warnings: { backup: () => 'there is no verified backup yet', disk: () => null } });
    const reply = await ask('GET', '/readyz');
    expect([reply.status, reply.json]).toEqual([
      200,
      { ready: true, failing: [], warnings: { backup: 'there is no verified backup yet' } },
    ]);
  });
});

describe('the phone app', () => {
  it.each<[path: string, caching: string]>([
    ['/', 'no-cache'],
    ['/index.html', 'no-cache'],
    ['/sw.js', 'no-cache'],
    ['/manifest.webmanifest', 'no-cache'],
    ['/assets/main-abc123.js', 'public, max-age=31536000, immutable'],
  ])('is cached right: %s', async (path, caching) => {
    const reply = await (await open())('GET', path, { headers: PAGE });
    expect([reply.status, reply.headers['cache-control']]).toEqual([200, caching]);
  });

  it.each(['/floor/pick', '/lot/09506000134352/L.118', '/trusted', '/apiary'])('has its one page at %s', async (path) => {
    const reply = await (await open())('GET', path, { headers: PAGE });
    expect([reply.status, reply.body, reply.headers['cache-control']]).toEqual([200, '<title>app</title>', 'no-cache']);
  });

  it.each(['/api', '/api/v1/none', '/trust', '/trust/none'])('has no page at %s', async (path) => {
    const reply = await (await open())('GET', path, { headers: PAGE });
    expect([reply.status, reply.json.error.code]).toEqual([404, 'not-found']);
  });

  it('answers a script that is missing with an error, not with the page', async () => {
    expect((await (await open())('GET', '/assets/gone.js', { headers: { accept: '*/*' } })).status).toBe(404);
  });

  it.each(['/..%2f..%2fsecret', '/%E0%A4%A', '/.env'])('gives nothing else away: %s', async (path) => {
    const reply = await (await open())('GET', path);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
  });
});

describe('the security headers', () => {
  it('are those of the design', async () => {
    const { headers } = await (await open())('GET', '/', { headers: PAGE });
    expect(headers['content-security-policy']?.toString().split(';')).toEqual([
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "img-src 'self' data: blob:",
      "worker-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
    ]);
    expect(headers['permissions-policy']).toContain('camera=(self)');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('ask for HTTPS for ever only with the operator’s own certificate', async () => {
    const header = async (tls: AppParts['tls']) => (await (await open({ tls }))('GET', '/livez')).headers['strict-transport-security'];
    expect([await header('auto'), await header('off')]).toEqual([undefined, undefined]);
    expect(await header('files')).toBe('max-age=15552000');
  });
});

async function open(changes: Partial<AppParts> = {}) {
  const parts: AppParts = {
    log: createLog('silent'),
    tls: 'auto',
    trustProxy: false,
    trust: Router(),
    probes: {},
    trpc,
    routers: [api],
    clientDir: clientFolder(),
    ...changes,
  };
  const server = createApp(parts).listen(0, '127.0.0.1');
  opened.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  const { port } = address;
  return async (method: string, path: string, given: { headers?: Record<string, string>; body?: string } = {}) => {
    const request = httpRequest({ port, host: '127.0.0.1', method, path, headers: given.headers ?? {} }).end(given.body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const body = await text(response);
    const isJson = response.headers['content-type']?.includes('json');
    return { status: response.statusCode, headers: response.headers, body, json: isJson ? JSON.parse(body) : undefined };
  };
}

function clientFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'lotkeeper-client-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'index.html'), '<title>app</title>');
  for (const file of ['sw.js', 'manifest.webmanifest', 'assets/main-abc123.js', '.env']) writeFileSync(join(dir, file), '1');
  return dir;
}
