/** `npm run test:examples`: the examples in five languages, each held to the same promises. What follows `--` goes to vitest. */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
const args = ['--config', 'e2e/vitest.config.ts', 'e2e/examples', ...process.argv.slice(2)];
process.exit(vitest(node(), args, { called: 'examples' }) ? 0 : 1);
