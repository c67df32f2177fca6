/**
 * Makes a fresh clone ready: installs and builds what is missing, and nothing when nothing is. Runs on whatever Node npm
 * was called with (a bare Debian has one that is past its life), so it is plain JavaScript with no dependency.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that Tongbu runs on. */
const OLDEST = [22, 23];

/** Runs a program in the clone and ends this one when it fails. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) stop(`${command} cannot be started: ${error.message}`);
  if (status !== 0) process.exit(signal ? 1 : status);
}

/** Installs when the lock file is newer than what is installed. */
export function install() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.error('Installing dependencies (once, about a minute) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  if (npm) run(process.execPath, [npm, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  else run('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
}

/** The Node that npm's platform packages put into a folder; undefined where there is none. */
export function nodeIn(folder) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const own = join(folder, 'node_modules', `node-${platform}-${process.arch}`, 'bin', platform === 'win' ? 'node.exe' : 'node');
  return existsSync(own) ? own : undefined;
}

/** The Node that the clone brings, or the one that runs this where it is new enough; `TONGBU_TEST_NODE` names another. */
export function node() {
  const own = process.env.TONGBU_TEST_NODE ?? nodeIn(root);
  if (own) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  return stop(
    `Tongbu needs Node ${OLDEST.join('.')} or later; this is ${process.versions.node}, and npm has no Node package for ` +
      `${process.platform}-${process.arch}. Install a newer Node from nodejs.org and start again.`,
  );
}

/** Compiles what has changed since the last time. */
export function build(nodePath) {
  run(nodePath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-b']);
  buildConsole(nodePath);
}

/** Builds the console's page where one of its sources, or what is installed, is newer. */
function buildConsole(nodePath) {
  const folder = join(root, 'packages', 'console');
  const page = join(folder, 'page', 'index.html');
  // The documentation is a part of it.
  const sources = [join(folder, 'src'), join(folder, 'public'), join(root, 'docs')].flatMap(filesIn);
  const made = existsSync(page) ? statSync(page).mtimeMs : 0;
  const parts = ['index.html', 'vite.config.ts', 'package.json'].map((name) => join(folder, name));
  const all = [
    ...sources,
    ...parts,
    join(root, 'SECURITY.md'),
    join(root, 'CHANGELOG.md'),
    join(root, 'node_modules', '.package-lock.json'),
  ];
  if (all.every((file) => !existsSync(file) || statSync(file).mtimeMs <= made)) return;
  run(nodePath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { cwd: folder });
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
}

function stop(message) {
  console.error(message);
  return process.exit(1);
}
