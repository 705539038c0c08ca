import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { closeBrowser, openProfile, PHONE } from '../browser.ts';
import { openJob } from '../jobs.ts';
import { untilReadyForOffline } from '../line.ts';
import { signIn, startShift } from '../people.ts';
import type { LabelledLot, Person } from '../small-site.ts';
import { asks, wedge } from '../wedge.ts';

const run = promisify(execFile);

/** A phone with a screen: Chromium on a profile that stays, driven by the keys a wedge scanner sends. */
export interface BrowserPhone {
  /** Lots received with the tick shown, in that order. */
  readonly ticked: readonly string[];
  /** Opens the app anew; `tabs` of it. Resolves when the first can be worked with. */
  readonly open: (tabs: number) => Promise<void>;
  readonly page: (tab: number) => Page;
  /** Up to the verdict on a pallet of the lot in DOCK-1; what is left is to confirm it. */
  readonly toVerdict: (lot: LabelledLot, tab: number) => Promise<void>;
  /** Confirms it and waits for the tick. */
  readonly confirm: (lot: LabelledLot, tab: number) => Promise<void>;
  /** Confirms it, and SIGKILLs the browser's whole process group so many ms later. */
  readonly confirmAndDie: (lot: LabelledLot, tab: number, delay: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const DEED = 'Receive in DOCK-1';
const CONFIRM = 'LK:CONFIRM';

export async function openBrowserPhone(profile: string, origin: string, person: Person): Promise<BrowserPhone> {
  const ticked: string[] = [];
  let context: BrowserContext | undefined;
  let confirming: string | null = null;

  function shown(): void {
    if (confirming) ticked.push(confirming);
    confirming = null;
  }

  const page = (tab: number): Page => {
    const found = context?.pages()[tab];
    if (!found) throw new Error(`the phone has no tab ${tab}`);
    return found;
  };

  async function open(tabs: number): Promise<void> {
    context = await openProfile(profile, PHONE);
    await context.exposeBinding('tickShown', shown);
    await context.addInitScript(watchForTick);
    while (context.pages().length < tabs) await context.newPage();
    for (let tab = 0; tab < tabs; tab++) await page(tab).goto(origin);
  }

  async function toReceiving(tab: number): Promise<void> {
    const question = page(tab).getByRole('heading', { level: 1 });
    await question.waitFor();
    if (/^Hello, /.test(await question.innerText())) await startShift(page(tab));
    await openJob(page(tab), 'Receive');
    await asks(page(tab), 'Scan the lot label');
  }

  async function toVerdict(lot: LabelledLot, tab: number): Promise<void> {
    await page(tab).bringToFront();
    const question = page(tab).getByRole('heading', { level: 1 });
    if (!/^Scan the lot label/.test(await question.innerText())) await toReceiving(tab);
    await wedge(page(tab), lot.label);
    await question.filter({ hasNotText: 'Scan the lot label' }).waitFor();
    if ((await question.innerText()) !== DEED) await wedge(page(tab), 'DOCK-1');
    await asks(page(tab), DEED);
  }

  await open(1);
  await signIn(page(0), person);
  await untilReadyForOffline(page(0));
  // A browser writes cookies down when it is closed in order; killed within its first half minute it forgets the shift.
  await closeBrowser(context);
  await open(1);
  return {
    ticked,
    open,
    page,
    toVerdict,
    confirm: async (lot, tab) => {
      confirming = lot.number;
      await wedge(page(tab), CONFIRM);
      await asks(page(tab), 'Scan the lot label');
      shown();
    },
    confirmAndDie: async (lot, tab, delay) => {
      confirming = lot.number;
      const scanned = wedge(page(tab), CONFIRM).catch(() => undefined);
      const gone = new Promise((resolve) => context?.once('close', resolve));
      await new Promise((resolve) => setTimeout(resolve, delay));
      await killProfile(profile);
      await Promise.all([scanned, gone]);
      confirming = null;
    },
    close: () => closeBrowser(context),
  };
}

/** Runs in the page: tells of every tick as it is put on the screen. */
function watchForTick(): void {
  const tell = (globalThis as unknown as { tickShown: () => void }).tickShown;
  let isShown = false;
  const look = () => {
    const isNow = document.querySelector('.saved-flash') !== null;
    if (isNow && !isShown) tell();
    isShown = isNow;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}

/** The browser, its renderers and its storage, all at once, as a dead battery would. */
async function killProfile(profile: string): Promise<void> {
  const { stdout } = await run('ps', ['-eo', 'pgid=,args=']);
  const groups = stdout
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${profile}`))
    .map((line) => Number(line.trim().split(' ', 1)[0]));
  if (groups.length === 0) throw new Error(`no browser runs on ${profile}`);
  for (const group of new Set(groups)) if (group > 1) process.kill(-group, 'SIGKILL');
}
