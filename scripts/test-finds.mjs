/** `npm run test:finds`: every rig against the builds that were broken for it. What follows `--` goes to vitest. */
import { build, install, node } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
build(node());
const args = ['e2e/proof/rigs', '-t', ' finds ', ...process.argv.slice(2)];
process.exit(vitest(node(), args, { called: 'finds', env: { TONGBU_FINDS: '1' } }) ? 0 : 1);
