/** The client as it is published: packed, installed from the tarball into an empty folder, type-checked and run there. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorker } from './in-worker.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

let folder: string;
let server: Server;
let url: string;
/** The bodies that arrived. */
const bodies: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongbu-consumer-'));
  const tarball = execFileSync(process.execPath, ['--conditions=source', 'scripts/pack-client.ts', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball.trim()];
  execFileSync(npm, install, { cwd: folder, stdio: 'pipe' });
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    const row = '{"rec_id":9223372036854775807,"sync_stock":"123456789012345.6789","stock_change_count":7,"spec_no":"汉"}';
    const pulled = `{"code":0,"current_count":1,"stock_change_list":[${bodies.length === 1 ? row : ''}]}`;
    response.end(request.url?.includes('ack') ? '{"code":0,"message":"OK"}' : pulled);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const installed = (...path: string[]) => join(folder, 'node_modules', '@tongbu', 'client', ...path);

/** A shop that pulls, prints and acknowledges; `main` is what a consumer writes, with its types. */
const CONSUMER = `
import { CallError, type Client, createClient, type StockRecord } from '@tongbu/client';

export async function main(url: string, print: (line: string) => void): Promise<void> {
  const client: Client<'enterprise'> = createClient({ edition: 'enterprise', url, seller: 'demo', key: 'k', secret: 's', clock: () => 1_736_908_200_000 });
  for await (const page of client.stock.pull({ shop: '店 1' })) {
    const records: StockRecord[] = page;
    for (const { listing, version, quantity, specNo } of records) print([listing, version + 0, quantity, specNo].join(' '));
    const { accepted, rejected } = await client.stock.acknowledge(records.map((record) => ({ record, outcome: 'success' as const })));
    print(\`accepted \${accepted.length}, rejected \${rejected.length}\`);
  }
  const { stock_change_list } = await client.call('api_goods_stock_change_query', { shop_no: 'x', limit: 1 });
  print(\`left \${stock_change_list.length}\`);
  // @ts-expect-error: no interface of this edition
  await client.call('sales.StockSync.calcStock', {}).catch((error: unknown) => print(String(error)));
  // @ts-expect-error: shop_no is required
  const missing = client.call('api_goods_stock_change_query', {});
  await missing.catch((error: unknown) => print(String(error instanceof CallError)));
}
`;

const PRINTED = [
  '9223372036854775807 7 123456789012345.6789 汉',
  'accepted 1, rejected 0',
  'left 0',
  /TypeError: the enterprise edition has no interface "sales\.StockSync\.calcStock"/,
  'false',
];

function expectPrinted({ stdout, stderr }: { stdout: string; stderr: string }): void {
  const lines = stdout.trim().split('\n');
  expect(lines.length, stderr + stdout).toBe(PRINTED.length);
  for (const [place, line] of PRINTED.entries())
    expect(lines[place]).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  const ack = new URLSearchParams(bodies[1]);
  expect(ack.get('stock_sync_list')).toBe('[{"rec_id":9223372036854775807,"sync_stock":123456789012345.6789,"stock_change_count":7}]');
}

/** Of the consumer above, without its types. */
const plain = CONSUMER.replace(/^import .*$/m, "import { CallError, createClient } from '@tongbu/client';")
  .replace(/: (string|\(line: string\) => void|Promise<void>|Client<'enterprise'>|StockRecord\[\]|unknown)(?=[,)= ])/g, '')
  .replaceAll(' as const', '');

/** Not in this thread, which serves what is run. */
async function ended(command: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  bodies.length = 0;
  const child = spawn(command, args, { cwd: folder });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk) => (said[name] += chunk));
  await new Promise((resolve) => child.on('close', resolve));
  return said;
}

const run = (file: string, before = '', node = process.execPath, flags: string[] = []) => {
  writeFileSync(join(folder, 'consumer.js'), plain);
  writeFileSync(join(folder, file), `${before}\nconst { main } = await import('./consumer.js');\nawait main('${url}', console.log);\n`);
  return ended(node, [...flags, file]);
};

