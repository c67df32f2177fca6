/** A folder that is only looked at: nothing changes, whatever state it is in. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf } from '../src/folder.ts';
import { openFolderHere } from '../src/open.ts';
import { openFolderToRead } from '../src/open-to-read.ts';
import { makeFolder } from './databases.ts';
import { codeOf, SELLER, T0 } from './shop.ts';

let path: string;
let drop: () => Promise<void>;
beforeEach(async () => {
  const made = await makeFolder();
  path = join(made.path, 'data');
  drop = made.drop;
  const { engine, close } = await openFolderHere(path);
  await engine.addSeller({ seller: SELLER, now: T0 });
  await close();
});
afterEach(() => drop());

const contents = () => readdirSync(path).map((name) => [name, readFileSync(join(path, name)).toString('base64')]);

test('verbs that read answer, those that write are refused, and no file is changed or left behind', async () => {
  const before = contents();
  const { engine, keyFile, held, close } = await openFolderToRead(path);
  expect({ keyFile, held }).toEqual({ keyFile: 'fits', held: false });
  expect(await engine.listSellers({})).toMatchObject([{ seller: SELLER }]);
  expect(await codeOf(engine.addSeller({ seller: 'late', now: T0 }))).toBe('store');
  expect(await codeOf(engine.describeStore({ writer: true }))).toBe('store');
  expect(await codeOf(openFolderHere(path))).toBe('locked');
  await close();
  expect(contents()).toEqual(before);
  await (await openFolderHere(path)).close();
});

test('beside an owner it sees what is committed, as it is committed', async () => {
  const owner = await openFolderHere(path);
  const { engine, held, close } = await openFolderToRead(path);
  expect(held).toBe(true);
  await owner.engine.addSeller({ seller: 'late', now: T0 });
  expect(await engine.listSellers({})).toHaveLength(2);
  await close();
  await owner.close();
});

test.each([
  ['missing', (file: string) => rmSync(file)],
  ['malformed', (file: string) => writeFileSync(file, 'no key')],
  ['stranger', (file: string) => writeFileSync(file, `${'0'.repeat(64)}\n`)],
  [
    'unreadable',
    (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
] as const)('a key file that is %s is told, and what needs no secret is read', async (state, spoil) => {
  spoil(folderOf(path).key);
  const { engine, keyFile, close } = await openFolderToRead(path);
  expect(keyFile).toBe(state);
  expect(await engine.listSellers({})).toHaveLength(1);
  await close();
});

test('a file that is no database is refused, and the folder is free again', async () => {
  const good = readFileSync(folderOf(path).database);
  writeFileSync(folderOf(path).database, 'no database');
  expect(await codeOf(openFolderToRead(path))).toBe('store');
  writeFileSync(folderOf(path).database, good);
  await (await openFolderHere(path)).close();
});
