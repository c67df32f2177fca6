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

/** The console's page: what a build makes last. */
const PAGE = join(root, 'packages', 'console', 'page', 'index.html');

/** The oldest Node that Tongbu runs on. */
const OLDEST = [22, 23];

/** A Chinese terminal is spoken to in Chinese: who is here sees these lines first. */
const say = (english, chinese) => (Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? chinese : english);

/** Said below npm's own words. */
const NO_INSTALL = say(
  'npm could not install; its own words are above. It needs its registry this once: behind a proxy or a mirror, name that first\n' +
    '(npm config set registry <address>, npm config set proxy <address>), then say the same again.',
  '依赖安装失败，原因见上面 npm 的报错。只有这一次需要访问 npm 源：网络受限时，先设置镜像或代理\n' +
    '（npm config set registry <镜像地址>、npm config set proxy <代理地址>），再重新执行刚才的命令。',
);

/** Runs a program in the clone and ends this one when it fails, with a last word where there is one. */
export function run(command, args, { otherwise, ...options } = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) stop(`${command} cannot be started: ${error.message}`);
  if (status === 0) return;
  if (otherwise && !signal) console.error(`\n${otherwise}`);
  process.exit(signal ? 1 : status);
}

/** Installs when the lock file is newer than what is installed. */
export function install() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.error(say('Installing dependencies (once, a minute or two) …', '正在安装依赖（只需一次，一两分钟）……'));
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  const options = { stdio: ['ignore', 'ignore', 'inherit'], otherwise: NO_INSTALL };
  if (npm) run(process.execPath, [npm, ...args], options);
  else run('npm', args, { ...options, shell: process.platform === 'win32' });
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
  if (!existsSync(PAGE)) console.error(say('Building (once, about half a minute) …', '正在构建（只需一次，约半分钟）……'));
  run(nodePath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-b']);
  buildConsole(nodePath);
}

/** Builds the console's page where one of its sources, or what is installed, is newer. */
function buildConsole(nodePath) {
  const folder = join(root, 'packages', 'console');
  // The documentation is a part of it.
  const sources = [join(folder, 'src'), join(folder, 'public'), join(root, 'docs')].flatMap(filesIn);
  const made = existsSync(PAGE) ? statSync(PAGE).mtimeMs : 0;
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
