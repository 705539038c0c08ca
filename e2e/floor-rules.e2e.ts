import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, DESKTOP, launchBrowser, PHONE, TEST_PICTURE } from './browser.ts';
import { openJob, putAway, receive } from './jobs.ts';
import { type Line, openLine, untilReadyForOffline } from './line.ts';
import { openSite, signIn, startShift, typePin } from './people.ts';
import { type RunningServer, startServer } from './server-process.ts';
import { DORA, lotOf } from './small-site.ts';
import { breachesOn } from './touch-rules.ts';
import { asks, wedge } from './wedge.ts';

const OLD = lotOf('L-118', 15);
const YOUNG = lotOf('L-204', 40);
const VERDICT_MS = 100;
/** A test machine does much besides; a phone does not. So the fastest must keep the promise, and the usual one this. */
const VERDICT_MS_IN_CI = 300;

let server: RunningServer;
let line: Line;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startServer();
  line = await openLine({ serverPort: server.port });
  browser = await launchBrowser({ camera: TEST_PICTURE });
  await openSite(await browser.newPage(DESKTOP), server);
  page = await (await browser.newContext(PHONE)).newPage();
  await page.goto(line.origin);
  await signIn(page, DORA);
  for (const lot of [OLD, YOUNG]) await receive(page, lot);
  await putAway(page, OLD, 'A-01-1');
  await putAway(page, YOUNG, 'A-01-2');
});

afterAll(async () => {
  await closeBrowser(browser);
  await line.cut();
  await server.kill();
  rmSync(server.dataDir, { recursive: true });
});

const JOBS = ['Receive', 'Dispatch', 'Pick', 'Put away', 'Transfer', 'I saw this lot'];
const INPUTS = ['Camera', 'Type', 'List'];

async function answerBy(input: string): Promise<void> {
  await page.getByRole('button', { name: input, exact: true }).click();
}

async function toLotQuestion(job: string): Promise<void> {
  await openJob(page, job);
  if (job !== 'Dispatch') return asks(page, /^Scan /);
  await page.getByLabel('Destination').fill('Shop 12');
  await page.getByRole('button', { name: 'Next' }).click();
  await asks(page, /^Scan /);
}

async function toVerdict(lot: typeof OLD, verdict: 'ok' | 'stop'): Promise<void> {
  await toLotQuestion('Pick');
  await wedge(page, lot.label);
  await page.locator(`[data-verdict=${verdict}]`).waitFor();
}

async function toPlace(link: string, title: string): Promise<void> {
  await openJob(page, link);
  await asks(page, title);
}

it('the list of a putaway offers what waits at the dock', async () => {
  const waiting = lotOf('L-300', 60);
  await receive(page, waiting);
  await openJob(page, 'Put away');
  await answerBy('List');
  await page.getByRole('button', { name: new RegExp(`^${waiting.number}, .*DOCK-1`) }).waitFor();
});

describe('fingers in gloves hit what they aim at', () => {
  const screens: readonly { name: string; go: () => Promise<unknown> }[] = [
    { name: 'choosing a job', go: () => page.getByRole('link', { name: 'Back' }).click() },
    ...JOBS.flatMap((job) =>
      INPUTS.map((input) => ({ name: `${job}, ${input}`, go: () => toLotQuestion(job).then(() => answerBy(input)) })),
    ),
    { name: 'where goods leave to', go: () => openJob(page, 'Dispatch') },
    { name: 'OK', go: () => toVerdict(OLD, 'ok') },
    { name: 'another quantity', go: () => page.getByRole('button', { name: 'Type' }).click() },
    { name: 'STOP', go: () => page.keyboard.press('Escape').then(() => toVerdict(YOUNG, 'stop')) },
    { name: 'the inbox', go: () => toPlace('Inbox', 'Inbox') },
    { name: 'the settings', go: () => toPlace('Settings', 'Settings') },
    { name: 'the queue', go: () => page.locator('.strip').click() },
  ];
  it.each(screens)('$name', async ({ go }) => {
    await go();
    expect(await breachesOn(page)).toEqual([]);
  });

  it('signing in and starting the shift', async () => {
    const fresh = await (await browser.newContext(PHONE)).newPage();
    await fresh.goto(line.origin);
    await asks(fresh, 'Scan your badge');
    await fresh.getByRole('region', { name: 'Camera picture' }).waitFor();
    const badge = await breachesOn(fresh);
    await wedge(fresh, DORA.badge);
    await asks(fresh, 'Your PIN');
    const pin = await breachesOn(fresh);
    await typePin(fresh, DORA.pin);
    await asks(fresh, /^Hello, /);
    const hello = await breachesOn(fresh);
    await startShift(fresh);
    expect({ badge, pin, hello }).toEqual({ badge: [], pin: [], hello: [] });
    await fresh.context().close();
  });
});

describe('at work', () => {
  it(`the verdict stands on the screen within ${VERDICT_MS} ms of the scan, without a word to the server`, async () => {
    await untilReadyForOffline(page);
    await line.cut();
    await toLotQuestion('Pick');
    const took: number[] = [];
    for (let round = 0; round < 9; round++) {
      const watched = page.evaluate(fromEnterToVerdict);
      await wedge(page, OLD.label);
      took.push(await watched);
      await wedge(page, 'LK:NEXT');
      await asks(page, 'Scan a lot or a bin');
    }
    await line.mend();
    const median = took.sort((a, b) => a - b)[4] ?? Number.POSITIVE_INFINITY;
    console.log(`verdict after ${Math.round(median)} ms (median; ${took.map(Math.round).join(', ')})`);
    expect(took[0]).toBeLessThan(VERDICT_MS);
    expect(median).toBeLessThan(VERDICT_MS_IN_CI);
  });

  it('a new version is offered between jobs and never in the middle of one', async () => {
    const prompt = page.getByText('A new version is ready');
    await toLotQuestion('Pick');
    line.publishNewVersion();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);
    await wedge(page, OLD.label);
    await page.locator('[data-verdict]').waitFor();
    expect(await prompt.count()).toBe(0);
    await page.getByRole('link', { name: 'Back' }).click();
    await prompt.waitFor();
    expect(await breachesOn(page)).toEqual([]);
  });
});

/** Runs in the page: ms from the scanner's Enter going down to the verdict having been painted. */
function fromEnterToVerdict(): Promise<number> {
  return new Promise((resolve) => {
    let enterAt = 0;
    const hearEnter = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return;
      enterAt = event.timeStamp;
      document.removeEventListener('keydown', hearEnter, true);
    };
    document.addEventListener('keydown', hearEnter, true);
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[data-verdict]')) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - enterAt));
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
}
