/**
 * `npm run test:runtimes`: the client as it is published, on Deno, on Bun and in a worker of headless Chromium, beside this machine's
 * Node. Fetches Deno and Bun as npm's platform packages into a temporary folder; nothing of theirs is run while they are installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { install, node, root } from './prepare.mjs';

const RUNTIMES = ['deno@2', 'bun@1'];

install();
const folder = mkdtempSync(join(tmpdir(), 'tongbu-runtimes-'));
try {
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  const { status } = spawnSync('npm', ['install', ...options, ...RUNTIMES], { stdio: 'inherit', shell: process.platform === 'win32' });
  const folders = [...programs('@deno', ''), ...programs('@oven', 'bin')];
  if (status !== 0 || folders.length < RUNTIMES.length) throw new Error(`${RUNTIMES.join(' and ')} could not be had from npm`);
  const env = { ...process.env, PATH: [process.env.PATH, ...folders].join(delimiter), TONGBU_RUNTIMES: '1' };
  const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'packages/client/test/pack.test.ts', '--reporter=verbose'];
  process.exitCode = spawnSync(node(), vitest, { cwd: root, stdio: 'inherit', env }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The folders of the programs that a scope's platform packages brought. */
function programs(scope, inner) {
  const at = join(folder, 'node_modules', scope);
  return existsSync(at) ? readdirSync(at).map((name) => join(at, name, inner)) : [];
}
