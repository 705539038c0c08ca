import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from './config.ts';
import { createLog } from './ops/log.ts';
import { machineFacts } from './ops/machine.ts';
import { type Product, type Served, serve } from './serve.ts';
import { issueLeaf, makeAuthority } from './trust/authority.ts';

const PRODUCT: Product = {
  trpc: (_request, response) => {
    response.json({ product: true });
  },
  routers: [],
  probes: {},
  closers: [],
  firstRunLink: null,
};

/** A computer without any network has none, and nobody else can then reach it either. */
const LAN_ADDRESS = machineFacts().addresses.find((address) => isIP(address) === 4);

const running: Served[] = [];
afterEach(async () => {
  for (const served of running.splice(0)) {
    await served.finishRequests(0);
    for (const closer of served.closers) await closer.close();
  }
});

describe('with a local authority', () => {
  it('hands out, over plain HTTP, the one root under which HTTPS is trusted by name and by address', async () => {
    const { port } = await open();
    const root = await get(port, { host: 'lotkeeper.test', path: '/trust/lotkeeper.crt' });
    expect(root.headers['content-type']).toBe('application/x-x509-ca-cert');
    for (const host of ['lotkeeper.test', '127.0.0.1']) {
      expect((await get(port, { host, path: '/trpc/x', ca: pem(root.body) })).body).toBe('{"product":true}');
    }
  });

  it.each<[name: string, host: string]>([
    ['the site’s name, though it leads to this machine', 'lotkeeper.test'],
    ['a name rebound to this machine', 'rebound.example'],
    ['a name that begins with localhost', 'localhost.rebound.example'],
    ['localhost as a user name', 'localhost@rebound.example'],
    ['something that is no name', 'localhost:80:80'],
  ])('gives plain HTTP nothing but /trust under %s', async (_name, host) => {
    const { port } = await open();
    expect((await get(port, { host, path: '/trust' })).status).toBe(200);
    for (const path of ['/', '/trpc/x', '/livez', '/trusted', '/trust/../trpc/x', '//trpc/x', '/TRPC/x']) {
      const reply = await get(port, { host, path });
      expect([path, reply.status, reply.body.includes('product')]).toEqual([path, 307, false]);
    }
    expect((await get(port, { host, path: '/trpc/x', method: 'POST' })).status).toBe(405);
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST:8080'])(
    'gives this machine the whole product over plain HTTP as %s',
    async (host) => {
      const { port } = await open();
      expect((await get(port, { host, path: '/trpc/x' })).body).toBe('{"product":true}');
    },
  );

  it.skipIf(LAN_ADDRESS === undefined)('does not believe another machine that calls itself localhost', async () => {
    const { port } = await open({ host: '0.0.0.0' });
    const reply = await get(port, { host: 'localhost', path: '/trpc/x', to: LAN_ADDRESS ?? '' });
    expect([reply.status, reply.body.includes('product')]).toEqual([307, false]);
  });

  it('leads to HTTPS under the name that was asked for if it is ours, else under its own', async () => {
    const { port } = await open();
    const target = async (host: string, path: string) => (await get(port, { host, path })).headers.location;
    expect(await target(`lotkeeper.test:${port}`, '/lot?n=1')).toBe(`https://lotkeeper.test:${port}/lot?n=1`);
    expect(await target('evil.example', '/')).toBe('https://lotkeeper.test:8080/');
    expect(await target('lotkeeper.test@evil.example', '/')).toBe('https://lotkeeper.test:8080/');
    expect(await target(`lotkeeper.test:${port}`, '//evil.example/')).toBe(`https://lotkeeper.test:${port}//evil.example/`);
  });

  it('tells the person at the terminal what the page shows', async () => {
    const { port, facts } = await open();
    const page = await get(port, { host: 'lotkeeper.test', path: '/trust' });
    expect(facts.trust?.url).toBe('http://lotkeeper.test:8080/trust');
    expect(page.body).toContain(facts.trust?.fingerprint ?? 'no fingerprint');
  });
});

describe('without TLS', () => {
  it.each(['localhost', '127.0.0.1'])('serves this machine as %s', async (host) => {
    const { port } = await open({ tls: { kind: 'off' }, hosts: { chosen: [], found: [] } });
    expect((await get(port, { host, path: '/trpc/x' })).status).toBe(200);
  });

  it('serves this machine under a chosen name, and no rebound one', async () => {
    const { port } = await open({ tls: { kind: 'off' } });
    expect((await get(port, { host: 'lotkeeper.test', path: '/trpc/x' })).status).toBe(200);
    const reply = await get(port, { host: 'rebound.example', path: '/trpc/x' });
    expect([reply.status, JSON.parse(reply.body).error.code]).toEqual([421, 'unknown-host']);
  });

  it('leaves names to the proxy it trusts', async () => {
    const { port } = await open({ tls: { kind: 'off' }, trustProxy: 1 });
    expect((await get(port, { host: 'lots.example', path: '/trpc/x' })).status).toBe(200);
  });
});

describe('with the operator’s own certificate', () => {
  it('serves it, and has nothing for a phone to install', async () => {
    const folder = emptyFolder();
    const authority = await makeAuthority(['lotkeeper.test'], new Date());
    const leaf = await issueLeaf(authority, ['lotkeeper.test'], new Date());
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(cert, leaf.certificate);
    writeFileSync(key, leaf.key);
    const { port, facts } = await open({ tls: { kind: 'files', cert, key } });
    expect((await get(port, { host: 'lotkeeper.test', path: '/trpc/x', ca: authority.certificate })).status).toBe(200);
    const page = await get(port, { host: 'lotkeeper.test', path: '/trust' });
    expect(page.body).toContain('its own certificate');
    expect(page.body).not.toContain('lotkeeper.crt');
    expect((await get(port, { host: 'lotkeeper.test', path: '/trust/lotkeeper.crt' })).status).toBe(307);
    expect(facts.trust).toBeNull();
  });
});

async function open(changes: Partial<Config> = {}): Promise<Served> {
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: emptyFolder(),
    backup: { folder: '', mayMakeFolder: false, every: { kind: 'off' }, keep: 1 },
    tls: { kind: 'auto' },
    hosts: { chosen: ['lotkeeper.test'], found: [] },
    log: 'silent',
    trustProxy: false,
    publicOrigin: 'https://lotkeeper.test:8080',
    ...changes,
  };
  const served = await serve({
    config,
    product: PRODUCT,
    log: createLog('silent'),
    clientDir: config.dataDir,
    machine: () => ({ names: [], addresses: [] }),
  });
  running.push(served);
  return served;
}

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  /** Asks over HTTPS, with this as the only root. */
  readonly ca?: string;
  /** The address to connect to; this machine's own otherwise. */
  readonly to?: string;
}

async function get(port: number, { host, path, method = 'GET', ca, to = '127.0.0.1' }: Asked) {
  const common = { port, host: to, path, method, headers: { host } };
  const request = ca === undefined ? httpRequest(common) : httpsRequest({ ...common, ca, servername: host === '127.0.0.1' ? '' : host });
  const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response.setEncoding('latin1')) };
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-serve-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function pem(der: string): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der, 'latin1').toString('base64')}\n-----END CERTIFICATE-----\n`;
}
