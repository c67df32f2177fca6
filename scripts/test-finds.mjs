/** `npm run test:finds`: every rig against the builds that were broken for it, and that all such patches are in order. */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
const config = ['--config', 'e2e/vitest.config.ts'];
const inOrder = vitest(node(), [...config, 'e2e/mutants.test.ts'], { called: 'mutants' });
const found = vitest(node(), [...config, 'e2e/proof/rigs', '-t', ' finds '], { called: 'finds', env: { TONGBU_FINDS: '1' } });
process.exit(inOrder && found ? 0 : 1);
