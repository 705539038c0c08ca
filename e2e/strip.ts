import type { Page } from 'playwright-core';

const PATIENCE_MS = 60_000;

/**
 * Until the status strip says that nothing waits on this phone. A headless browser promises no storage, and the strip says so,
 * each build in its own words.
 */
export async function untilSent(page: Page): Promise<void> {
  await untilSays(page, /^Online( · (this phone|the browser) may delete scans)?$/);
}

export async function untilWaiting(page: Page, count: number): Promise<void> {
  await untilSays(page, `${count} waiting · oldest`);
}

export async function untilSays(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('.strip').getByRole('status').filter({ hasText: text }).waitFor({ timeout: PATIENCE_MS });
}
