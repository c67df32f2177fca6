import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, type TestFolder, tongbu } from './harness.ts';

const BIN = fileURLToPath(new URL('../bin/tongbu.js', import.meta.url));

let folder: TestFolder;
let bin: string;
beforeAll(async () => {
  folder = await makeFolder();
  await mkdir(join(folder.path, 'bin'));
  await folder.file('package.json', '{"type":"module"}');
  bin = join(folder.path, 'bin/tongbu.js');
  await cp(BIN, bin);
});
afterAll(() => folder.remove());

test('where nothing is built it says how to build', () => {
  const { status, stderr } = spawnSync(process.execPath, [bin], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'tongbu: is not built yet; run: npm run build\n' });
});

test('a Node that is too old is told so', () => {
  const old = "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'22.22.9'}})";
  const { status, stderr } = spawnSync(process.execPath, ['--import', old, bin], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^tongbu: needs Node 22\.23 or later, this is 22\.22\.9/);
});

test('help groups the commands and says whose it is not', async () => {
  const { code, stdout, stderr } = await tongbu(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const part of ['Run:\n  demo', 'serve  ', 'key add|list|rotate|disable', 'import <kind> <file>', 'Exit codes: 0 done'])
    expect(stdout).toContain(part);
  expect(stdout.replace(/\s+/g, ' ')).toContain('it is not affiliated with the vendor');
});

test('a slip of the pen is named, and ends with 2', async () => {
  expect(await tongbu(['penidng'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "tongbu: unknown command 'penidng'\n(Did you mean pending?)\n(tongbu --help shows how)\n",
  });
  expect(await tongbu(['journal', '--limit', 'many'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a whole number from 1 to 100000'),
  });
});

test('through npx, hints and help name npx tongbu', async () => {
  const args = ['pending', '--data', join(folder.path, 'none')];
  expect((await tongbu(args)).stderr).toContain('begin with: tongbu seller add <name>\n');
  const env = { npm_command: 'exec' };
  expect((await tongbu(args, { env })).stderr).toContain('begin with: npx tongbu seller add <name>\n');
  expect((await tongbu(['penidng'], { env })).stderr).toContain('(npx tongbu --help shows how)');
  const { stdout } = await tongbu(['key', '--help'], { env });
  expect(stdout).toContain('Usage: npx tongbu key');
  expect(stdout).not.toMatch(/npx npx|display help/);
});

test('a stack is shown only with TONGBU_DEBUG=1', async () => {
  const args = ['pending', '--data', join(folder.path, 'none')];
  expect((await tongbu(args)).stderr).not.toContain('    at ');
  expect((await tongbu(args, { env: { TONGBU_DEBUG: '1' } })).stderr).toContain('    at ');
});
