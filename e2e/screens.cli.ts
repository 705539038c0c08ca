import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build, ROOT } from '../scripts/prepare.mjs';
import { DEMO_PEOPLE } from '../server/demo/demo-people.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE } from './browser.ts';
import { openLine } from './line.ts';
import { firstRunLink, signIn } from './people.ts';
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
const demo = await startServer({ args: ['--demo'] });
const fresh = await startServer();
/** Phones reach the demo by a line that can be cut. */
const line = await openLine({ serverPort: demo.port });
const browser = await launchBrowser();
let serious = 0;
try {
  for (const size of SIZES)
    for (const role of ['none', 'picker', 'dock', 'supervisor', 'admin'] as const) serious += await takeAll(browser, size, role);
} finally {
  await closeBrowser(browser);
  await line.cut();
  await Promise.all([demo, fresh].map((server) => server.stop()));
}
console.log(`${serious} serious or critical accessibility findings`);
process.exitCode = serious === 0 ? 0 : 1;

async function takeAll(on: Browser, size: (typeof SIZES)[number], role: Shot['role']): Promise<number> {
  const shots = SCREENS.filter((shot) => shot.role === role && (!only || shot.name.includes(only)));
  if (shots.length === 0) return 0;
  const context = await on.newContext({ ...size.device, baseURL: line.origin, permissions: ['camera'], colorScheme: 'dark' });
  const page = await context.newPage();
  await promiseStorage(on, page);
  await page.goto(line.origin);
  const person = DEMO_PEOPLE.find((each) => each.role === role);
  if (person) await signIn(page, person);
  let found = 0;
  for (const shot of shots) found += await take(page, shot, size.name);
  await closeContext(context);
  return found;
}

async function take(page: Page, shot: Shot, size: string): Promise<number> {
  await page.goto(addressOf(shot));
  await page.getByRole('heading').first().waitFor();
  let isCut = false;
  const cut = async () => {
    isCut = true;
    await line.cut();
  };
  await shot.act?.(page, { cut }).catch((error) => console.log(`${shot.name} ${size}: ${error}`));
  await page.getByText('One moment').waitFor({ state: 'hidden' });
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(FOLDER, `${shot.name}-${size}.png`) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical');
  for (const each of grave) console.log(`${shot.name} ${size}: ${each.id} ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  if (isCut) await line.mend();
  return grave.length;
}

function addressOf({ path, fresh: isFresh }: Shot): string {
  if (!isFresh) return `${line.origin}${path}`;
  return path === '/setup' ? firstRunLink(fresh) : `${fresh.origin}${path}`;
}

/** A browser without a window never promises to keep what it stores; one on a phone does once the app is installed. */
async function promiseStorage(on: Browser, page: Page): Promise<void> {
  const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  const all = await on.newBrowserCDPSession();
  await all.send('Browser.grantPermissions', {
    permissions: ['durableStorage', 'videoCapture'],
    ...(browserContextId && { browserContextId }),
  });
}

async function closeContext(context: BrowserContext): Promise<void> {
  await context.close();
}
