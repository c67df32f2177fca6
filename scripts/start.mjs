/** `npm start`: the demo, from a fresh clone on. What follows `--` goes to `tongbu demo`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, install, node, root } from './prepare.mjs';

install();
const nodePath = node();
build(nodePath);
const demo = spawn(nodePath, [join(root, 'packages', 'cli', 'bin', 'tongbu.js'), 'demo', ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches both; the demo decides when it has finished.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && demo.kill(signal));
demo.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
