import { defineConfig } from 'vitest/config';

/** The bridge against real shops: `npm run test:shops`. */
export default defineConfig({
  ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } },
  test: {
    include: ['e2e/shops/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
