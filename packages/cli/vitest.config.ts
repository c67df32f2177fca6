import { configDefaults, defineConfig } from 'vitest/config';
import config from '../../vitest.config.ts';

/** The command as people type it, a process each time: `npm run test:cli`. */
export default defineConfig({
  ...config,
  test: { ...config.test, include: ['packages/cli/test/**/*.test.ts'], exclude: configDefaults.exclude },
});
