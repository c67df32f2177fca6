/**
 * `npm run test:examples`: what readers copy. The examples in five languages and the webhook's receivers, each held to the same promises,
 * and every command of the documentation as it stands. What follows `--` goes to vitest.
 */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
const args = ['--config', 'e2e/vitest.config.ts', 'e2e/examples', 'e2e/pages', ...process.argv.slice(2)];
process.exit(vitest(node(), args, { called: 'examples' }) ? 0 : 1);
