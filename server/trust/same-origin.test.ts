import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { initTRPC } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestId } from '../ops/request-id.ts';
import { sameOrigin } from './same-origin.ts';

type Headers = Readonly<Record<string, string>>;
const JSON_BODY = { 'content-type': 'application/json', 'x-lotkeeper': '1' };
const FORM = 'multipart/form-data; boundary=x';

let holds = 0;
const t = initTRPC.create();
const router = t.router({ holdEverything: t.procedure.mutation(() => ++holds) });
const app = express().use(requestId, sameOrigin).use('/trpc', createExpressMiddleware({ router }));
let server: Server;
beforeAll(async () => {
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

describe('a change', () => {
  it.each<[who: string, given: Headers]>([
    ['our page', { 'sec-fetch-site': 'same-origin' }],
    ['our page, saying its charset', { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json; charset=utf-8' }],
    ['an installed app', { 'sec-fetch-site': 'none' }],
    ['a browser without fetch metadata', { origin: 'http://dock.test:8080' }],
  ])('is taken from %s', async (_who, given) => {
    expect(await changed({ ...JSON_BODY, ...given })).toEqual({ status: 200, code: undefined, field: undefined, ran: true });
  });

  it.each<[who: string, given: Headers, code: string, field: string]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }, 'cross-site', 'sec-fetch-site'],
    ['another port of this host', { 'sec-fetch-site': 'same-site', origin: 'http://dock.test:9000' }, 'cross-site', 'sec-fetch-site'],
    [
      'another origin that lies in Origin only',
      { 'sec-fetch-site': 'cross-site', origin: 'http://dock.test:8080' },
      'cross-site',
      'sec-fetch-site',
    ],
    ['an unknown kind of site', { 'sec-fetch-site': 'same-origin, none' }, 'cross-site', 'sec-fetch-site'],
    ['another port, without fetch metadata', { origin: 'http://dock.test:9000' }, 'cross-site', 'sec-fetch-site'],
    ['another scheme, without fetch metadata', { origin: 'https://dock.test:8080' }, 'cross-site', 'sec-fetch-site'],
    ['a sandboxed frame', { origin: 'null' }, 'cross-site', 'sec-fetch-site'],
    ['nobody', {}, 'cross-site', 'sec-fetch-site'],
  ])('is refused from %s', async (_who, given, code, field) => {
    expect(await changed({ ...JSON_BODY, ...given })).toEqual({ status: 403, code, field, ran: false });
  });

  it.each<[what: string, type: string]>([
    ['a form', FORM],
    ['bytes', 'application/octet-stream'],
    ['a form that also says JSON', `${FORM}, application/json`],
    ['JSON that also says form', `application/json, ${FORM}`],
    ['plain text', 'text/plain'],
    ['nothing', ''],
  ])('is refused as %s', async (_what, type) => {
    const given = { ...JSON_BODY, 'sec-fetch-site': 'same-origin', 'content-type': type };
    expect(await changed(given)).toEqual({ status: 415, code: 'not-json', field: 'content-type', ran: false });
  });

  it.each(['', '0', '1, 1', 'true'])('is refused with our header set to %j', async (value) => {
    const given = { ...JSON_BODY, 'sec-fetch-site': 'same-origin', 'x-lotkeeper': value };
    expect(await changed(given)).toEqual({ status: 403, code: 'header-missing', field: 'x-lotkeeper', ran: false });
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'TRACE'])('is guarded under the method %s too', async (method) => {
    expect((await send(method, '/trpc/holdEverything', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('cannot be made by reading', async () => {
    const before = holds;
    expect((await send('GET', '/trpc/holdEverything', { 'sec-fetch-site': 'cross-site' })).status).toBe(405);
    expect(holds).toBe(before);
  });

  it('would run from a form on another port, were it not for the guard', async () => {
    const open = express().use('/trpc', createExpressMiddleware({ router })).listen(0, '127.0.0.1');
    await once(open, 'listening');
    const before = holds;
    const reply = await send('POST', '/trpc/holdEverything', { 'content-type': FORM, 'sec-fetch-site': 'same-site' }, open);
    open.close();
    expect([reply.status, holds]).toEqual([200, before + 1]);
  });
});

async function changed(given: Headers) {
  const before = holds;
  const { status, body } = await send('POST', '/trpc/holdEverything', given);
  return { status, code: body.error?.code, field: body.error?.field, ran: holds > before };
}

async function send(method: string, path: string, given: Headers, to = server) {
  const address = to.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  const headers = { host: 'dock.test:8080', ...given };
  const request = httpRequest({ port: address.port, host: '127.0.0.1', method, path, headers });
  request.end(given['content-type'] === FORM ? '--x--\r\n' : undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const body = (await json(response)) as { error?: { code: string; field: string; message: string; requestId: string } };
  return { status: response.statusCode, body };
}
