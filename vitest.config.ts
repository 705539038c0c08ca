import { defineConfig } from 'vitest/config';

const dom = { environment: 'jsdom', setupFiles: ['client/dom-setup.ts'], testTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['{shared,server,client}/**/*.test.ts', 'e2e/sim/**/*.test.ts'],
          exclude: ['**/*.dom.test.tsx'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      { extends: true, test: { name: 'dom', include: ['client/**/*.dom.test.tsx'], ...dom } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          globalSetup: ['e2e/build-once.ts'],
          fileParallelism: false,
          // Browsers and servers get the machine to themselves.
          sequence: { groupOrder: 1 },
          // A shared build machine stalls now and then; at a desk a journey that fails, fails.
          retry: process.env.CI ? 1 : 0,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
