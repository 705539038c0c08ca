/**
 * What the phone's own code costs in a real Chromium, against a real server: the built product as its own process on a
 * real SQLite file. Each figure stands beside a floor measured in the same run; what is in and out of each is said where
 * it is measured.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { closeBrowser, launchBrowser } from '../e2e/browser.ts';
import { build } from '../scripts/prepare.mjs';
import { machineFacts, rounded } from './machine.ts';
import { pageScript } from './page-script.ts';
import { measureBootstrap } from './phone/measure-bootstrap.ts';
import { measureDrain } from './phone/measure-drain.ts';
import { measureScan } from './phone/measure-scan.ts';

const TARGETS = { drainRatio: 2.5, bootstrapRatio: 2, propagationP95Ms: 50, enqueueP95Ms: 15 };

process.exitCode = (await main()) ? 0 : 1;

async function main(): Promise<boolean> {
  build();
  const script = await pageScript('phone/page/page.ts');
  const browser = await launchBrowser();
  try {
    const { propagation, enqueue } = await measureScan(browser, script);
    const bootstrap = await measureBootstrap(browser, script);
    const drain = await measureDrain(browser, script);
    return record({ drain, bootstrap, propagation, enqueue }, browser.version());
  } finally {
    await closeBrowser(browser);
  }
}

interface Figures {
  readonly drain: Awaited<ReturnType<typeof measureDrain>>;
  readonly bootstrap: Awaited<ReturnType<typeof measureBootstrap>>;
  readonly propagation: Awaited<ReturnType<typeof measureScan>>['propagation'];
  readonly enqueue: Awaited<ReturnType<typeof measureScan>>['enqueue'];
}

function record({ drain, bootstrap, propagation, enqueue }: Figures, browser: string): boolean {
  const holds = {
    drain: drain.ratio <= TARGETS.drainRatio,
    bootstrap: bootstrap.ratio <= TARGETS.bootstrapRatio,
    propagation: propagation.ms.p95 <= TARGETS.propagationP95Ms,
    enqueue: enqueue.ms.p95 <= TARGETS.enqueueP95Ms,
  };
  const passed = Object.values(holds).every(Boolean);
  const overFloor = ({ ms, floorMs }: Pick<Figures['propagation'], 'ms' | 'floorMs'>) => rounded(ms.p50 / floorMs.p50);
  const result = {
    benchmark: 'phone',
    machine: { ...machineFacts(), browser },
    targets: TARGETS,
    passed,
    holds,
    drain,
    bootstrap,
    propagation: { ...propagation, overFloor: overFloor(propagation) },
    enqueue: { ...enqueue, overFloor: overFloor(enqueue) },
  };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/phone.json', `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  return passed;
}
