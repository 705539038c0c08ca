import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { call, createApi } from './api.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Calls a server that answers as told, and says what came of it. */
async function asked(answer: RequestListener, patience = 2000) {
  server = createServer(answer);
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  const api = createApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return call((options) => api.access.status.query(undefined, options), patience);
}

function replying(status: number, type: string, body: string): RequestListener {
  return (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
}

/** An error in the form our server gives it. */
function ours(httpStatus: number, code: string, field: string | null = null): RequestListener {
  const error = { message: 'A clear sentence.', code: -32_600, data: { code, httpStatus, path: 'access.status', field, requestId: 'r-1' } };
  return replying(httpStatus, 'application/json', JSON.stringify({ error }));
}

const UNREACHABLE = { ok: false, failure: { kind: 'unreachable', timedOut: false } };

describe('only our own answer counts', () => {
  it('takes a result for a result', async () => {
    const answer = await asked(replying(200, 'application/json', JSON.stringify({ result: { data: { ready: true } } })));
    expect(answer).toEqual({ ok: true, value: { ready: true } });
  });

  it.each([
    ["a captive portal's page", replying(200, 'text/html', '<h1>Welcome to the hotel</h1>')],
    ["a proxy's 502", replying(502, 'text/html', '<h1>Bad gateway</h1>')],
    ["somebody else's JSON", replying(200, 'application/json', '{"login":"required"}')],
    ["somebody else's JSON error", replying(503, 'application/json', '{"error":"maintenance"}')],
    ['an answer cut off in the middle', replying(200, 'application/json', '{"result":{"da')],
    ['a line cut at once', ((request) => request.socket.destroy()) as RequestListener],
  ])('takes %s for nobody reached', async (_, answer) => {
    expect(await asked(answer)).toEqual(UNREACHABLE);
  });

  it('gives up on silence', async () => {
    expect(await asked(() => {}, 50)).toEqual({ ok: false, failure: { kind: 'unreachable', timedOut: true } });
  });

  it.each([
    ['an ended session', ours(401, 'UNAUTHORIZED'), { kind: 'session-expired' }],
    ['a refused field by its name', ours(400, 'BAD_REQUEST', 'badge'), { kind: 'refused', field: 'badge', message: 'A clear sentence.' }],
    ['a missing right', ours(403, 'FORBIDDEN'), { kind: 'refused', field: null, message: 'A clear sentence.' }],
    ['a call it does not know', ours(404, 'NOT_FOUND'), { kind: 'refused', field: null, message: 'A clear sentence.', isUnknown: true }],
    ['a broken server', ours(500, 'INTERNAL_SERVER_ERROR'), { kind: 'server', message: 'A clear sentence.', requestId: 'r-1' }],
    ['a server that wants a pause', ours(429, 'TOO_MANY_REQUESTS'), { kind: 'server', message: 'A clear sentence.', requestId: 'r-1' }],
    ['a batch too large for it', ours(413, 'PAYLOAD_TOO_LARGE'), { kind: 'too-large' }],
    ["a batch too large for its proxy, by the proxy's page", replying(413, 'text/html', '<h1>413</h1>'), { kind: 'too-large' }],
  ])('tells %s', async (_, answer, failure) => {
    expect(await asked(answer)).toEqual({ ok: false, failure });
  });

  it('says who it is, which a foreign page cannot', async () => {
    let said: string | string[] | undefined;
    await asked((request, response) => {
      said = request.headers['x-lotkeeper'];
      response.end('{}');
    });
    expect(said).toBe('1');
  });
});
