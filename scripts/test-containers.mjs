/**
 * `npm run test:containers`: docs/running.md under a real Docker with Compose. Builds the image, which takes a registry and minutes;
 * `TONGBU_IMAGE=<tag>` tries one that is built.
 */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
const args = ['--config', 'e2e/vitest.config.ts', 'e2e/containers', ...process.argv.slice(2)];
process.exit(vitest(node(), args, { called: 'containers', reporter: 'verbose' }) ? 0 : 1);
