import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { folderOf, openFolderHere } from '@tongbu/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { socketOf } from '../src/control-client.ts';
import { exitCodeOf } from '../src/error.ts';
import { withEngine } from '../src/with-engine.ts';
import { makeFolder, type TestFolder } from './harness.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await makeFolder();
  await withEngine(folder.data, (engine) => engine.addSeller({ seller: 'demo', now: 0 }), { create: true });
});
afterAll(() => folder.remove());

const names = () => withEngine(folder.data, async (engine) => (await engine.listSellers({})).map(({ seller }) => seller));

async function listen(server: Server): Promise<void> {
  await new Promise<void>((listening) => server.listen(socketOf(folder.data), listening));
}

test('a folder that does not exist is a mistake in its name, not a new folder', async () => {
  const error = await withEngine('/no/such/folder', async () => {}).catch((error) => error);
  expect(error.message).toContain('there is no data in /no/such/folder');
  expect(exitCodeOf(error)).toBe(2);
});

test('something that is no socket in its place is passed over', async () => {
  await writeFile(folderOf(folder.data).socket, '');
  expect(await names()).toEqual(['demo']);
  await rm(folderOf(folder.data).socket);
});

test('a server that stops in the middle of a call fails the call, clearly', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy()));
  await listen(server);
  const error = await names().catch((error) => error);
  expect(error.message).toContain(`the server on ${folder.data} stopped before it answered`);
  expect(exitCodeOf(error)).toBe(3);
  await new Promise((closed) => server.close(closed));
});

test('a folder that another command holds is waited for', async () => {
  const { close } = await openFolderHere(folder.data);
  setTimeout(() => void close(), 800);
  expect(await names()).toEqual(['demo']);
});

test('a folder that another command keeps is an error that says so', async () => {
  const { close } = await openFolderHere(folder.data);
  const error = await names().catch((error) => error);
  expect(error.message).toContain(`another Tongbu command is working on ${folder.data}`);
  expect(exitCodeOf(error)).toBe(3);
  await close();
});

test('a server that is just starting is waited for', async () => {
  const { engine, close } = await openFolderHere(folder.data);
  const { serveControl } = await import('../../server/src/control.ts');
  const asked = names();
  await new Promise((later) => setTimeout(later, 500));
  const stop = await serveControl(socketOf(folder.data), { engine });
  expect(await asked).toEqual(['demo']);
  await stop();
  await close();
});
