import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'e2e/**/*.test.ts', 'test/**/*.test.ts'],
    // These have commands of their own: npm run test:shops, test:console, test:examples, test:finds.
    exclude: [...configDefaults.exclude, 'e2e/shops/**', 'e2e/console/**', 'e2e/examples/**', 'e2e/mutants.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
