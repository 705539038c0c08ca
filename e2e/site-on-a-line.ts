import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { closeBrowser, DESKTOP, launchBrowser } from './browser.ts';
import { type Line, openLine } from './line.ts';
import { openSite } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';

/** A small site on a server of its own, a browser, and the network between them in the test's hand. */
export interface SiteOnALine {
  readonly server: RunningServer;
  readonly line: Line;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

export async function openSiteOnALine(): Promise<SiteOnALine> {
  const server = await startServer();
  const line = await openLine({ serverPort: server.port });
  const browser = await launchBrowser();
  await openSite(await browser.newPage(DESKTOP), server);
  const close = async () => {
    await closeBrowser(browser);
    await line.cut().catch(() => undefined);
    await server.kill();
    rmSync(server.dataDir, { recursive: true });
  };
  return { server, line, browser, close };
}
