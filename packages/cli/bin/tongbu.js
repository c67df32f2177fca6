#!/usr/bin/env node
// Plain old JavaScript: it must still run, and say what is wrong, on a Node that cannot run Tongbu.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const OLDEST = [22, 23];
const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../dist/main.js', import.meta.url);

function refuse(message) {
  process.stderr.write(`tongbu: ${message}\n`);
  process.exit(1);
}

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  const have = `this is ${process.versions.node} (${process.execPath})`;
  refuse(`needs Node ${OLDEST.join('.')} or later, ${have}; https://nodejs.org has it, and in a clone "npx tongbu" brings its own`);
} else if (!existsSync(main)) {
  refuse('is not built yet; run: npm run build');
} else {
  // In the program's own folder: whoever can put compiled code there could change the program as well. Where this user may
  // not write, nothing is kept.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/tongbu', import.meta.url)));
  await import(main.href);
}
