/**
 * `npm run test:shops -- vendure|medusa|all`: the bridge against real shops. Each stands in a folder of its own, `e2e/shops/<name>`, with its
 * own lock file; it is installed there when that is newer than what is installed. What follows goes to vitest (`-t <name>`).
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { install, node, root, run } from './prepare.mjs';
import { vitest } from './vitest.mjs';

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
process.exit(names.map((name) => test(name)).every(Boolean) ? 0 : 1);

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

function test(name) {
  const args = ['--config', 'e2e/shops/vitest.config.ts', `e2e/shops/${name}`, ...rest];
  return vitest(node(), args, { called: name, reporter: 'verbose' });
}
