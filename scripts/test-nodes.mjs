/**
 * `npm run test:nodes`: every test on the oldest Node that users may have and on the newest, beside the one the clone brings.
 * Fetches those as npm's platform packages. What follows `--` goes to vitest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { install, nodeIn, root } from './prepare.mjs';

const VERSIONS = ['22.23', '26'];

install();
const failed = VERSIONS.filter((version) => !passesOn(version));
console.log(failed.length === 0 ? `Passed on Node ${VERSIONS.join(' and ')}` : `Failed on Node ${failed.join(' and ')}`);
process.exit(failed.length === 0 ? 0 : 1);

function passesOn(version) {
  const folder = mkdtempSync(join(tmpdir(), `tongbu-node-${version}-`));
  try {
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${version}`;
    const fetched = spawnSync('npm', ['install', '--no-save', '--loglevel=error', '--prefix', folder, name], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const node = nodeIn(folder);
    if (fetched.status !== 0 || !node) return false;
    console.log(`Node ${version}: ${node}`);
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, TONGBU_TEST_NODE: node };
    const passes = (script) =>
      spawnSync(node, [join(root, 'scripts', script), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env }).status === 0;
    return ['test.mjs', 'test-cli.mjs'].every(passes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
