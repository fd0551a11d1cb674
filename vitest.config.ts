import { defineConfig } from 'vitest/config';

/** Unit and integration tests beside the code, then rules and browser tests, which boot the whole stack. */
export default defineConfig({
  test: {
    include: ['{contracts,functions/src,emulator,simulator,scripts,tests,web/src}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/long/**'],
    // What is waited for comes when the machine has time for it, and two busy cores have little.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    // Most files wait for a stack of their own more than they compute: two at a time use two cores.
    maxWorkers: 2,
  },
});
