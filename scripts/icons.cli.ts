// Draws the app's PNG icons from public/icon.svg: `npx tsx scripts/icons.cli.ts`.
// A maskable icon fills its square; the launcher cuts its own shape out of it.

import { readFile, writeFile } from 'node:fs/promises';
import { launchBrowser } from '../e2e/browser.ts';

const DRAWN = [
  { file: 'icon-192.png', size: 192, maskable: false },
  { file: 'icon-512.png', size: 512, maskable: false },
  { file: 'icon-maskable-512.png', size: 512, maskable: true },
  { file: 'apple-touch-icon.png', size: 180, maskable: true },
];

const svg = await readFile('public/icon.svg', 'utf8');
const browser = await launchBrowser();
for (const { file, size, maskable } of DRAWN) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = maskable ? svg.replace('rx="112"', '') : svg;
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
  await writeFile(`public/${file}`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
