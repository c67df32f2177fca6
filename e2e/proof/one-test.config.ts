/** For one test on SQLite: to start the PostgreSQL of a whole run would take longer than the test. */
import { configDefaults, defineConfig } from 'vitest/config';
import config from '../../vitest.config.ts';

export default defineConfig({ ...config, test: { ...config.test, exclude: configDefaults.exclude, globalSetup: [], maxWorkers: 1 } });
