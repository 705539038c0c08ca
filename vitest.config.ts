import { defineConfig } from 'vitest/config';

/** They leave nothing behind in their process: one for each file would take longer than the tests. */
const shared = { isolate: false };
const inNode = { ...shared, environment: 'node', testTimeout: 120_000 };
const dom = { ...shared, environment: 'jsdom', setupFiles: ['client/dom-setup.ts'], testTimeout: 60_000 };

/** They start the app as a page does, with all that a page has only one of. */
const WHOLE_APP = ['client/queue/start-queue.test.ts', 'client/queue/background-sync.test.ts'];

/** They look at milliseconds and camera frames, so they get the machine to themselves. */
const MEASURED = ['e2e/floor-rules.e2e.ts', 'e2e/scanner.e2e.ts', 'e2e/main-journey.e2e.ts'];

/** Browsers and servers of their own; most of their time goes by in waiting, so two run side by side. */
const journeys = {
  environment: 'node',
  globalSetup: ['e2e/build-once.ts'],
  // A shared build machine stalls now and then; at a desk a journey that fails, fails.
  retry: process.env.CI ? 1 : 0,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  // As patient as the journeys' other waits: what a machine under load brings late has come all the same.
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { ...inNode, name: 'rules', include: ['{shared,server}/**/*.test.ts', 'e2e/sim/**/*.test.ts'] } },
      { extends: true, test: { ...inNode, name: 'phone', include: ['client/**/*.test.ts'], exclude: WHOLE_APP } },
      { extends: true, test: { ...inNode, name: 'whole app', include: WHOLE_APP, isolate: true } },
      { extends: true, test: { ...dom, name: 'dom', include: ['client/**/*.dom.test.tsx'] } },
      {
        extends: true,
        test: {
          ...journeys,
          name: 'journeys',
          include: ['e2e/**/*.e2e.ts'],
          exclude: MEASURED,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { ...journeys, name: 'measured journeys', include: MEASURED, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
