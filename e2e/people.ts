import type { Page } from 'playwright-core';
import type { RunningServer } from './server-process.ts';
import { ADMIN, MASTER_DATA, SITE } from './small-site.ts';
import { asks, wedge } from './wedge.ts';

/** Signs in as people do, badge scanned and PIN typed, and starts the shift. */
export async function signIn(page: Page, { badge, pin }: { badge: string; pin: string }): Promise<void> {
  await asks(page, 'Scan your badge');
  await wedge(page, badge);
  await asks(page, 'Your PIN');
  await typePin(page, pin);
  await startShift(page);
}

export async function typePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.type(pin);
}

export async function startShift(page: Page): Promise<void> {
  await asks(page, /^Hello, /);
  await page.getByRole('button', { name: 'Start shift' }).click();
}

/** The first day of an empty store: the printed link, the first administrator, and the master data they bring. Stays signed in. */
export async function openSite(page: Page, server: RunningServer): Promise<void> {
  const badge = await setUp(page, server);
  await signIn(page, { badge, pin: ADMIN.pin });
  await importMasterData(page);
}

/** The one-time link that a server with nothing in it prints. */
export function firstRunLink(server: RunningServer): string {
  const link = /First run\s+(\S+)/.exec(server.printed())?.[1];
  if (!link) throw new Error(`the server printed no first-run link:\n${server.printed()}`);
  return link;
}

/** Opens the one-time link the server printed, creates the site and its first administrator; gives the badge it shows. */
async function setUp(page: Page, server: RunningServer): Promise<string> {
  await page.goto(firstRunLink(server));
  await page.getByLabel('Site name').fill(SITE.name);
  await page.getByLabel('Site code').fill(SITE.code);
  await page.getByLabel('Time zone').fill(SITE.timeZone);
  await page.getByLabel('Your name').fill(ADMIN.name);
  await page.getByLabel('Your PIN').fill(ADMIN.pin);
  // The previous build, which some journeys start from, asks for it once.
  const again = page.getByLabel('The same PIN again');
  if ((await again.count()) > 0) await again.fill(ADMIN.pin);
  await page.getByRole('button', { name: 'Create the site' }).click();
  await asks(page, 'The site is ready');
  const badge = await page.locator('.code').innerText();
  await page.getByRole('link', { name: 'Go to sign-in' }).click();
  return badge.trim();
}

/** Brings zones, bins, items and workers into the store, as the signed-in administrator does: looked at first, then taken. */
async function importMasterData(page: Page): Promise<void> {
  await page.getByLabel('or paste it here').fill(JSON.stringify(MASTER_DATA));
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByText('Nothing is changed yet. The file would do this:').waitFor();
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByText('The file is taken.').waitFor();
}
