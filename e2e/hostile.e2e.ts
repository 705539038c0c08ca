import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EpochMs } from '../shared/domain/engine/time.ts';
import { GENESIS } from '../shared/wire/canonical.ts';
import { PROTOCOL, type Push } from '../shared/wire/push.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { signInPhone } from './cases/case-phone.ts';
import { openJob } from './jobs.ts';
import { changeRow, rowsOf } from './ledger.ts';
import { openSite, signIn } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf, PAWEL } from './small-site.ts';
import { untilSent } from './strip.ts';
import { asks, wedge } from './wedge.ts';

const NOBODY = '0190a000-0000-7000-8000-000000000000';
const EMPTY_PUSH = {
  protocol: PROTOCOL,
  epoch: null,
  deviceId: NOBODY,
  lane: NOBODY,
  acked: null,
  cursor: null,
  build: 'nobody',
  commands: [],
  head: GENESIS,
  headSeq: 0,
  sig: '',
  queue: { depth: 0, oldestWall: null, bytes: 0 },
  sent: { wall: 0, mono: 0 },
} satisfies Push;

let server: RunningServer;
let browser: Browser;
/** Signed in as a worker. */
let phone: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await openSite(await browser.newPage(DESKTOP), server);
  phone = await (await browser.newContext(PHONE)).newPage();
  await phone.goto(server.origin);
  await signIn(phone, DORA);
});

afterAll(async () => {
  await closeBrowser(browser);
  await server.kill();
  rmSync(server.dataDir, { recursive: true });
});

/** All that a request could have changed. */
function written(): unknown {
  const counts = ['ledger', 'judgement', 'feed', 'worker', 'item', 'access_audit'].map(
    (table) => rowsOf<{ n: number }>(server.dataDir, `SELECT count(*) AS n FROM ${table}`)[0]?.n,
  );
  return { counts, open: rowsOf(server.dataDir, 'SELECT id FROM session WHERE revoked_at IS NULL ORDER BY id') };
}

describe('a page on another port of the same host', () => {
  let elsewhere: Server;
  let trap: string;

  beforeAll(async () => {
    elsewhere = createServer((_, answer) =>
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Prizes</title>'),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    trap = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  });
  afterAll(() => elsewhere.close());

  it.each(['multipart/form-data', 'text/plain', 'application/x-www-form-urlencoded'])(
    'cannot sign the worker out with a form sent as %s',
    async (kind) => {
      const before = written();
      const page = await phone.context().newPage();
      await page.goto(trap);
      const answered = page.waitForResponse(/signOut/);
      await page.evaluate(submitForm, { to: `${server.origin}/trpc/access.signOut`, kind });
      const answer = await answered;
      expect(await cookieOf(answer.request()), 'the browser brings the session along, or this test shows nothing').toContain('lotkeeper=');
      expect(answer.status()).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: 'cross-site', field: 'sec-fetch-site' } });
      expect(written()).toEqual(before);
      await page.close();
    },
  );

  it('cannot sign the worker out with a script either', async () => {
    const before = written();
    const page = await phone.context().newPage();
    await page.goto(trap);
    const answers = await page.evaluate(sendByScript, `${server.origin}/trpc/access.signOut`);
    expect(answers).toEqual(['nothing to read', 'nothing to read', 'nothing to read']);
    expect(written()).toEqual(before);
    await page.close();
  });
});

