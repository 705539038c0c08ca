import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/prepare.mjs';
import { closeBrowser, launchBrowser, PHONE } from './browser.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { asks } from './wedge.ts';

/** Headers and addresses by which a test might set a clock, a scan or a stock, were there a way in. */
const KNOCKS = { 'x-now': '0', 'x-clock': '0', 'x-test': '1', 'x-lotkeeper-now': '0', date: 'Thu, 01 Jan 1970 00:00:00 GMT' };
const DOORS = [
  'seed',
  'reset',
  'clock',
  'now',
  'test',
  'debug',
  '__test',
  'api/seed',
  'trpc/test.seed',
  'trpc/demo.reset',
  'trpc/clock.set',
];

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});

afterAll(async () => {
  await closeBrowser(browser);
  await server.kill();
  rmSync(server.dataDir, { recursive: true });
});

describe('the product has no way in for tests', () => {
  it('and is built from nothing that belongs to them', () => {
    const shipped = ['client', 'server'].flatMap((part) => sourcesIn(join(ROOT, 'dist', part)));
    expect(shipped.length).toBeGreaterThan(100);
    const foreign = shipped.filter((source) => /(^|\/)(e2e|bench)\/|\.(test|contract|arbitrary|e2e)\.tsx?$/.test(source));
    expect(foreign).toEqual([]);
  });

  it('puts nothing on the page’s window that a script could call', async () => {
    const names = (url: string) => async () => {
      const page = await (await browser.newContext(PHONE)).newPage();
      await page.goto(url);
      if (url === server.origin) await asks(page, 'Scan your badge');
      return page.evaluate(() => Object.getOwnPropertyNames(window));
    };
    const [bare, ours] = [await names(`${server.origin}/livez`)(), await names(server.origin)()];
    expect(ours.filter((name) => !bare.includes(name))).toEqual([]);
  });

  it('takes no time, scan or stock from a header or at an address', async () => {
    const timeOf = async (headers: Record<string, string>) => {
      const answer = await fetch(`${server.origin}/trpc/access.status`, { headers });
      return { status: answer.status, said: await answer.json() };
    };
    expect(await timeOf(KNOCKS)).toEqual(await timeOf({}));
    for (const door of DOORS) {
      const answer = await fetch(`${server.origin}/${door}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-lotkeeper': '1', origin: server.origin, ...KNOCKS },
        body: '{}',
      });
      expect([door, answer.status]).toEqual([door, expect.toSatisfy((status: number) => status === 404 || status === 405)]);
    }
  });
});

/** Every file the built product was made of, by its source maps. */
function sourcesIn(dist: string): readonly string[] {
  const maps = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((file) => (JSON.parse(readFileSync(join(dist, file), 'utf8')) as { sources: string[] }).sources);
  return sources.filter((source) => !source.includes('node_modules'));
}
