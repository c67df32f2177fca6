/** The image of the Dockerfile, as a folder: its COPY and RUN lines done here, without Docker. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSent } from './context.ts';
import { type ImageSettings, type Instruction, settingsOf, stagesOf } from './dockerfile.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** An image, laid out. */
export interface Image extends ImageSettings {
  /** Where its root folder lies. */
  root: string;
  /** A path, a command or a text of the image, as it is here. */
  here(text: string): string;
  remove(): void;
}

/** Absolute paths of the image that its lines speak of. */
const OURS = /(?<![\w./-])\/(opt\/tongbu|var\/lib\/tongbu|usr\/local\/bin|etc\/tongbu|run\/)/g;

/**
 * Lays the image out. What `npm ci` installs and `npm prune` leaves, and what `npm run build` compiles, is taken from this clone, where
 * `npm test` has installed and built; with `TONGBU_TEST_IMAGE=whole` the lines are run as they stand, which takes a registry and minutes.
 */
export function layOut(): Image {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-image-'));
  chmodSync(folder, 0o755); // its user is not the one that runs the tests
  const stages = stagesOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
  const roots = new Map(stages.map(({ name }, at) => [name, join(folder, `${at}-${name || 'image'}`)]));
  for (const { name, instructions } of stages) {
    const root = roots.get(name) as string;
    mkdirSync(root);
    let workdir = '/';
    for (const instruction of instructions) {
      if (instruction.name === 'WORKDIR') {
        workdir = instruction.text;
        mkdirSync(root + workdir, { recursive: true });
      }
      if (instruction.name === 'COPY') copy(instruction, root, workdir, roots);
      if (instruction.name === 'RUN') perform(instruction.text, root, workdir);
    }
  }
  const root = roots.get('') as string;
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
  hardLink(process.execPath, join(root, 'usr/local/bin/node')); // the base image's own
  const here = (text: string) => text.replace(OURS, `${root}/$1`);
  return { ...settingsOf(stages.at(-1)?.instructions ?? []), root, here, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function copy({ flags, text }: Instruction, root: string, workdir: string, roots: Map<string, string>): void {
  const names = text.split(/\s+/);
  const target = names.pop() as string;
  const from = flags['from'] ? (roots.get(flags['from']) as string) : ROOT;
  const ignore = readFileSync(join(ROOT, '.dockerignore'), 'utf8');
  const to = join(root, target.startsWith('/') ? '' : workdir, target);
  for (const name of names) {
    const source = join(from, name);
    if (!existsSync(source)) throw new Error(`Dockerfile: COPY ${name}: there is no such file`);
    const isFolder = statSync(source).isDirectory();
    const goal = !isFolder && target.endsWith('/') ? join(to, basename(name)) : target === './' ? join(root, workdir, name) : to;
    mkdirSync(dirname(goal), { recursive: true });
    const filter = (path: string) => flags['from'] !== undefined || path === from || isSent(relative(from, path), ignore);
    if (!filter(source)) throw new Error(`.dockerignore keeps ${name} from the builder`);
    if (flags['from']) copyTree(source, goal);
    else cpSync(source, goal, { recursive: true, filter, verbatimSymlinks: true });
    if (flags['chmod']) chmodSync(goal, Number.parseInt(flags['chmod'], 8));
    if (target.startsWith('/usr/local/bin/')) mapScript(goal, root);
  }
}

/** The one script of the image names its paths. */
function mapScript(file: string, root: string): void {
  const text = readFileSync(file, 'utf8').replace(OURS, `${root}/$1`);
  spawnSync('tee', [file], { input: text });
}

/** What is not run but taken, by how the line begins. */
const TAKEN: [begins: string, take: (folder: string) => void][] = [
  ['npm ci ', takeInstalled],
  ['npm run build', takeCompiled],
  ['npm prune ', () => {}], // nothing else was taken
];

function perform(line: string, root: string, workdir: string): void {
  const taken = process.env['TONGBU_TEST_IMAGE'] === 'whole' ? undefined : TAKEN.find(([begins]) => line.startsWith(begins));
  if (taken) {
    taken[1](root + workdir);
    return;
  }
  const isRoot = process.getuid?.() === 0;
  const mapped = line.replace(OURS, `${root}/$1`).replace(/ -[og] \d+/g, isRoot ? '$&' : '');
  // npm tells what it runs that it belongs to our workspace; this is another folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const { status, stdout, stderr } = spawnSync('sh', ['-c', mapped], { cwd: root + workdir, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`Dockerfile: RUN ${line}: ended with ${status}\n${stdout}${stderr}`);
}

/** The packages that are needed to run, by the lock file; those of ours are links. */
function takeInstalled(folder: string): void {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  for (const [path, { dev, optional, devOptional, link, resolved }] of Object.entries(packages)) {
    if (!path.startsWith('node_modules/') || dev || optional || devOptional) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (link) symlinkSync(relative(dirname(path), resolved), join(folder, path));
    else copyTree(join(ROOT, path), join(folder, path));
  }
}

interface Locked {
  dev?: true;
  optional?: true;
  devOptional?: true;
  link?: true;
  /** Of a link: the folder it leads to. */
  resolved: string;
}

function takeCompiled(folder: string): void {
  for (const path of [
    'bridge/dist',
    'cli/dist',
    'client/dist',
    'engine/dist',
    'model/dist',
    'protocol/dist',
    'server/dist',
    'console/page',
  ]) {
    const from = join(ROOT, 'packages', path);
    if (!existsSync(from)) throw new Error(`packages/${path} is not built; run: npm run build`);
    copyTree(from, join(folder, 'packages', path));
  }
}

/** A copy that takes no room where both lie on one disk. */
function copyTree(from: string, to: string): void {
  if (spawnSync('cp', ['-al', from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function hardLink(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // another disk
  }
}
