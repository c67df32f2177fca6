/** For one test on SQLite: to start the PostgreSQL of a whole run would take longer than the test. */
import { defineConfig } from 'vitest/config';
import config from '../../vitest.config.ts';

export default defineConfig({ ...config, test: { ...config.test, globalSetup: [], maxWorkers: 1 } });
