/** The five languages of examples/: how each program is made ready and run, and what says that it can be. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the examples. */
export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** How a language's program is run. */
export interface Language {
  name: string;
  /** Whether it can be run here: the program and its flag that tells its version, and what Debian calls it. */
  needs: { probe: [string, string]; debian: string };
  /** Compiles what must be compiled, once for a test file. @returns program and arguments */
  prepare(): [string, string[]];
}

const inExamples = (...path: string[]) => join(EXAMPLES, ...path);

/** Every example that keeps a shop in step. */
export const LANGUAGES: Language[] = [
  {
    name: 'typescript',
    needs: { probe: [process.execPath, '--version'], debian: 'nodejs' },
    prepare: () => [process.execPath, ['--conditions=source', inExamples('typescript', 'main.ts')]],
  },
  {
    name: 'python',
    needs: { probe: ['python3', '--version'], debian: 'python3' },
    prepare: () => ['python3', ['-B', inExamples('python', 'main.py')]],
  },
  { name: 'php', needs: { probe: ['php', '--version'], debian: 'php-cli' }, prepare: () => ['php', [inExamples('php', 'main.php')]] },
  {
    name: 'java',
    needs: { probe: ['javac', '-version'], debian: 'default-jdk-headless' },
    prepare: () => ['java', [...JAVA_FLAGS, '-cp', compiledJava(), 'Main']],
  },
  { name: 'go', needs: { probe: ['go', 'version'], debian: 'golang-go' }, prepare: () => [builtGo(), []] },
];

/** Why a language cannot be tried on this machine, and what to install; undefined where it can. */
export function missing({ name, needs }: Language): string | undefined {
  const [program, flag] = needs.probe;
  if (spawnSync(program, [flag]).status === 0) return undefined;
  return `examples/${name} is not run: ${program} is not installed; apt-get install ${needs.debian}`;
}

/** A program that lives for a moment starts in two thirds of the time with these. */
export const JAVA_FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];

/** The folder of the compiled classes. */
export function compiledJava(): string {
  const sources = readdirSync(inExamples('java')).filter((file) => file.endsWith('.java'));
  return builtOnce('java', sources, (folder) => {
    run('javac', ['-encoding', 'UTF-8', '-Xlint:all,-try', '-Werror', '-d', folder, ...sources.map((file) => inExamples('java', file))]);
  });
}

function builtGo(): string {
  const sources = readdirSync(inExamples('go')).filter((file) => /\.(go|mod)$/.test(file));
  const folder = builtOnce('go', sources, (into) => {
    // Its own cache lies outside of home, where there may be none.
    const env = { GOCACHE: join(tmpdir(), 'tongbu-go-cache'), GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
    run('go', ['build', '-o', join(into, 'shop'), '.'], inExamples('go'), env);
  });
  return join(folder, 'shop');
}

/** A folder with what was built from these sources, now or by an earlier test. */
function builtOnce(language: string, sources: readonly string[], build: (folder: string) => void): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(source).update(readFileSync(inExamples(language, source)));
  const folder = join(tmpdir(), `tongbu-example-${language}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const work = mkdtempSync(`${folder}-`);
  build(work);
  try {
    renameSync(work, folder);
  } catch {
    rmSync(work, { recursive: true }); // another test file was quicker
  }
  return folder;
}

function run(command: string, args: string[], cwd = EXAMPLES, env: Record<string, string> = {}): void {
  const { status, stderr, stdout } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}${stdout}`);
}
