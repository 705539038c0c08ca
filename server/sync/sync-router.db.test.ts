import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '../../shared/wire/envelope.ts';
import { openSession } from '../access/session.ts';
import { sessionCookie } from '../access/session-cookie.ts';
import { trpcHandler } from '../api/handler.ts';
import { createApp } from '../app.ts';
import { createLog } from '../ops/log.ts';
import { readHere } from '../reading/desk-reader.ts';
import { NOON, openPaperStore, PEAS, paperPhone } from './paper-phone.contract.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;
let server: Server;
let origin: string;

beforeEach(async () => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  const log = createLog('fatal');
  const trpc = trpcHandler({ store: paper.store, reader: readHere(paper.store.db), log, now: () => NOON });
  const apart = { tls: 'off', trustProxy: false, trust: Router(), probes: {}, routers: [], clientDir: paper.folder } as const;
  server = createServer(createApp({ ...apart, log, trpc }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  paper.close();
});

const HEADERS = { 'content-type': 'application/json', 'x-lotkeeper': '1', 'sec-fetch-site': 'same-origin' };

interface Refused {
  readonly message: string;
  readonly data?: { readonly field?: string | null };
}

async function post(body: string): Promise<{ status: number; said: Refused }> {
  const response = await fetch(`${origin}/trpc/sync.push`, { method: 'POST', headers: HEADERS, body });
  const answer: { error: Refused } = JSON.parse(await response.text());
  return { status: response.status, said: answer.error };
}

const receive = () => phone.report('receive', { item: PEAS, lot: 'L-1', to: 'DOCK-1', quantity: 40 });
const pushOf = (commands: readonly Envelope[]) => JSON.stringify(phone.push(commands));
const written = () => paper.store.db.prepare('SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM lane)').pluck().get();

describe('a push that cannot be read is refused by its field, and nothing is written', () => {
  const good = () => JSON.parse(pushOf([receive()]));

  test.each([
    ['commands.0.clock.wall', (push: ReturnType<typeof good>) => delete push.commands[0].clock.wall],
    ['commands.0.id', (push: ReturnType<typeof good>) => (push.commands[0].id = 'seven')],
    ['commands.0.seq', (push: ReturnType<typeof good>) => (push.commands[0].seq = 0)],
    ['commands.0.payload', (push: ReturnType<typeof good>) => (push.commands[0].payload = ['no', 'object'])],
    ['head', (push: ReturnType<typeof good>) => (push.head = 'x')],
    ['sig', (push: ReturnType<typeof good>) => (push.sig = 'AAAA')],
    ['commands.0.hash', (push: ReturnType<typeof good>) => (push.commands[0].payload.quantity = 41)],
  ])('%s', async (field, spoil) => {
    const push = good();
    spoil(push);
    const { status, said } = await post(JSON.stringify(push));
    expect(status).toBe(field === 'sig' ? 403 : 400);
    expect(said.data?.field).toBe(field);
    expect(said.message.startsWith(`${field}: `)).toBe(true);
    expect(written()).toBe(0);
  });

  test('1,001 commands', async () => {
    const push = good();
    const { status, said } = await post(JSON.stringify({ ...push, commands: Array(1001).fill(push.commands[0]) }));
    expect([status, said.data?.field]).toEqual([400, 'commands']);
    expect(written()).toBe(0);
  });

  test('10,000 commands, more than 2 MiB', async () => {
    const { status, said } = await post(pushOf(Array.from({ length: 10_000 }, receive)));
    expect(status).toBe(413);
    expect(said.message).toMatch(/larger than 2 MiB/);
    expect(written()).toBe(0);
  });

  test.each([1, 500])('half a body of %i reports', async (reports) => {
    const { status, said } = await post(pushOf(Array.from({ length: reports }, receive)).slice(0, -20));
    expect(status).toBe(400);
    expect(said.message).toMatch(/not JSON/);
    expect(written()).toBe(0);
  });
});

describe('over the wire', () => {
  test('a push needs no session, the rest does', async () => {
    expect((await fetch(`${origin}/trpc/sync.push`, { method: 'POST', headers: HEADERS, body: pushOf([receive()]) })).status).toBe(200);
    const input = encodeURIComponent(JSON.stringify({ cursor: null, lane: null, maxBytes: 1024 }));
    expect((await fetch(`${origin}/trpc/sync.pull?input=${input}`, { headers: HEADERS })).status).toBe(401);
  });

  test('a phone that listens hears of every push', async () => {
    const { store } = paper;
    const [worker, device] = [store.access.worker('ana'), store.access.device(phone.deviceId)];
    if (!worker || !device) throw new Error('nobody there');
    const { token } = openSession(store.access, worker, device, NOON);
    const [cookie] = sessionCookie(token, { secure: false, maxAgeMs: 60_000 }).split(';');
    const hangUp = new AbortController();
    const line = await fetch(`${origin}/trpc/sync.poke`, { headers: { cookie: cookie ?? '' }, signal: hangUp.signal });
    expect(line.headers.get('content-type')).toMatch(/event-stream/);
    const pokes = pokesOf(line);
    expect(await pokes.next()).toEqual({ value: 'true', done: false });
    const next = pokes.next();
    phone.send([receive()]);
    expect(await next).toEqual({ value: 'true', done: false });
    hangUp.abort();
  });
});

/** What the event stream carries, keep-alives and the greeting left out. */
async function* pokesOf(line: Response): AsyncGenerator<string> {
  const text = line.body?.pipeThrough(new TextDecoderStream());
  if (!text) return;
  let rest = '';
  for await (const part of text) {
    rest += part;
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) if (!event.startsWith('event:')) yield /^data: (.*)$/m.exec(event)?.[1] ?? '';
  }
}
