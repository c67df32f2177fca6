/** `npm run test:cli`: the command as people type it, a process each time, with a server and without. What follows `--` goes to vitest. */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
process.exit(vitest(node(), ['--config', 'packages/cli/vitest.config.ts', ...process.argv.slice(2)], { called: 'cli' }) ? 0 : 1);
