import { configDefaults, defineConfig } from 'vitest/config';

/** What has a command of its own beside `npm test`, and no configuration: `npm run test:examples`, `npm run test:finds`. */
export default defineConfig({
  ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } },
  test: {
    include: ['e2e/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'e2e/shops/**', 'e2e/console/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
