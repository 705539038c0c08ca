import type { Page } from 'playwright-core';

const PATIENCE_MS = 30_000;
const ENTER = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };

/**
 * A keyboard-wedge scanner reading `code`: real key presses, all sent without waiting for the page to keep up, ended by Enter.
 * A scanner does not slow down for a busy phone either.
 */
export async function wedge(page: Page, code: string): Promise<void> {
  await page.getByRole('region', { name: 'Camera picture' }).waitFor();
  const keys = await page.context().newCDPSession(page);
  const strokes = [...[...code].map((key) => ({ key, text: key })), ENTER];
  await Promise.all(
    strokes.flatMap(({ text, ...stroke }) => [
      keys.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...stroke }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke }),
    ]),
  );
  await keys.detach();
}

/** Waits until the screen asks `question`, its one top line; when it never does, tells what it shows instead. */
export async function asks(page: Page, question: string | RegExp): Promise<void> {
  const heading = page.getByRole('heading', { level: 1, name: question });
  await heading.waitFor({ timeout: PATIENCE_MS }).catch(async () => {
    throw new Error(`the screen never asked “${question}”; it shows:\n${await page.locator('body').innerText()}`);
  });
}

/** The rules' answer on the screen: its word, the fact, and what to do. */
export async function verdictOn(page: Page): Promise<string> {
  return page.locator('[data-verdict]').innerText();
}
