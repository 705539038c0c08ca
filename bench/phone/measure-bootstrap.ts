import type { Browser } from 'playwright-core';
import { roundsAgainstFloor } from '../machine.ts';
import { WHO, withSeed, withServer } from './bench-site.ts';
import { withPage } from './open-page.ts';
import type { Copied } from './page/bootstrap.ts';

/** Together 50,000 rows: a lot, its bin and its stock each, the empty bins, 200 items and a few more. */
const SIZE = { lots: 15_000, free: 4794 };
const ROWS = 50_000;
const ROUNDS = 3;

/**
 * A phone's first copy of a whole store, over HTTP and with everything it is found by, against the same rows lying in
 * memory and put into a plain database in the same pages. Every round is a phone of its own; which goes first alternates.
 */
export async function measureBootstrap(browser: Browser, script: string) {
  return withSeed(SIZE, (seed) =>
    withServer(seed, async ({ origin }) => {
      const copies: Copied[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const copied = await withPage(browser, { origin, script }, async (page) => {
          await page.evaluate((who) => window.phone.begin(who), WHO);
          return page.evaluate((floorFirst) => window.phone.copyStock(floorFirst), round % 2 === 1);
        });
        if (copied.rows !== ROWS) throw new Error(`the store has ${copied.rows} rows`);
        copies.push(copied);
      }
      return { rows: ROWS, ...roundsAgainstFloor(copies.map(({ productMs: ms, floorMs }) => ({ ms, floorMs }))) };
    }),
  );
}
