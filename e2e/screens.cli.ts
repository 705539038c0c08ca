import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build, ROOT } from '../scripts/prepare.mjs';
import { DEMO_PEOPLE } from '../server/demo/demo-people.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { signIn } from './people.ts';
import { SCREENS, type Shot } from './screens.ts';
import { startServer } from './server-process.ts';

/** Where pictures go; each is taken as a phone and as a desk shows it. */
const FOLDER = join(ROOT, 'docs', 'screens');
const SIZES = [
  { name: '390', device: PHONE },
  { name: '1280', device: DESKTOP },
] as const;

build();
mkdirSync(FOLDER, { recursive: true });
const only = process.argv[2];
const server = await startServer({ args: ['--demo'] });
const browser = await launchBrowser();
let serious = 0;
try {
  for (const size of SIZES)
    for (const role of ['none', 'picker', 'dock', 'supervisor', 'admin'] as const) serious += await takeAll(browser, size, role);
} finally {
  await closeBrowser(browser);
  await server.stop();
}
console.log(`${serious} serious or critical accessibility findings`);
process.exitCode = serious === 0 ? 0 : 1;

async function takeAll(on: Browser, size: (typeof SIZES)[number], role: Shot['role']): Promise<number> {
  const shots = SCREENS.filter((shot) => shot.role === role && (!only || shot.name.includes(only)));
  if (shots.length === 0) return 0;
  const context = await on.newContext({ ...size.device, baseURL: server.origin, permissions: ['camera'], colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(server.origin);
  const person = DEMO_PEOPLE.find((each) => each.role === role);
  if (person) await signIn(page, person);
  let found = 0;
  for (const shot of shots) found += await take(page, shot, size.name);
  await closeContext(context);
  return found;
}

async function take(page: Page, shot: Shot, size: string): Promise<number> {
  await page.goto(`${server.origin}${shot.path}`);
  await page.getByRole('heading').first().waitFor();
  await shot.act?.(page);
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(FOLDER, `${shot.name}-${size}.png`) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical');
  for (const each of grave) console.log(`${shot.name} ${size}: ${each.id} ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  return grave.length;
}

async function closeContext(context: BrowserContext): Promise<void> {
  await context.close();
}
