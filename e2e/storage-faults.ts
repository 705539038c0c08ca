import type { Page } from 'playwright-core';

/** Runs in the page, which then knows its own connections, so that they can be ended under the app's feet. */
export function rememberHandles(): void {
  const open = IDBFactory.prototype.open;
  const handles: IDBDatabase[] = [];
  Object.assign(window, { handles });
  IDBFactory.prototype.open = function (...asked) {
    const request = open.apply(this, asked);
    request.addEventListener('success', () => handles.push(request.result));
    return request;
  };
}

/** What iOS does now and then: every connection is gone at once, and none can be opened any more. */
export async function killHandles(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const handle of (window as never as { handles: IDBDatabase[] }).handles) handle.close();
    IDBFactory.prototype.open = () => {
      throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
    };
  });
}

/** One push gets through before the line is gone: it carries the first scan, and says that all `depth` of them wait. */
export async function letOneThrough(page: Page, depth: number): Promise<void> {
  let passed = false;
  await page.route('**/trpc/sync.push', async (route) => {
    const push = route.request().postDataJSON() as { commands: unknown[]; queue: { depth: number } };
    if (passed || push.commands.length !== 1) return route.abort();
    passed = true;
    return route.continue({ postData: JSON.stringify({ ...push, queue: { ...push.queue, depth } }) });
  });
}

/** What a browser short of room does to a site nobody promised to keep: script's storage goes, the server's cookies stay. */
export async function wipe(page: Page, origin: string): Promise<void> {
  const browserSide = await page.context().newCDPSession(page);
  const storageTypes = 'indexeddb,local_storage,cache_storage,service_workers';
  await browserSide.send('Storage.clearDataForOrigin', { origin, storageTypes });
  await page.reload();
  await page.unroute('**/trpc/sync.push');
}
