import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:http';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, launchBrowser, PHONE, TEST_HOST, TEST_PICTURE } from './browser.ts';
import { type RunningServer, startServer } from './server-process.ts';

let server: RunningServer;
const secureOrigin = () => `https://${TEST_HOST}:${server.port}`;
const startSecure = (from?: RunningServer) =>
  startServer({ ...(from && { dataDir: from.dataDir, port: from.port }), env: { LOTKEEPER_TLS: 'auto', LOTKEEPER_HOSTS: TEST_HOST } });

beforeAll(async () => {
  server = await startSecure();
});
afterAll(async () => {
  await server.stop();
});

/** What plain HTTP answers when it is asked under a host name, as a phone on the LAN would. */
function askPlain(path: string): Promise<{ status: number; location: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${TEST_HOST}:${server.port}`, accept: 'text/html' };
    request({ host: '127.0.0.1', port: server.port, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

/** Opens TLS with one root only; resolves to the leaf, rejects when the chain or the name does not hold. */
function shakeHands(root: string, servername: string): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port: server.port, ca: root, servername }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    }).on('error', reject);
  });
}

async function authority(): Promise<string> {
  const { body } = await askPlain('/trust/lotkeeper.crt');
  return new X509Certificate(body).toString();
}

async function leafKeyHash(): Promise<string> {
  const leaf = new X509Certificate((await shakeHands(await authority(), TEST_HOST)).raw);
  return createHash('sha256')
    .update(leaf.publicKey.export({ format: 'der', type: 'spki' }))
    .digest('base64');
}

async function openPhone(browser: Browser, options: { ignoreHTTPSErrors?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, ...options, permissions: ['camera'] });
  return context.newPage();
}

describe('a phone on the store’s network', () => {
  it('is given only the trust page over plain http, and sent to https for the rest', async () => {
    expect((await askPlain('/trust')).status).toBe(200);
    const home = await askPlain('/');
    expect([home.status, home.location]).toEqual([
      expect.toSatisfy((status: number) => status >= 301 && status <= 308),
      `${secureOrigin()}/`,
    ]);
    const api = await askPlain('/trpc/access.status');
    expect(api.body.toString()).not.toContain('isSetUp');
  });

  it('finds a chain that holds with our authority as its only root, for our names and no other', async () => {
    const root = await authority();
    expect((await shakeHands(root, TEST_HOST)).subjectaltname).toContain(TEST_HOST);
    await expect(shakeHands(root, 'elsewhere.test')).rejects.toThrow(/does not match|altnames/);
  });

  it('that trusts the authority has camera and service worker, and starts with the server gone', async () => {
    const browser = await launchBrowser({ camera: TEST_PICTURE, trustedKeys: [await leafKeyHash()] });
    try {
      const page = await openPhone(browser);
      await page.goto(secureOrigin());
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const tracks = await page.evaluate(async () => (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks().length);
      expect(tracks).toBe(1);
      const heading = await page.getByRole('heading').first().textContent();
      await server.kill();
      await page.reload();
      await expect.poll(() => page.getByRole('heading').first().textContent()).toBeTruthy();
      expect(heading).toBeTruthy();
    } finally {
      await closeBrowser(browser);
      server = await startSecure(server);
    }
  });

  it('whose user only clicked the warning away is told in red why it will not work in the cold store', async () => {
    const browser = await launchBrowser({ camera: TEST_PICTURE });
    try {
      const page = await openPhone(browser, { ignoreHTTPSErrors: true });
      await page.goto(secureOrigin());
      const banner = page.getByRole('alert').filter({ hasText: 'will not work in the cold store' });
      await banner.waitFor({ timeout: 15_000 });
      expect(await banner.getByRole('link').getAttribute('href')).toContain('/trust');
    } finally {
      await closeBrowser(browser);
    }
  });

  it('shows green lights on the trust page once it trusts, the camera’s after a tap', async () => {
    const browser = await launchBrowser({ camera: TEST_PICTURE, trustedKeys: [await leafKeyHash()] });
    try {
      const page = await openPhone(browser);
      await page.goto(`${secureOrigin()}/trust`);
      for (const light of ['https', 'worker']) await page.locator(`[data-light="${light}"][data-state="good"]`).waitFor();
      const isSafe = await page.evaluate(() => navigator.storage.persist());
      await page.locator(`[data-light="storage"][data-state="${isSafe ? 'good' : 'check'}"]`).waitFor();
      await page.locator('[data-light="camera"] button').click();
      await page.locator('[data-light="camera"][data-state="good"]').waitFor();
    } finally {
      await closeBrowser(browser);
    }
  });
});