describe('input nobody should send', () => {
  const ask = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.origin}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-lotkeeper': '1',
        origin: server.origin,
        cookie: await sessionCookie(phone),
        ...headers,
      },
      body,
    });
    return { status: answer.status, said: await answer.json() };
  };

  it.each([
    { input: 'half a JSON text', path: '/trpc/sync.push', body: '{"protocol":1,', status: 400, field: 'body' },
    { input: 'a body of more than 2 MiB', path: '/trpc/sync.push', body: JSON.stringify('x'.repeat(2 ** 21)), status: 413, field: 'body' },
    { input: 'a push that is none', path: '/trpc/sync.push', body: '{"protocol":"one"}', status: 400, field: 'protocol' },
    { input: 'a push by a phone nobody knows', path: '/trpc/sync.push', body: JSON.stringify(EMPTY_PUSH), status: 403, field: 'deviceId' },
    { input: 'a badge that is none', path: '/trpc/access.signIn', body: '{"badge":"<script>","pin":"1"}', status: 400, field: 'badge' },
    {
      input: 'a form',
      path: '/trpc/access.signOut',
      headers: { 'content-type': 'text/plain' },
      body: '',
      status: 415,
      field: 'content-type',
    },
    {
      input: 'no header of ours',
      path: '/trpc/access.signOut',
      headers: { 'x-lotkeeper': '' },
      body: '{}',
      status: 403,
      field: 'x-lotkeeper',
    },
  ])('$input is refused, names $field, and nothing is written', async ({ path, body, headers, status, field }) => {
    const before = written();
    const { status: answered, said } = await ask(path, body, headers);
    expect({ status: answered, field: fieldOf(said) }).toEqual({ status, field });
    expect(written()).toEqual(before);
  });

  it('an unknown procedure is named', async () => {
    const { status, said } = await ask('/trpc/sync.dropEverything', '{}');
    expect(status).toBe(404);
    expect(JSON.stringify(said)).toContain('sync.dropEverything');
  });

  it('ten thousand commands in one push are refused as a whole', async () => {
    const before = written();
    const { status, said } = await ask(
      '/trpc/sync.push',
      JSON.stringify({ ...EMPTY_PUSH, commands: Array.from({ length: 10_000 }, () => ({})) }),
    );
    expect(status).toBe(400);
    expect(fieldOf(said)).toMatch(/^commands/);
    expect(written()).toEqual(before);
  });

  it('a request for more than a role may is refused', async () => {
    const before = written();
    expect(await ask('/trpc/admin.importData', '{"data":{},"dryRun":false}')).toMatchObject({ status: 403 });
    expect(written()).toEqual(before);
  });
});

describe('a worker’s wrong scan', () => {
  const lot = lotOf('L-1', 20);

  it.each([
    { scan: 'an unknown code', code: 'WHO-KNOWS', says: 'That code does not fit here' },
    { scan: 'a label with a wrong check digit', code: `0109506000134353${lot.label.slice(16)}`, says: 'The check digit does not fit' },
    { scan: 'a bin of another site', code: 'https://other.example/b/DOCK-1', says: 'This code belongs to another site: other.example' },
  ])('$scan is answered, changes no question and queues nothing', async ({ code, says }) => {
    const before = written();
    await openJob(phone, 'Receive');
    await asks(phone, 'Scan the lot label');
    await wedge(phone, code);
    await phone.getByText(says).waitFor();
    await asks(phone, 'Scan the lot label');
    await untilSent(phone);
    expect(written()).toEqual(before);
  });

  it('a quantity of nothing or beyond all measure cannot be said', async () => {
    await openJob(phone, 'Receive');
    await asks(phone, 'Scan the lot label');
    await wedge(phone, lot.label);
    await asks(phone, 'Scan the bin they stand in');
    await wedge(phone, 'DOCK-1');
    await asks(phone, 'Receive in DOCK-1');
    await phone.getByRole('button', { name: 'Type', exact: true }).click();
    const dialog = phone.getByRole('dialog');
    const say = dialog.getByRole('button', { name: 'Type a quantity' });
    const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
    await press('0');
    expect(await say.isDisabled()).toBe(true);
    await press('Erase the last one');
    for (const digit of '9999999999') await press(digit);
    expect(await say.isDisabled()).toBe(true);
    await phone.keyboard.press('Escape');
  });
});

