/** A damaged file is not served from: the start refuses it, or the server stops, and what to restore is said. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreFolder } from '../src/backup/restore.ts';
import { backupFile } from '../src/backup/stamp.ts';
import type { EngineError } from '../src/error.ts';
import { type Folder, folderOf } from '../src/folder.ts';
import { openFolderHere } from '../src/open.ts';
import { openFolder } from '../src/worker.ts';
import { makeFolder } from './databases.ts';
import { codeOf, seedListings, T0, waiting } from './shop.ts';

let folder: Folder;
let drop: () => Promise<void>;
beforeEach(async () => {
  const made = await makeFolder();
  drop = made.drop;
  folder = folderOf(made.path);
  const { engine, close } = await openFolderHere(folder.path);
  await seedListings(engine, 20);
  await close();
});
afterEach(() => drop());

/** Makes a backup into the folder's place for them. */
async function backUp(atMs: number): Promise<string> {
  mkdirSync(folder.backups, { recursive: true });
  const { engine, close } = await openFolderHere(folder.path);
  const { file } = await engine.backup({ file: backupFile(folder, atMs) });
  await close();
  return file;
}

/** Writes over the first page of a table or an index. */
function damage(file: string, name: string): void {
  const connection = new DatabaseSync(file);
  const root = Number(connection.prepare('select rootpage from sqlite_schema where name = ?').get(name)?.['rootpage']);
  connection.close();
  writeFileSync(file, readFileSync(file).fill(0xee, (root - 1) * 4096, root * 4096));
}

/** Fills the file until it is too large to be checked through before the start. */
function grow(): void {
  const connection = new DatabaseSync(folder.database);
  connection.exec(`create table ballast (x text);
    with recursive g (i) as (select 1 union all select i + 1 from g where i < 6000) insert into ballast select hex(randomblob(500)) from g`);
  connection.close();
}

test('a start is refused and names the newest whole backup', async () => {
  const older = await backUp(T0);
  const newer = await backUp(T0 + 1000);
  damage(newer, 'journal');
  writeFileSync(`${folder.backups}/notes.txt`, 'no backup');
  writeFileSync(`${folder.backups}/begun.db`, '');
  damage(folder.database, 'listings');
  const expected = { code: 'damaged', message: expect.stringContaining(`tongbu restore ${older} --data ${folder.path}`) };
  await expect(openFolderHere(folder.path)).rejects.toMatchObject(expected);
  await expect(openFolder(folder.path)).rejects.toMatchObject(expected);
  await restoreFolder(folder.path, older, { now: T0 });
  const { engine, close } = await openFolderHere(folder.path);
  expect((await waiting(engine)).length).toBe(20);
  await close();
});

test('where there is no whole backup, that is said', async () => {
  damage(folder.database, 'levels');
  await expect(openFolderHere(folder.path)).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringMatching(/tongbu\.db is damaged \(.+\); there is no whole backup in .*backups; restore one from elsewhere/),
  });
});

test('a database that was taken away from beside its key is not begun anew', async () => {
  rmSync(folder.database);
  await expect(openFolder(folder.path)).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('it is missing') });
  expect(existsSync(folder.database)).toBe(false);
});

test('an index that does not say what its table says is damage', async () => {
  const connection = new DatabaseSync(folder.database, { defensive: false });
  connection.exec('pragma writable_schema = on');
  connection.exec(
    "update sqlite_schema set sql = replace(sql, 'listing_id, retry_at)', 'listing_id, status)') where name = 'listings_pending'",
  );
  connection.close();
  expect(await codeOf(openFolderHere(folder.path))).toBe('damaged');
});

test('a file cut short or to nothing, or written over, is damage', async () => {
  const whole = readFileSync(folder.database);
  for (const bytes of [
    whole.subarray(0, whole.length - 4096),
    whole.subarray(0, 5000),
    whole.subarray(0, 50),
    '',
    'something else'.repeat(2000),
  ]) {
    writeFileSync(folder.database, bytes);
    expect(await codeOf(openFolderHere(folder.path))).toBe('damaged');
  }
  writeFileSync(folder.database, whole);
  await (await openFolderHere(folder.path)).close();
});

test('a large file is checked after the start; damage stops the server, and no later start serves from it', async () => {
  grow();
  const good = await backUp(T0);
  damage(folder.database, 'ballast');
  const { promise, resolve } = Promise.withResolvers<EngineError>();
  const { engine } = await openFolderHere(folder.path, resolve);
  const lost = await promise;
  expect(lost).toMatchObject({ code: 'damaged', message: expect.stringContaining(`tongbu restore ${good}`) });
  expect(await codeOf(engine.listSellers({}))).toBe('damaged');
  expect(existsSync(folder.doubt)).toBe(true);
});

test('what was feared is checked before the start, and forgotten when it is whole', async () => {
  grow();
  writeFileSync(folder.doubt, 'somebody feared something\n');
  await (await openFolderHere(folder.path)).close();
  expect(existsSync(folder.doubt)).toBe(false);
  damage(folder.database, 'ballast');
  await (await openFolderHere(folder.path)).close();
  writeFileSync(folder.doubt, 'somebody feared something\n');
  expect(await codeOf(openFolderHere(folder.path))).toBe('damaged');
  expect(existsSync(folder.doubt)).toBe(true);
});

test('damage met by a statement fails the call and every later one, and is remembered', async () => {
  grow();
  damage(folder.database, 'listings_pending');
  const { engine, close } = await openFolderHere(folder.path);
  expect(await codeOf(waiting(engine))).toBe('damaged');
  expect(await codeOf(engine.listSellers({}))).toBe('damaged');
  await close();
  expect(await codeOf(openFolderHere(folder.path))).toBe('damaged');
});

test('a server on a damaged file ends, and says what to restore', async () => {
  grow();
  damage(folder.database, 'listings_pending');
  const { promise, resolve } = Promise.withResolvers<Error>();
  const { engine } = await openFolder(folder.path, resolve);
  await waiting(engine).catch(() => {});
  expect((await promise).message).toContain(`there is no whole backup in ${folder.backups}`);
});

test('a server that closes because a call met damage says what to restore before it has closed', async () => {
  grow();
  damage(folder.database, 'listings_pending');
  const told: string[] = [];
  const { engine, close } = await openFolder(folder.path, ({ message }) => told.push(message));
  await waiting(engine).catch(() => {});
  await close();
  expect(told).toEqual([expect.stringContaining(`there is no whole backup in ${folder.backups}`)]);
});

test('a command that meets damage says what to restore', async () => {
  grow();
  const good = await backUp(T0);
  damage(folder.database, 'listings_pending');
  const { engine, close } = await openFolder(folder.path);
  await expect(waiting(engine)).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining(`tongbu restore ${good}`) });
  await close();
});
