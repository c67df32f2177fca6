/** The sandbox as a command: a test's set-up reads one line, and other commands play with it while it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createClient } from '@tongbu/client';
import { FAULT_KINDS, SCENES } from '@tongbu/server/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAIN, makeFolder, start, type TestFolder, tongbu } from './harness.ts';

interface Started {
  url: string;
  manageUrl: string;
  seller: string;
  shopNo: string;
  keys: { flagship: { key: string; secret: string }; enterprise: { key: string; secret: string } };
  folder: string;
  token: string;
}

let folder: TestFolder;
let data: string;
let started: Started;
let stop: () => Promise<void>;

const FREE = ['--api', '127.0.0.1:0', '--manage', '127.0.0.1:0'];

const firstLine = async (child: ReturnType<typeof start>) =>
  ((await once(createInterface({ input: child.stdout as Readable }), 'line')) as [string])[0];

async function startSandbox(): Promise<{ started: Started; stop: () => Promise<void> }> {
  const child = start(['sandbox', 'start', '--json', '--data', data, ...FREE]);
  const line = await firstLine(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await child.ended;
  };
  return { started: JSON.parse(line) as Started, stop };
}

beforeAll(async () => {
  folder = await makeFolder();
  data = join(folder.path, 'sandbox');
  ({ started, stop } = await startSandbox());
});
afterAll(async () => {
  await stop();
  await folder.remove();
});

/** A call of the management API with a token of a start. */
const manage = (path: string, { token, manageUrl } = started) =>
  fetch(`${manageUrl}${path}`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status);

const sandbox = (...args: string[]) => tongbu(['sandbox', ...args, '--data', data]);
const waiting = async () => {
  const client = createClient({ edition: 'flagship', url: started.url, seller: started.seller, ...started.keys.flagship, patienceMs: 0 });
  return (await client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 100, position: 0 })).data.id_list.length;
};

test('what it prints is enough to call it', async () => {
  expect(started).toMatchObject({ seller: 'sandbox', shopNo: 'shop', folder: data });
  expect(await waiting()).toBe(10);
  expect(await manage('/api/keys')).toBe(200); // for admins alone
});

test('faults are set, shown, met and removed', async () => {
  expect(await sandbox('fault', 'add', 'rate-limit', '--edition', 'flagship', '--times', '2')).toMatchObject({ code: 0 });
  await expect(waiting()).rejects.toThrow('超过每分钟最大调用频率限制');
  const { stdout } = await sandbox('fault', 'list');
  expect(stdout).toMatch(/NO +KIND +EDITION +INTERFACE +EVERY +LEFT +ACTED\n\d+ +rate-limit +flagship +all +1 +1 +1/);
  expect(await sandbox('fault', 'remove', 'all')).toMatchObject({ code: 0 });
  expect(await waiting()).toBe(10);
  expect(await sandbox('fault', 'remove', '77')).toMatchObject({ code: 2, stderr: expect.stringContaining('no fault 77') });
  const none = await sandbox('fault', 'add', 'flood');
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining(`Allowed choices are ${FAULT_KINDS.join(', ')}.`) });
});

test('the clock goes forward and back', async () => {
  expect((await sandbox('clock', '+10m')).stdout).toContain("+600 s from the machine's");
  await expect(waiting()).rejects.toThrow('时间戳错误');
  expect((await sandbox('clock', '0')).stdout).toContain("as the machine's");
  expect(await waiting()).toBe(10);
  expect(await sandbox('clock', 'tomorrow')).toMatchObject({ code: 2 });
});

test('stock moves, and parcels of every kind leave', async () => {
  expect((await sandbox('move', 'SKU-1', '3')).stdout).toContain('3 of SKU-1 in main');
  expect(await sandbox('move', 'SKU-99', '3')).toMatchObject({ code: 2, stderr: expect.stringContaining('SKU-99') });
  const { stdout } = await sandbox('ship', 'merged', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ tids: [expect.any(String), expect.any(String)], shipments: [1, 2] });
  const help = await tongbu(['sandbox', 'ship', '--help']);
  for (const kind of Object.keys(SCENES)) expect(help.stdout).toContain(`  ${kind} `);
  expect(await sandbox('ship', 'by-ship')).toMatchObject({ code: 2 });
});

test('states are kept and put back', async () => {
  await sandbox('reset', 'empty');
  expect(await waiting()).toBe(0);
  expect((await sandbox('save', 'nothing')).stdout).toContain('state "nothing" saved');
  await sandbox('fault', 'add', 'server-error');
  expect(await sandbox('reset')).toMatchObject({ code: 0 });
  expect(await waiting()).toBe(10);
  expect(await sandbox('reset', 'other')).toMatchObject({ code: 2, stderr: expect.stringContaining('"empty", "nothing", "shop"') });
});

test('a second start finds the same keys and makes another token; a folder with real stock is refused; nothing runs, nothing is asked', async () => {
  await stop();
  expect(await sandbox('clock')).toMatchObject({ code: 3, stderr: expect.stringContaining('tongbu sandbox start') });
  const other = await sandbox('start', '--seller', 'other', ...FREE);
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('made for the seller "sandbox", not "other"') });
  const { keys, token } = started;
  ({ started, stop } = await startSandbox());
  expect(started.keys).toEqual(keys);
  expect(await manage('/api/sandbox')).toBe(200);
  expect(await manage('/api/sandbox', { ...started, token })).toBe(401);
  const real = join(folder.path, 'real');
  await tongbu(['seller', 'add', 'real', '--data', real]);
  const refused = await tongbu(['sandbox', 'start', '--data', real, ...FREE]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('was not made for a sandbox') });
});

test.each([
  ['en', 'Tongbu sandbox in ', 'token ', 'Ctrl-C stops it.'],
  ['zh', 'Tongbu 沙箱，数据在 ', '令牌 ', '按 Ctrl-C 停止。'],
])('people are told where it is and what to try, and can paste it: %s', async (lang, title, tokenIs, end) => {
  const other = join(folder.path, lang);
  const child = start(['sandbox', 'start', '--data', other, '--lang', lang, ...FREE]);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout as Readable })) if (lines.push(line) && line === end) break;
  expect(lines[0]).toBe(`${title}${other}`);
  expect(lines.find((line) => line.startsWith(tokenIs))).toMatch(/ tb_[\w-]{43} /);
  expect(lines.filter((line) => /127\.0\.0\.1:\d+\/openapi/.test(line)).map((line) => line.split(/ +/).length)).toEqual([4, 4]);
  const commands = lines.flatMap((line) => / {2}tongbu (.+)/.exec(line)?.[1] ?? []);
  expect(commands).toHaveLength(5);
  for (const command of commands) expect(await tongbu(command.replaceAll("'", '').split(' '))).toMatchObject({ code: 0 });
  child.kill('SIGTERM');
  expect((await child.ended).code).toBe(0);
});

/** As a test run in another language starts it: its standard input stays open. */
async function startTemporary() {
  const args = ['--conditions=source', MAIN, 'sandbox', 'start', '--temporary', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, started: JSON.parse(line) as Started };
}

test('a temporary one needs no folder and no ports, and ends with whoever started it', async () => {
  const { child, started: own } = await startTemporary();
  expect([own.folder === data, existsSync(own.folder), await manage('/api/sandbox', own)]).toEqual([false, true, 200]);
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(own.folder)).toBe(false);
  expect(await sandbox('start', '--temporary')).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be used with') });
});

test('a temporary one that is told to stop leaves nothing either', async () => {
  const { child, started: own } = await startTemporary();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(own.folder)).toBe(false);
});
