/** backup, restore and verify, in both states: a server runs on the folder, and none does. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, makeFolder, type Served, SHOP, serve, type TestFolder, tongbu } from './harness.ts';

describe.each(['no server runs', 'a server runs'] as const)('while %s', (state) => {
  let folder: TestFolder;
  let server: Served | undefined;
  const run = (...args: string[]): Promise<Ended> => tongbu([...args, '--data', folder.data]);
  beforeAll(async () => {
    folder = await makeFolder();
    await run('seller', 'add', 'demo');
    if (state === 'a server runs') server = await serve(folder.data);
    for (const [kind, text] of Object.entries(SHOP)) await run('import', kind, await folder.file(`${kind}.csv`, text), '--seller', 'demo');
  });
  afterAll(async () => {
    await server?.stop();
    await folder.remove();
  });

  test('backup goes to a named file, for its owner only, and never over another', async () => {
    const file = join(folder.path, 'deep', 'one.db');
    const made = await run('backup', file);
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/one\.db written, [\d,]+ bytes, checked\n/),
    });
    expect(made.stderr).toContain(`Keep a copy elsewhere, once: ${join(folder.data, 'tongbu.key')}`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder.path, 'deep'))).toEqual(['one.db']);
    const before = await readFile(file);
    expect(await run('backup', file)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`${file} is there already`) });
    expect(await readFile(file)).toEqual(before);
  });

  test('backup without a name goes into the folder, named for the time', async () => {
    const { code, stdout } = await run('backup', '--json');
    expect(code).toBe(0);
    const { file, size } = JSON.parse(stdout) as { file: string; size: number };
    expect(file).toMatch(/\/data\/backups\/tongbu-\d{8}T\d{6}Z\.db$/);
    expect((await stat(file)).size).toBe(size);
  });

  test('verify finds nothing wrong in the folder and in a backup', async () => {
    const counted = '1 seller, 3 listings, 1 shipment, 7 journal rows';
    expect(await run('verify')).toEqual({
      code: 0,
      stdout: `${join(folder.data, 'tongbu.db')} is whole and agrees with its journal: ${counted}\n`,
      stderr: '',
    });
    const backup = join(folder.path, 'deep', 'one.db');
    expect(await tongbu(['verify', backup])).toMatchObject({ code: 0, stdout: expect.stringContaining(counted) });
    expect(await tongbu(['verify', join(folder.path, 'none.db')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no such file'),
    });
    expect(await tongbu(['verify', '--data', join(folder.path, 'none')])).toMatchObject({ code: 2 });
  });

  test('restore is refused while a server owns the folder, and done otherwise', async () => {
    const backup = join(folder.path, 'deep', 'one.db');
    await run('import', 'levels', await folder.file('more.csv', 'spec_no,warehouse_no,stock_num\nA1,HZ,99\n'), '--seller', 'demo');
    const done = await run('restore', backup);
    if (state === 'a server runs') {
      expect(done).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(`working on ${folder.data}; stop it`) });
      return;
    }
    expect(done.code).toBe(0);
    expect(done.stdout).toContain('ids and versions raised by 1,000,000\n  listings that wait again   3\n');
    const kept = /the database that was there is now (.*)/.exec(done.stdout)?.[1] as string;
    const rows = (await run('journal', '--subject', '1', '--limit', '1', '--json')).stdout;
    expect(JSON.parse(rows)).toMatchObject({ event: 'changed', effect: 'restore', version: 1_000_002, quantity: '12' });
    expect((await tongbu(['verify', kept])).code).toBe(0);
    expect((await run('verify')).code).toBe(0);
    expect(await run('restore', backup, '--raise', '2147483646')).toMatchObject({ code: 2, stderr: expect.stringContaining('below 2³¹') });
    expect(await run('restore', backup, '--raise', '0')).toMatchObject({ code: 2 });
    expect(await run('restore', join(folder.path, 'levels.csv'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('choose another backup'),
    });
    expect(await tongbu(['restore', backup, '--data', join(folder.path, 'none')])).toMatchObject({ code: 2 });
    await rm(join(folder.data, 'tongbu.key'));
    expect(await run('restore', backup)).toMatchObject({ code: 1, stderr: expect.stringContaining('put the key file') });
  });
});

test('a damaged file is refused by server and command, which name the newest whole backup', async () => {
  const folder = await makeFolder();
  const run = (...args: string[]): Promise<Ended> => tongbu([...args, '--data', folder.data]);
  await run('seller', 'add', 'demo');
  const { file } = JSON.parse((await run('backup', '--json')).stdout) as { file: string };
  const newer = join(folder.data, 'backups', 'tongbu-later.db');
  await writeFile(newer, (await readFile(file)).fill(7, 4096, 12_288));
  const database = join(folder.data, 'tongbu.db');
  await writeFile(database, (await readFile(database)).fill(7, 4096, 12_288));
  const advice = `tongbu restore ${file} --data ${folder.data}`;
  for (const command of ['serve', 'pending', 'backup']) {
    expect(await run(command)).toMatchObject({ code: 1, stderr: expect.stringContaining(advice) });
  }
  expect(await run('verify')).toMatchObject({ code: 1, stdout: expect.stringContaining('does not agree') });
  expect((await run('restore', file)).code).toBe(0);
  expect((await run('seller', 'list')).stdout).toContain('demo');
  await folder.remove();
});
