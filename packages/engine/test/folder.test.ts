/** A data folder: one owner (B13), its key file, its secrets, its schema. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf } from '../src/folder.ts';
import { openFolderHere } from '../src/open.ts';
import { openFolder } from '../src/worker.ts';
import { makeFolder } from './databases.ts';
import { codeOf, SELLER, T0 } from './shop.ts';

let path: string;
let drop: () => Promise<void>;
beforeEach(async () => {
  const made = await makeFolder();
  path = join(made.path, 'data');
  drop = made.drop;
});
afterEach(() => drop());

const SECRET = 'a-secret-to-be-found:and-its-salt';
const key = { seller: SELLER, edition: 'flagship', appKey: 'app', secret: SECRET, shops: null, allow: [] } as const;
/** Makes a folder with a seller and a key, and closes it. */
async function fill(): Promise<void> {
  const open = await openFolderHere(path);
  await open.engine.addSeller({ seller: SELLER, now: T0 });
  await open.engine.addKey({ ...key, allow: [], callsPerMinute: null, callsAtOnce: null, now: T0 });
  await open.close();
}

test('B13 a second owner of a folder is refused, and says so; the folder is free again after close', async () => {
  const first = await openFolderHere(path);
  await expect(openFolderHere(path)).rejects.toMatchObject({ code: 'locked', message: expect.stringContaining(path) });
  await first.close();
  const second = await openFolderHere(path);
  await second.close();
});

test('B13 a folder owned by a worker thread is refused alike, from here and from another worker', async () => {
  const first = await openFolder(path);
  await first.engine.addSeller({ seller: SELLER, now: T0 });
  expect(await codeOf(openFolderHere(path))).toBe('locked');
  expect(await codeOf(openFolder(path))).toBe('locked');
  expect(await first.engine.listSellers({})).toMatchObject([{ seller: SELLER }]);
  await first.close();
  const second = await openFolderHere(path);
  expect(await second.engine.listSellers({})).toMatchObject([{ seller: SELLER }]);
  await second.close();
});

test('B13 a folder is free again after opening it failed', async () => {
  await fill();
  const { key } = folderOf(path);
  const right = readFileSync(key);
  writeFileSync(key, `${'0'.repeat(64)}\n`);
  expect(await codeOf(openFolderHere(path))).toBe('keyFile');
  writeFileSync(key, right);
  await (await openFolderHere(path)).close();
});

test('errors keep their codes across the thread', async () => {
  const open = await openFolder(path);
  expect(await codeOf(open.engine.pendingByShop({ seller: 'nobody', now: T0 }))).toBe('unknown');
  expect(await codeOf(open.engine.addSeller({ seller: ' not a name', now: T0 }))).toBe('input');
  await open.close();
});

test('a wrong, missing or unreadable key file is named, and a missing one is not made anew', async () => {
  await fill();
  const { key } = folderOf(path);
  const right = readFileSync(key);
  for (const wrong of [`${'0'.repeat(64)}\n`, 'not a key', '']) {
    writeFileSync(key, wrong);
    await expect(openFolderHere(path)).rejects.toMatchObject({ code: 'keyFile', message: expect.stringContaining(key) });
    await expect(openFolder(path)).rejects.toMatchObject({ code: 'keyFile' });
  }
  rmSync(key);
  await expect(openFolderHere(path)).rejects.toMatchObject({ code: 'keyFile', message: expect.stringContaining(key) });
  expect(existsSync(key)).toBe(false);
  mkdirSync(key);
  expect(await codeOf(openFolderHere(path))).toBe('keyFile');
  rmSync(key, { recursive: true });
  writeFileSync(key, right);
  const open = await openFolderHere(path);
  const found = await open.engine.findCredential({ seller: SELLER, edition: 'flagship', appKey: 'app' });
  expect(found).toMatchObject({ found: 'key', credential: { secret: SECRET } });
  await open.close();
});

test('secrets are nowhere in the clear, and the key file is for its owner only', async () => {
  await fill();
  for (const name of readdirSync(path)) {
    const bytes = readFileSync(join(path, name)).toString('latin1');
    for (const part of [SECRET, ...SECRET.split(':')]) expect([name, bytes.includes(part)]).toEqual([name, false]);
  }
  expect(statSync(folderOf(path).key).mode & 0o777).toBe(0o600);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('listed keys do not hold their secrets', async () => {
  await fill();
  const open = await openFolderHere(path);
  expect(JSON.stringify(await open.engine.listKeys({ seller: SELLER }))).not.toContain('secret');
  await open.close();
});

test('a schema newer than this program is refused with schemaNewer and left as it is', async () => {
  await fill();
  const { database } = folderOf(path);
  const raw = new DatabaseSync(database);
  raw.exec('insert into migrations (step) values (999)');
  raw.close();
  expect(await codeOf(openFolderHere(path))).toBe('schemaNewer');
  expect(await codeOf(openFolder(path))).toBe('schemaNewer');
});

test('a file that is no database is named, and so is a folder that is a file', async () => {
  await fill();
  rmSync(`${folderOf(path).database}-wal`, { force: true });
  writeFileSync(folderOf(path).database, 'not a database at all, but long enough to look at'.repeat(100));
  await expect(openFolderHere(path)).rejects.toMatchObject({ code: 'damaged' });
  const file = `${path}-file`;
  writeFileSync(file, '');
  await expect(openFolderHere(file)).rejects.toMatchObject({ code: 'store', message: expect.stringContaining(file) });
});

test('closing twice, or after the thread has gone, settles', async () => {
  const open = await openFolder(path);
  await Promise.all([open.close(), open.close()]);
  await open.close();
  await expect(open.engine.listSellers({})).rejects.toMatchObject({ code: 'store' });
});
