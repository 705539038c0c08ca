import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DEMO_PEOPLE } from '../server/demo/demo-people.ts';
import { openLine } from './line.ts';
import { firstRunLink, signIn } from './people.ts';
import type { Shot } from './screens.ts';
import { startServer } from './server-process.ts';

/** Where screens are shown: the demo store behind a line that can be cut, and a server that was only just started. */
export interface Stage {
  /** A phone or desk of its own, with somebody of that role signed in and at work. */
  enter(browser: Browser, device: BrowserContextOptions, role: Shot['role']): Promise<Page>;
  /** Brings a screen up as the shot wants it, looks at it, and mends the line if it was cut for it. */
  show<T>(page: Page, shot: Shot, look: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [demo, fresh] = await Promise.all([startServer({ args: ['--demo'] }), startServer()]);
  const line = await openLine({ serverPort: demo.port });
  let isCut = false;

  const addressOf = ({ path, fresh: isFresh }: Shot): string => {
    if (!isFresh) return `${line.origin}${path}`;
    return path === '/setup' ? firstRunLink(fresh) : `${fresh.origin}${path}`;
  };
  const cut = async () => {
    isCut = true;
    await line.cut();
  };
  const mend = async () => {
    if (isCut) await line.mend();
    isCut = false;
  };

  return {
    enter: async (browser, device, role) => {
      const context = await browser.newContext({ ...device, baseURL: line.origin, permissions: ['camera'], colorScheme: 'dark' });
      const page = await context.newPage();
      await promiseStorage(browser, page);
      await page.goto(line.origin);
      const person = DEMO_PEOPLE.find((each) => each.role === role);
      if (person) await signIn(page, person);
      return page;
    },
    show: async (page, shot, look) => {
      try {
        await page.goto(addressOf(shot));
        await page.getByRole('heading').first().waitFor();
        await shot.act?.(page, { cut });
        await page.getByText('One moment').waitFor({ state: 'hidden' });
        return await look();
      } finally {
        await mend();
      }
    },
    close: async () => {
      await line.cut();
      await Promise.all([demo, fresh].map((server) => server.stop()));
    },
  };
}

/** A browser without a window never promises to keep what it stores; one on a phone does once the app is installed. */
export async function promiseStorage(browser: Browser, page: Page): Promise<void> {
  const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  const all = await browser.newBrowserCDPSession();
  await all.send('Browser.grantPermissions', {
    permissions: ['durableStorage', 'videoCapture'],
    ...(browserContextId && { browserContextId }),
  });
}
