/**
 * How long a worker waits for the phone's answer to a scan: the phone's own code over a store of 50,000 rows in a real
 * Chromium, decoding left out. The floor keeps the same rows one record each in plain
 * object stores and reads what each verdict read by raw gets in one transaction, in the same run.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { closeBrowser, launchBrowser, PHONE } from '../e2e/browser.ts';
import type { Figures, Plan } from './decide-page/page.ts';
import { machineFacts, rounded, spread } from './machine.ts';
import { pageScript } from './page-script.ts';

const MOST_P95_MS = 50;
const MOST_BOOTSTRAP_MS = 6000;
const PLAN: Plan = { rows: 50_000, scans: 2000, warmUp: 100, reportEvery: 10 };

process.exitCode = (await main()) ? 0 : 1;

async function main(): Promise<boolean> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage(PHONE);
    await openPage(page);
    const figures = await page.evaluate((plan) => window.measureDecide(plan), PLAN);
    return record(figures, browser.version());
  } finally {
    await closeBrowser(browser);
  }
}

/** Served to the browser as http://localhost, where it grants what the phone's code needs. */
async function openPage(page: Page): Promise<void> {
  const script = await pageScript('decide-page/page.ts');
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/page.js"></script>' }),
  );
  await page.route('http://localhost/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto('http://localhost/', { waitUntil: 'load' });
}

function record(figures: Figures, browser: string): boolean {
  const [verdict, floor, tick] = [spread(figures.verdictMs), spread(figures.floorMs), spread(figures.tickMs)];
  const passed = verdict.p95 <= MOST_P95_MS && figures.bootstrapMs <= MOST_BOOTSTRAP_MS;
  const result = {
    benchmark: 'decide',
    machine: { ...machineFacts(), browser },
    targets: { verdictP95Ms: MOST_P95_MS, bootstrapMs: MOST_BOOTSTRAP_MS },
    passed,
    plan: PLAN,
    verdictMs: verdict,
    floorMs: floor,
    verdictOverFloor: rounded(verdict.p50 / floor.p50),
    recordsPerScan: rounded(figures.getsPerScan, 1),
    tickMs: tick,
    bootstrapMs: Math.round(figures.bootstrapMs),
    bootstrapFloorMs: Math.round(figures.bootstrapFloorMs),
    signs: figures.signs,
  };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/decide.json', `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  return passed;
}
