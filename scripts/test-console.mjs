/** `npm run test:console`: the console in the system's Chromium, against a real server. What follows `--` goes to vitest. */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
const args = ['--config', 'e2e/console/vitest.config.ts', ...process.argv.slice(2)];
process.exit(vitest(node(), args, { called: 'console', reporter: 'verbose' }) ? 0 : 1);
