/**
 * `npm run test:shops -- vendure|medusa|all`: the bridge against real shops. Each stands in a folder of its own, `e2e/shops/<name>`, with its
 * own lock file; it is installed there when that is newer than what is installed. What follows goes to vitest (`-t <name>`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { install, node, root, run } from './prepare.mjs';

/** The shops, and what installing each wants of npm. No install script runs: neither needs one. */
const SHOPS = { vendure: [], medusa: ['--legacy-peer-deps'] };

const [wanted = 'all', ...rest] = process.argv.slice(2);
const names = wanted === 'all' ? Object.keys(SHOPS) : [wanted];
if (!names.every((name) => Object.hasOwn(SHOPS, name))) {
  console.error(`There is no shop ${wanted}: npm run test:shops -- ${Object.keys(SHOPS).join('|')}|all`);
  process.exit(2);
}

install();
for (const name of names) installShop(name);
const report = mkdtempSync(join(tmpdir(), 'tongbu-shops-'));
const passed = names.map((name) => test(name)).every(Boolean);
rmSync(report, { recursive: true, force: true });
process.exit(passed ? 0 : 1);

function installShop(name) {
  const folder = join(root, 'e2e', 'shops', name);
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs) return;
  console.error(`Installing ${name} into e2e/shops/${name} (once) …`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', ...SHOPS[name]];
  // npm tells what it runs that it belongs to our workspace; an install in another folder must not hear of it.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_config_(local_prefix|workspace|prefix)/i.test(key)));
  const options = { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] };
  if (npm) run(process.execPath, [npm, ...args], options);
  else run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Whether all its tests passed, by the report: `scripts/test.mjs` says why not by the exit code. */
function test(name) {
  const file = join(report, `${name}.json`);
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${file}`];
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'e2e/shops/vitest.config.ts', ...reporters];
  const path = `${dirname(node())}${delimiter}${process.env.PATH}`;
  spawnSync(node(), [...args, `e2e/shops/${name}`, ...rest], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  if (!existsSync(file)) return false;
  const { success, numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`${name}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  return success && numPassedTests > 0;
}
