import type { Browser, Page } from 'playwright-core';
import { PHONE } from '../../e2e/browser.ts';

/** A phone of its own on a server: a fresh profile, and a page of the server's origin with the program in it. Nothing stands between page and server. */
export async function withPage<T>(browser: Browser, { origin, script }: Place, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ ...PHONE, bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/readyz`);
    await page.addScriptTag({ content: script, type: 'module' });
    await page.waitForFunction(() => 'phone' in window || 'bare' in window);
    return await act(page);
  } finally {
    await context.close();
  }
}

interface Place {
  readonly origin: string;
  readonly script: string;
}
