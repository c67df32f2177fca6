/** `npm test`: types, lint and every test, from a fresh clone on. What follows `--` goes to vitest (a path, `-t <name>`). */
import { join } from 'node:path';
import { build, install, node, root, run } from './prepare.mjs';
import { vitest } from './vitest.mjs';

install();
const nodePath = node();
const bin = (name, file) => join(root, 'node_modules', name, file);

console.log('types');
build(nodePath);
run(nodePath, [bin('typescript', 'bin/tsc'), '-p', 'tsconfig.test.json']);
console.log('lint');
run(nodePath, [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.']);
process.exit(vitest(nodePath, process.argv.slice(2)) ? 0 : 1);
