import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, ROOT } from '../scripts/prepare.mjs';
import { graveFindings } from './axe.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE, TEST_PICTURE } from './browser.ts';
import { ROLES_ON_STAGE, SCREENS, type Shot } from './screens.ts';
import { openStage } from './stage.ts';

/** Where pictures go; each is taken as a phone and as a desk shows it. */
const FOLDER = join(ROOT, 'docs', 'screens');
const SIZES = [
  { name: '390', device: PHONE },
  { name: '1280', device: DESKTOP },
] as const;
/** Until what moves has come to rest. */
const REST_MS = 700;

build();
mkdirSync(FOLDER, { recursive: true });
const only = process.argv[2];
const stage = await openStage();
const browser = await launchBrowser({ camera: TEST_PICTURE });
const troubles: string[] = [];
try {
  for (const size of SIZES) for (const role of ROLES_ON_STAGE) await takeAll(browser, size, role);
} finally {
  await closeBrowser(browser);
  await stage.close();
}
for (const trouble of troubles) console.log(trouble);
console.log(`${troubles.length} pictures with something wrong`);
process.exitCode = troubles.length === 0 ? 0 : 1;

async function takeAll(on: Browser, size: (typeof SIZES)[number], role: Shot['role']): Promise<void> {
  const shots = SCREENS.filter((shot) => shot.role === role && (!only || shot.name.includes(only)));
  if (shots.length === 0) return;
  const page = await stage.enter(on, size.device, role);
  for (const shot of shots) {
    await take(page, shot, size.name).catch((error) => troubles.push(`${shot.name} ${size.name}: ${error}`));
  }
  await page.context().close();
}

async function take(page: Page, shot: Shot, size: string): Promise<void> {
  await stage.show(page, shot, async () => {
    await page.waitForTimeout(REST_MS);
    await page.screenshot({ path: join(FOLDER, `${shot.name}-${size}.png`) });
    troubles.push(...(await graveFindings(page)).map((finding) => `${shot.name} ${size}: ${finding}`));
  });
}
