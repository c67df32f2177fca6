/** What a package may import (design: wire, meaning, rules and store do not know each other). npm hoists, so only a test notices. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importsOf } from './imports-of.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** package → the packages of ours it may import */
const ALLOWED: Record<string, string[]> = {
  model: [],
  protocol: ['model'],
  engine: ['model'],
  client: ['protocol', 'model'],
  server: ['protocol', 'engine', 'model'],
  bridge: ['client', 'protocol', 'model'],
  console: ['server'],
  cli: ['server', 'bridge', 'console', 'client', 'protocol', 'engine', 'model'],
};

/** Of these, types only. */
const TYPES_ONLY: Record<string, string[]> = { console: ['server'] };

interface Manifest {
  name: string;
  private?: boolean;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const folders = readdirSync(join(root, 'packages')).filter((name) => existsSync(join(root, 'packages', name, 'package.json')));

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|js|mjs)$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => join(folder, path));
}

/** `@scope/name/path` → `@scope/name` */
const packageOf = (from: string) =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

/** What may stand after `from`: `@tongbu/engine`, `@tongbu/engine/outside` */
function entriesOf(folder: string): string[] {
  const { name, exports = {} } = manifest(join(root, 'packages', folder));
  return Object.keys(exports).map((entry) => name + entry.slice(1));
}

test('the table names every package', () => {
  expect(folders.filter((name) => !Object.hasOwn(ALLOWED, name))).toEqual([]);
});

test('imports are found in whatever form', () => {
  const code = `import a from 'a';\nimport { type b } from "b";\nimport type { c } from 'c';\nexport * from 'd';\nimport 'e';
  const f = await import('f');\nexport type { g } from 'g';\nimport {\n  h,\n  type i,\n} from 'h';\n/* import x from 'x' */\n// import y from 'y'
  export { j } from './j.ts';`;
  expect(importsOf('', code).map(({ from, typeOnly }) => (typeOnly ? `type ${from}` : from))).toEqual([
    ...['a', 'type b', 'type c', 'd', 'type g', 'h', './j.ts', 'e', 'f'],
  ]);
});

describe.each(folders)('packages/%s', (name) => {
  const folder = join(root, 'packages', name);
  const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifest(folder);
  const imports = [...sources(join(folder, 'src')), ...sources(join(folder, 'bin'))].flatMap((file) =>
    importsOf(relative(root, file), readFileSync(file, 'utf8')),
  );
  const ours = new Map(folders.map((each) => [manifest(join(root, 'packages', each)).name, each]));

  test('a relative import stays inside the package', () => {
    const outside = imports.filter(
      ({ file, from }) => from.startsWith('.') && !resolve(root, dirname(file), from).startsWith(`${folder}/`),
    );
    expect(outside).toEqual([]);
  });

  test('a neighbour is imported only where the table allows it, and by a name that it exports', () => {
    const wrong = imports.filter(({ from, typeOnly }) => {
      const neighbour = ours.get(packageOf(from));
      if (neighbour === undefined || neighbour === name) return neighbour === name;
      const mayValue = !TYPES_ONLY[name]?.includes(neighbour) || typeOnly;
      return !ALLOWED[name]?.includes(neighbour) || !mayValue || !entriesOf(neighbour).includes(from);
    });
    expect(wrong).toEqual([]);
  });

  test('everything else is of Node, with its prefix, or declared in package.json', () => {
    const declared = { ...dependencies, ...peerDependencies, ...(name === 'console' ? devDependencies : {}) };
    const wrong = imports.filter(({ from, typeOnly }) => {
      if (from.startsWith('.') || from.startsWith('node:')) return false;
      if (isBuiltin(from)) return true;
      return !Object.hasOwn(declared, packageOf(from)) && !(typeOnly && Object.hasOwn(devDependencies, packageOf(from)));
    });
    expect(wrong).toEqual([]);
  });

  test('what package.json declares of ours is what the table allows', () => {
    const declared = Object.keys({ ...dependencies, ...devDependencies }).flatMap((each) => ours.get(each) ?? []);
    expect(declared.filter((each) => !ALLOWED[name]?.includes(each))).toEqual([]);
  });
});

test('nothing the published packages need has an install script: newer npm blocks them', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<
      string,
      { hasInstallScript?: boolean; dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }
    >;
  };
  const needed = new Set<string>();
  const need = (name: string) => {
    const entry = lock.packages[`node_modules/${name}`];
    if (needed.has(name) || !entry) return;
    needed.add(name);
    for (const each of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) need(each);
  };
  for (const folder of folders) {
    const { private: isPrivate, dependencies = {} } = manifest(join(root, 'packages', folder));
    if (!isPrivate) for (const name of Object.keys(dependencies)) need(name);
  }
  expect(needed.size).toBeGreaterThan(10);
  expect([...needed].filter((name) => lock.packages[`node_modules/${name}`]?.hasInstallScript)).toEqual([]);
});

describe('a method keeps the vendor’s name as its file name', () => {
  test.each(['flagship', 'enterprise'])('%s', (edition) => {
    const folder = join(root, 'packages/protocol/src', edition, 'methods');
    const index = readFileSync(join(folder, 'index.ts'), 'utf8');
    const named = readdirSync(folder).flatMap((file) => {
      const name = /^ {2}name: '([^']+)',$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1];
      return name === undefined ? [] : [[name, basename(file, '.ts')]];
    });
    expect(named.length).toBeGreaterThan(0);
    for (const [name, file] of named) {
      expect(file).toBe(name);
      expect(name).toMatch(edition === 'flagship' ? /^[a-z]+(\.\w+){2}$/ : /^[a-z_]+$/);
      expect(index).toContain(`'./${file}.ts'`);
    }
  });
});

test('ARCHITECTURE.md holds the same table', () => {
  const path = join(root, 'ARCHITECTURE.md');
  if (!existsSync(path)) return;
  const page = readFileSync(path, 'utf8');
  for (const [name, allowed] of Object.entries(ALLOWED)) {
    const row = new RegExp(`^\\|\\s*\`?${name}\`?\\s*\\|([^|]*)\\|`, 'm').exec(page)?.[1];
    expect(row, `ARCHITECTURE.md has a row for ${name}`).toBeDefined();
    // What stands in brackets is a remark: "server (types only)".
    const said = (row as string).replace(/\([^)]*\)/g, '').match(/\w+/g) ?? [];
    expect(said.filter((word) => word !== 'nothing').sort(), `ARCHITECTURE.md: what ${name} may import`).toEqual([...allowed].sort());
  }
});
