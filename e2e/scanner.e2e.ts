import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import bwip from 'bwip-js/node';
import type { Browser, Page } from 'playwright-core';
import { build, type InlineConfig, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RawScan } from '../shared/wire/envelope.ts';
import { scanner as words } from '../shared/words/en/scanner.ts';
import { closeBrowser, launchBrowser, PHONE } from './browser.ts';
import { filmLabels, type Shot } from './label-video.ts';

const LINK = 'https://id.example.org/01/09506000134352/10/L-118?17=261205';
const ELEMENTS = '(01)09506000134352(10)L-118(17)261205';
const ELEMENTS_READ = '010950600013435210L-118\u001D17261205';

const qr = (text: string) => bwip.toSVG({ bcid: 'qrcode', text, scale: 4, padding: 8, backgroundcolor: 'FFFFFF' });
const bars = bwip.toSVG({ bcid: 'gs1-128', text: ELEMENTS, height: 25, padding: 8, backgroundcolor: 'FFFFFF', includetext: true });
const gs1Bars = `<div style="width: 760px">${bars}</div>`;

let dir: string;
let server: PreviewServer;
let browser: Browser | undefined;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'scanner-'));
  const root = join(import.meta.dirname, 'scanner-page');
  const page: InlineConfig = {
    root,
    configFile: false,
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: join(dir, 'page'), assetsInlineLimit: 0, emptyOutDir: true },
  };
  await build(page);
  server = await preview({ ...page, preview: { port: 0, host: '127.0.0.1' } });
});

afterEach(async () => {
  await closeBrowser(browser);
  browser = undefined;
});

afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

/** A phone that films `shots` in a loop, on the scanner's page. */
async function film(shots: readonly Shot[], before: (page: Page) => Promise<unknown> = async () => undefined): Promise<Page> {
  browser = await launchBrowser({ camera: await filmLabels(join(dir, `${Date.now()}.y4m`), shots) });
  const page = await browser.newPage(PHONE);
  await before(page);
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  return page;
}

async function scansOf(page: Page): Promise<readonly RawScan[]> {
  return JSON.parse((await page.locator('pre').textContent()) ?? '[]');
}

async function untilScanned(page: Page, count: number): Promise<readonly RawScan[]> {
  await expect.poll(async () => (await scansOf(page)).length).toBeGreaterThanOrEqual(count);
  return scansOf(page);
}

describe('labels before the camera', () => {
  it('a printed QR code is scanned once for as long as it is held there', async () => {
    const page = await film([{ labels: [qr(LINK)], seconds: 1 }]);
    expect(await untilScanned(page, 1)).toEqual([{ raw: LINK, symbology: ']Q1', via: 'camera' }]);
    await page.waitForTimeout(3500);
    expect(await scansOf(page)).toHaveLength(1);
    expect(await page.getByRole('status').textContent()).toBe(words['scanner.aim']);
  });

  it('bars come with their separators, and labels one after the other in their order', async () => {
    const page = await film([
      { labels: [gs1Bars], seconds: 2 },
      { labels: [], seconds: 1 },
      { labels: [qr('A-03-2')], seconds: 1.5, turnedBy: 20 },
      { labels: [], seconds: 1 },
    ]);
    const texts = (await untilScanned(page, 3)).map(({ raw }) => raw);
    const first = texts.indexOf(ELEMENTS_READ);
    expect(first).toBeLessThanOrEqual(1);
    expect(texts.slice(first, first + 2)).toEqual([ELEMENTS_READ, 'A-03-2']);
  });

  it('of two labels the worker says which', async () => {
    const page = await film([{ labels: [qr('A-03-2'), qr('B-01-1')], seconds: 1 }]);
    await page.getByRole('button', { name: 'B-01-1' }).click();
    expect(await untilScanned(page, 1)).toEqual([{ raw: 'B-01-1', symbology: ']Q1', via: 'camera' }]);
    expect(await page.getByRole('button', { name: 'A-03-2' }).count()).toBe(0);
  });

  it('without the WASM file the simple reader takes over and says so', async () => {
    const page = await film([{ labels: [gs1Bars], seconds: 1 }], (opened) => opened.route('**/*.wasm', (route) => route.abort()));
    expect(await untilScanned(page, 1)).toEqual([{ raw: ELEMENTS_READ, symbology: ']C1', via: 'camera' }]);
    expect(await page.getByRole('status').textContent()).toBe(words['scanner.slower']);
  });

  it('nothing is scanned while paused, by the worker or by the screen', async () => {
    const page = await film([
      { labels: [qr(LINK)], seconds: 1 },
      { labels: [], seconds: 1.5 },
    ]);
    await untilScanned(page, 1);
    await page.getByRole('button', { name: words['scanner.pause'] }).click();
    expect(await page.getByRole('status').textContent()).toBe(words['scanner.resume']);
    const before = (await scansOf(page)).length;
    await page.waitForTimeout(3500);
    expect(await scansOf(page)).toHaveLength(before);
    await page.getByRole('button', { name: words['scanner.resume'] }).click();
    await untilScanned(page, before + 1);
    await page.getByRole('button', { name: 'Not wanted' }).click();
    const held = (await scansOf(page)).length;
    await page.waitForTimeout(3500);
    expect(await scansOf(page)).toHaveLength(held);
  });

  it('a fogged lens is pointed out', async () => {
    const page = await film([{ labels: [qr(LINK)], seconds: 1, blur: 14 }]);
    await expect.poll(() => page.getByRole('status').textContent()).toBe(words['scanner.fogged']);
    expect(await scansOf(page)).toEqual([]);
  });

  it('the camera rests after a minute without work and wakes at a tap', async () => {
    const page = await film([{ labels: [qr(LINK)], seconds: 1 }], (opened) => opened.clock.install());
    await expect.poll(() => page.getByRole('status').textContent()).toBe(words['scanner.aim']);
    await page.clock.fastForward(60_000);
    await page.getByRole('button', { name: words['scanner.wake'] }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toBe(words['scanner.aim']);
  });
});
