import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, ROOT } from '../scripts/prepare.mjs';
import { graveFindings } from './axe.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE, TEST_PICTURE } from './browser.ts';
import { ROLES_ON_STAGE, SCREENS, type Shot } from './screens.ts';
import { openSiteOnALine, type SiteOnALine } from './site-on-a-line.ts';
import { openStage, type Stage } from './stage.ts';
import { TROUBLES, type Trouble } from './troubles.ts';

/** Where pictures go; each is taken as a phone and as a desk shows it. */
const FOLDER = join(ROOT, 'docs', 'screens');
const SIZES = [
  { name: '390', device: PHONE },
  { name: '1280', device: DESKTOP },
] as const;
/** Seven to one, by gloved hands in bad light. */
const READ_AT_ARMS_LENGTH = ['color-contrast-enhanced'];
/** Until what moves has come to rest. */
const REST_MS = 700;

build();
mkdirSync(FOLDER, { recursive: true });
const only = process.argv[2];
const isWanted = ({ name }: { name: string }) => !only || name.includes(only);
const findings: string[] = [];
if (SCREENS.some(isWanted)) await takeScreens();
if (TROUBLES.some(isWanted)) await takeTroubles();
for (const finding of findings) console.log(finding);
console.log(`${findings.length} pictures with something wrong`);
process.exitCode = findings.length === 0 ? 0 : 1;

async function takeScreens(): Promise<void> {
  const stage = await openStage();
  const browser = await launchBrowser({ camera: TEST_PICTURE });
  try {
    for (const size of SIZES) for (const role of ROLES_ON_STAGE) await takeAll({ stage, browser, size, role });
  } finally {
    await closeBrowser(browser);
    await stage.close();
  }
}

interface Sitting {
  readonly stage: Stage;
  readonly browser: Browser;
  readonly size: (typeof SIZES)[number];
  readonly role: Shot['role'];
}

async function takeAll({ stage, browser, size, role }: Sitting): Promise<void> {
  const shots = SCREENS.filter((shot) => shot.role === role && isWanted(shot));
  if (shots.length === 0) return;
  const page = await stage.enter(browser, size.device, role);
  for (const shot of shots) {
    const name = `${shot.name}-${size.name}`;
    await stage.show(page, shot, () => take(page, name)).catch((error) => findings.push(`${name}: ${error}`));
  }
  await page.context().close();
}

/** What befalls a phone on the floor is read there. */
async function takeTroubles(): Promise<void> {
  const site = await openSiteOnALine();
  try {
    for (const trouble of TROUBLES.filter(isWanted)) {
      await takeTrouble(site, trouble).catch((error) => findings.push(`${trouble.name}: ${error}`));
    }
  } finally {
    await site.close();
  }
}

async function takeTrouble(site: SiteOnALine, { name, bring }: Trouble): Promise<void> {
  try {
    await bring(site, async (page, of) => {
      const picture = of ? `${name}-${of}-390` : `${name}-390`;
      await take(page, picture);
      findings.push(...(await graveFindings(page, READ_AT_ARMS_LENGTH)).map((finding) => `${picture}: ${finding}`));
    });
  } finally {
    for (const context of site.browser.contexts()) await context.close();
    await site.line.cut().catch(() => undefined);
    await site.line.mend();
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(REST_MS);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  findings.push(...(await graveFindings(page)).map((finding) => `${name}: ${finding}`));
}
