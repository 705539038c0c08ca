import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS } from '../shared/wire/canonical.ts';
import { PROTOCOL, type Push } from '../shared/wire/push.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { changeRow, rowsOf } from './ledger.ts';
import { openSite, signIn } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, PAWEL } from './small-site.ts';

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