test('the tarball holds one file of code, types, and nothing that it needs', () => {
  const manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: '@tongbu/client', type: 'module', exports: { '.': { default: './index.js' } } });
  expect([manifest.dependencies, manifest.scripts, manifest.private]).toEqual([undefined, undefined, undefined]);
  expect(readdirSync(installed()).sort()).toEqual(['LICENSE', 'README.md', 'index.js', 'package.json', 'types']);
  expect(readdirSync(join(folder, 'node_modules', '@tongbu'))).toEqual(['client']);
  const code = readFileSync(installed('index.js'), 'utf8');
  expect(code).not.toMatch(/\bimport\b[^;]*['"]|\brequire\(|node:|\bBuffer\.|\bprocess\./);
  expect(code.length).toBeLessThan(200_000);
});

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('a consumer type-checks with module %s, without types of Node and with every declaration checked', (module, moduleResolution) => {
  writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
  const compilerOptions = { strict: true, noEmit: true, module, moduleResolution, target: 'es2022', lib: ['es2023', 'dom'], types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  expect([stdout, status]).toEqual(['', 0]);
});

test('it runs on this Node', async () => expectPrinted(await run('run.mjs')));

test('it runs where JSON shows no texts of numbers and writes none, as on Node 20', async () => {
  const older = `delete JSON.rawJSON;
    const { parse } = JSON;
    JSON.parse = (text, reviver) => parse(text, reviver && function (key, value) { return reviver.call(this, key, value); });`;
  expectPrinted(await run('run-older.mjs', older));
});

test('it runs in a worker that has the platform of browsers and nothing of Node', async () => {
  const worker = `
    import { readFileSync } from 'node:fs';
    import vm from 'node:vm';
    const globals = { URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AbortSignal, setTimeout, clearTimeout, fetch };
    const context = vm.createContext(globals);
    const source = (file) => new vm.SourceTextModule(readFileSync(file, 'utf8'), { context, identifier: file });
    const consumer = source('consumer.js');
    await consumer.link((specifier) => {
      if (specifier === '@tongbu/client') return source(${JSON.stringify(installed('index.js'))});
      throw new Error('a worker has no ' + specifier);
    });
    await consumer.evaluate();
    if (vm.runInContext('typeof process + typeof Buffer + typeof require', context) !== 'undefined'.repeat(3)) throw new Error('Node is there');
    await consumer.namespace.main(${JSON.stringify(url)}, console.log);`;
  writeFileSync(join(folder, 'consumer.js'), plain);
  writeFileSync(join(folder, 'worker.mjs'), worker);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  expectPrinted(await ended(process.execPath, [...flags, 'worker.mjs']));
});

/** Every other runtime of this machine, by its version: such as the Node 20 of the system beside the one of the clone. */
const others = new Map<string, string>();
for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
  for (const name of ['node', 'deno', 'bun']) {
    const { status, stdout } = spawnSync(join(folder, name), ['--version'], { encoding: 'utf8' });
    const version = `${name} ${/v?\d[\d.]+/.exec(stdout ?? '')?.[0]}`;
    if (status === 0 && version !== `node ${process.version}`) others.set(version, join(folder, name));
  }
}
const flagsOf = (file: string) => (file.endsWith('deno') ? ['run', '--allow-all'] : []);

test.runIf(others.size > 0).each([...others])('it runs on %s', async (_, file) => {
  expectPrinted(await run('run.mjs', '', file, flagsOf(file)));
});