describe('a report that is signed and nonsense', () => {
  const at = Date.now() as EpochMs;
  const nonsense = (n: number, payload: object, wall = at) => ({
    id: `0190a000-0000-7000-8000-00000000000${n}`,
    kind: 'receive',
    payload: { item: '09506000134352', lot: `L-9${n}`, to: 'DOCK-1', quantity: 1, expiryOn: '2099-01-01', ...payload },
    role: 'dock',
    worker: workerNamed(DORA.badge),
    at: wall,
  });
  const stock = () => rowsOf(server.dataDir, 'SELECT bin, lot, quantity FROM stock');
  const lotsOf = () => rowsOf(server.dataDir, 'SELECT key FROM lot');

  it.each([
    { n: 1, quantity: 0 },
    { n: 2, quantity: -5 },
    { n: 3, quantity: 10_000_000_000 },
  ])('a quantity of $quantity is kept for a person and moves nothing', async ({ n, quantity }) => {
    const before = [stock(), lotsOf()];
    const hand = await signInPhone(server.origin, 'dock', DORA);
    const reply = await hand.report(nonsense(n, { quantity }));
    expect(reply).toMatchObject({
      kind: 'taken',
      ack: { seq: 1 },
      verdicts: [{ outcome: 'parked', broke: { code: 'invalid-quantity' }, effect: 'none' }],
    });
    expect([stock(), lotsOf()]).toEqual(before);
  });

  it('a report from the future is recorded as of now', async () => {
    const hand = await signInPhone(server.origin, 'dock', DORA);
    const reply = await hand.report(nonsense(4, { lot: 'L-94' }, (at + 365 * 86_400_000) as EpochMs));
    expect(reply).toMatchObject({ kind: 'taken', verdicts: [{ effect: 'applied' }] });
    if (reply.kind !== 'taken') throw new Error(reply.kind);
    expect(reply.verdicts[0]?.occurredAt).toBeLessThanOrEqual(Date.now());
  });
});

function workerNamed(badge: string): string {
  return rowsOf<{ id: string }>(server.dataDir, 'SELECT id FROM worker WHERE badge = ?', badge)[0]?.id ?? '';
}

describe('a shift that is over', () => {
  it('opens nothing any more, and the phone says so', async () => {
    const late = await (await browser.newContext(PHONE)).newPage();
    await late.goto(server.origin);
    await signIn(late, PAWEL);
    await late.getByRole('heading', { level: 1, name: 'What are you doing?' }).waitFor();
    changeRow(server.dataDir, 'UPDATE session SET expires_at = 1 WHERE worker = (SELECT id FROM worker WHERE badge = ?)', PAWEL.badge);
    const answer = await fetch(`${server.origin}/trpc/access.me`, { headers: { cookie: await sessionCookie(late) } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { message: 'Sign in first.' } });
    await late.reload();
    await late.locator('.strip').getByText('sign in again').waitFor();
  });
});

async function sessionCookie(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

async function cookieOf(request: { allHeaders: () => Promise<Record<string, string>> }): Promise<string> {
  return (await request.allHeaders()).cookie ?? '';
}

/** The part of the request an error names, in our own errors and in those of a procedure. */
function fieldOf(said: { error?: { field?: string; data?: { field?: string } } }): string | undefined {
  return said.error?.field ?? said.error?.data?.field;
}

/** Runs in the hostile page. */
function submitForm({ to, kind }: { to: string; kind: string }): void {
  const form = Object.assign(document.createElement('form'), { action: to, method: 'post', enctype: kind });
  document.body.append(form);
  form.submit();
}

/** Runs in the hostile page: as a form, as text, and as our own pages do it. */
async function sendByScript(to: string): Promise<readonly string[]> {
  const post = (mode: RequestMode, body: FormData | string, headers: Record<string, string> = {}) =>
    fetch(to, { method: 'POST', mode, credentials: 'include', headers, body }).then(
      (answer) => `answered ${answer.status}`,
      () => 'nothing to read',
    );
  return [
    await post('no-cors', new FormData()),
    await post('no-cors', '{}', { 'content-type': 'text/plain' }),
    await post('cors', '{}', { 'content-type': 'application/json', 'x-lotkeeper': '1' }),
  ];
}
