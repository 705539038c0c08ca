import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graveFindings } from './axe.ts';
import { closeBrowser, DESKTOP, launchBrowser, PHONE, TEST_PICTURE } from './browser.ts';
import { ROLES_ON_STAGE, SCREENS, type Shot } from './screens.ts';
import { openStage, type Stage } from './stage.ts';

/** The states of these places are looked at by `npm run screens`. Seen where it is used: at a desk, or on a phone. */
const AT_A_DESK: ReadonlySet<Shot['role']> = new Set(['supervisor', 'admin']);
/** What a change of theme can break. */
const OF_THE_THEME = ['color-contrast', 'link-in-text-block'];

let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), launchBrowser({ camera: TEST_PICTURE })]);
});

afterAll(async () => {
  await closeBrowser(browser);
  await stage?.close();
});

describe('every place, in the dark theme and in the light one', () => {
  test.each(ROLES_ON_STAGE)('that is shown to %s can be read and used by everybody: axe finds nothing serious', async (role) => {
    const page = await stage.enter(browser, AT_A_DESK.has(role) ? DESKTOP : PHONE, role);
    const found: string[] = [];
    for (const shot of SCREENS.filter((each) => each.isPlain && each.role === role)) {
      const seen = await stage.show(page, shot, async () => {
        const dark = await graveFindings(page);
        await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
        return [...dark, ...(await graveFindings(page, OF_THE_THEME)).map((finding) => `light: ${finding}`)];
      });
      found.push(...seen.map((finding) => `${shot.name}: ${finding}`));
    }
    await page.context().close();
    expect(found).toEqual([]);
  });
});

test('a dialog on a desk keeps its own width, whichever page opens it', async () => {
  const page = await stage.enter(browser, DESKTOP, 'supervisor');
  const shots = SCREENS.filter(({ name }) => name === 'supervisor-anomaly-close');
  const widths: (number | undefined)[] = [];
  for (const shot of shots) widths.push(await stage.show(page, shot, async () => (await page.getByRole('dialog').boundingBox())?.width));
  await page.context().close();
  expect(widths).toEqual([576]);
});
