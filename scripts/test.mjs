/** `npm test`: types, lint and every test, from a fresh clone on. What follows `--` goes to vitest (a path, `-t <name>`). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, node, root, run } from './prepare.mjs';

install();
const nodePath = node();
const bin = (name, file) => join(root, 'node_modules', name, file);
const path = `${join(nodePath, '..')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
const options = { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } };

console.log('types');
build(nodePath);
run(nodePath, [bin('typescript', 'bin/tsc'), '-p', 'tsconfig.test.json'], options);
console.log('lint');
run(nodePath, [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.'], options);

const folder = mkdtempSync(join(tmpdir(), 'tongbu-test-'));
const report = join(folder, 'report.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(nodePath, [bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...process.argv.slice(2)], options);
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`Tests: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status ?? 1);