describe.each(['flagship', 'enterprise'] as const)('against the real server, %s:', (edition) => {
  beforeEach(async () => {
    tongbu ??= await startTongbu();
    await tongbu.reset();
    await tongbu.ship('split');
    await tongbu.ship('whole');
    tongbu.faults.add({ kind: 'rate-limit', times: 1 });
    copyFileSync(fileURLToPath(new URL('packed-loop.js', import.meta.url)), join(folder, 'packed-loop.js'));
  });

  test.each([[`node ${process.version}`, process.execPath], ...others])('a shop is kept in step by %s', async (_, file) => {
    const account = JSON.stringify({ ...accountOf(edition), url: tongbu?.url });
    writeFileSync(join(folder, 'loop.mjs'), `import { loop } from './packed-loop.js';\nawait loop(${account}, console.log);\n`);
    const { stdout, stderr } = await ended(file, [...flagsOf(file), 'loop.mjs']);
    await expectKept(edition, stdout.trimEnd().split('\n'), stderr);
  });

  // A browser takes seconds of a processor to start: `npm run test:runtimes`.
  test.runIf(process.env['TONGBU_RUNTIMES'])("a shop is kept in step by a worker of Chromium's", async () => {
    const lines = await inWorker(folder, tongbu?.url ?? '', accountOf(edition));
    await expectKept(edition, lines, '');
  });
});

/** The program and the shop of a page, as it prints them: in these two files. */
function programOf(page: string): Record<'main.ts' | 'shop.ts', string> {
  const [main = '', shop = ''] = [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, text]) => text);
  return { 'main.ts': main, 'shop.ts': shop };
}

test.each(['docs/client.md', 'docs/client.zh-CN.md'])(
  'the program of %s type-checks as it stands, and keeps a shop in step',
  async (page) => {
    tongbu ??= await startTongbu();
    await tongbu.reset();
    await tongbu.ship('split');
    const { key, secret } = tongbu.keys.flagship;
    const files = programOf(page);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const compilerOptions = {
      ...{ strict: true, noEmit: true, module: 'nodenext', target: 'es2023', allowImportingTsExtensions: true },
      ...{ typeRoots: [join(root, 'node_modules/@types')], types: ['node'] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
    const checked = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    expect([checked.stdout, checked.status]).toEqual(['', 0]);
    const account = { url: tongbu.url, seller: tongbu.seller, key };
    const main = files['main.ts']
      .replace(/(url|seller|key): '[^']*'/g, (_, name: keyof typeof account) => `${name}: '${account[name]}'`)
      .replaceAll("shop: 'web'", `shop: '${tongbu.shopNo}'`)
      .replace('process.env.SECRET', `'${secret}'`);
    writeFileSync(join(folder, 'main.ts'), main);
    const { stdout, stderr } = await ended(process.execPath, ['main.ts']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^SKU-3 \D+ 100$/m);
    expect(await tongbu.engine.pendingByShop({ seller: tongbu.seller, now: tongbu.clock.now() })).toMatchObject([
      { listings: 0, shipments: 0 },
    ]);
  },
);

let tongbu: Tongbu | undefined;
afterAll(() => tongbu?.stop());

function accountOf(edition: 'flagship' | 'enterprise') {
  const { seller, shopNo, keys } = tongbu as Tongbu;
  return { edition, seller, shop: shopNo, ...keys[edition] };
}

async function expectKept(edition: 'flagship' | 'enterprise', lines: string[], errors: string): Promise<void> {
  const { engine, clock, seller } = tongbu as Tongbu;
  expect(lines, errors).toEqual([
    'paused: rate-limited',
    expect.stringMatching(/^stock: SKU-1=\d+ .*SKU-10=100; 10 accepted, 0 not$/),
    expect.stringMatching(/^shipments: 1 1 0; 3 accepted, 0 not$/),
    'a clock that is late: true clock -10 min',
    'nobody there: true network true',
    'ended: aborted',
  ]);
  expect(await engine.pendingByShop({ seller, now: clock.now() })).toMatchObject([
    { listings: 1, listingsDelayed: edition === 'flagship' ? 1 : 0, shipments: 0, shipmentsFailed: 1 },
  ]);
  const [last] = (await engine.readJournal({ seller, before: null, limit: 100 })).filter(({ event }) => event === 'fail');
  expect(last).toMatchObject({ detail: '商城没有它 🎉' });
}
