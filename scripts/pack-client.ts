/**
 * `npm run pack:client [folder]`: the client as it is published, one file of code and one tree of types without a dependency, as a
 * tarball; its path is printed. The protocol and the model are in it, and nothing of Node is.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const client = join(root, 'packages', 'client');
const entry = join(client, 'src', 'index.ts');

/** Where a package of ours lies in the tree of types. */
const TYPES = { '@tongbu/protocol': 'protocol/src/index.js', '@tongbu/model': 'model/src/index.js' };

async function bundle(folder: string): Promise<void> {
  const built = await rolldown({
    input: entry,
    platform: 'browser',
    resolve: { conditionNames: ['source', 'browser', 'import', 'default'] },
    external: /^node:/,
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await built.write({ file: join(folder, 'index.js'), format: 'esm' });
  await built.close();
  const [{ code }, ...more] = output;
  const left = code.match(/^import\b.*|\bimport\(.*|.*\bnode:.*/m)?.[0] ?? more[0]?.fileName;
  if (left !== undefined) throw new Error(`the bundle of the client needs more than itself: ${left}`);
}

/** The declarations of everything the client's own lead to, with paths instead of our packages' names. */
function declare(folder: string): void {
  const config = join(folder, 'tsconfig.json');
  // By their paths: what is found in node_modules is not declared, though it is a link to what is ours.
  const paths = Object.fromEntries(Object.entries(TYPES).map(([name, to]) => [name, [join(root, 'packages', to.replace(/\.js$/, '.ts'))]]));
  const compilerOptions = {
    ...{ composite: false, incremental: false, declarationMap: false, sourceMap: false, emitDeclarationOnly: true },
    ...{ paths, rootDir: join(root, 'packages'), outDir: join(folder, 'types'), typeRoots: [join(root, 'node_modules/@types')] },
  };
  writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, files: [entry] }));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  rmSync(config);
  const types = join(folder, 'types');
  for (const path of readdirSync(types, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.d.ts'))) {
    const file = join(types, path);
    const named = readFileSync(file, 'utf8').replace(/(from |import\()'([^']+)'/g, (_, before: string, from: string) => {
      const ours = TYPES[from as keyof typeof TYPES];
      const to = ours ? relative(dirname(file), join(types, ours)) : from.replace(/\.ts$/, '.js');
      return `${before}'${to.startsWith('.') ? to : `./${to}`}'`;
    });
    writeFileSync(file, named);
  }
}

function describe(folder: string): void {
  const { name, version, description, license, keywords } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8'));
  const manifest = {
    ...{ name, version, description, license, keywords },
    ...{ type: 'module', sideEffects: false, engines: { node: '>=20' } },
    exports: { '.': { types: './types/client/src/index.d.ts', default: './index.js' } },
    files: ['index.js', 'types'],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  copyFileSync(join(client, 'README.md'), join(folder, 'README.md'));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

const work = mkdtempSync(join(tmpdir(), 'tongbu-client-'));
try {
  const target = resolve(process.argv[2] ?? '.');
  mkdirSync(target, { recursive: true });
  await bundle(work);
  declare(work);
  describe(work);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = execFileSync(npm, ['pack', '--json', '--pack-destination', target], { cwd: work, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(packed);
  console.log(join(target, filename));
} finally {
  rmSync(work, { recursive: true, force: true });
}
