import { defineConfig } from 'vitest/config';

/** `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
