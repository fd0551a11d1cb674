import { defineConfig } from 'vitest/config';

/** Unit and integration tests beside the code, then rules and browser tests, which boot the whole stack. */
export default defineConfig({
  test: {
    include: ['{contracts,functions/src,emulator,simulator,scripts,tests,web/src}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/long/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What is waited for comes when the machine has time for it; one second is not enough on two busy cores.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // Most files wait for a stack of their own more than they compute: two at a time use two cores.
    maxWorkers: 2,
  },
});
