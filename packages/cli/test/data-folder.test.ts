/** What a newcomer may give as --data that no data folder can be: each is named, with what to do. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDataFolder } from '../src/data-folder.ts';
import { exitCodeOf } from '../src/error.ts';
import { MAIN, makeFolder, PLAIN_ENV, type TestFolder, tongbu } from './harness.ts';

let folder: TestFolder;
const at = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await makeFolder();
  mkdirSync(at('data'));
  writeFileSync(at('notes.txt'), '');
  writeFileSync(at('data/tongbu.db'), '');
  symlinkSync('data', at('linked'));
  symlinkSync('not-there', at('dangling'));
  symlinkSync('round', at('round'));
});
afterAll(() => folder.remove());

describe('--data', () => {
  test.each(['data', 'linked', 'yet/to/be/made'])('%s can be a data folder', (name) => checkDataFolder(at(name)));

  test.each<[string, RegExp]>([
    ['notes.txt', /notes\.txt is a file, and --data \(TONGBU_DATA\) names a folder$/],
    ['data/tongbu.db', /is a file, .*; the one it lies in: --data \S+\/data$/],
    ['notes.txt/data', /lies below \S+\/notes\.txt, which is a file/],
    ['dangling', /the link \S+\/dangling leads to \S+\/not-there, which is not there; make that folder first$/],
    ['dangling/data', /the link \S+\/dangling leads to \S+\/not-there/],
    ['round', /cannot be a data folder: too many symbolic links/],
    ['n'.repeat(300), /cannot be a data folder: name too long$/],
  ])('%s cannot, and is told why', (name, why) => expectRefused(at(name), why));

  test.each<[string, RegExp]>([
    ['~/tongbu', /the shell has left the ~ as it is/],
    ['~li/tongbu', /the shell has left the ~ as it is/],
    ['postgres://tongbu@db/tongbu', /does not serve from PostgreSQL yet$/],
    ['file:///var/lib/tongbu', /is an address, and --data names a folder$/],
  ])('%s cannot, and is told why', (data, why) => expectRefused(data, why));
});

function expectRefused(data: string, why: RegExp): void {
  let error: unknown;
  try {
    checkDataFolder(data);
  } catch (cause) {
    error = cause;
  }
  expect((error as Error | undefined)?.message).toMatch(why);
  expect(exitCodeOf(error)).toBe(2);
}

const PORTS = '--api 127.0.0.1:0 --manage 127.0.0.1:0';

test.each([
  ...[`serve ${PORTS}`, `demo ${PORTS}`, `sandbox start ${PORTS}`, 'sandbox fault list', 'seller list', 'seller add demo'],
  ...['pending', 'backup', 'verify', 'restore monday.db'],
])('%s: a file is named as what it is', async (command) => {
  const { code, stderr } = await tongbu([...command.split(' '), '--data', at('notes.txt')]);
  expect(stderr).toMatch(/^tongbu: \S+notes\.txt is a file, and --data /);
  expect(code).toBe(2);
});

test('doctor: a file is a finding', async () => {
  const { code, stdout } = await tongbu(['doctor', '--data', at('notes.txt')]);
  expect(stdout).toContain('notes.txt is a file');
  expect(code).toBe(1);
});

/** Modes bind root only without the capability that goes past them. */
const BOUND = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
const canBind = process.platform === 'linux' && (BOUND.length === 0 || existsSync('/usr/bin/setpriv'));

test.runIf(canBind)('a folder that this user may not use, or not make one in: who may is said', () => {
  mkdirSync(at('closed/below'), { recursive: true });
  for (const [mode, data, why] of [
    [0o555, 'closed', /the data folder \S+\/closed may not be read and written by \S+; it belongs to .*: run this as that user/],
    [0o555, 'closed/new', /may not go into \S+\/closed, or make a folder there; it belongs to/],
    [0o000, 'closed/below', /may not go into \S+\/closed, or make a folder there; it belongs to/],
  ] as const) {
    chmodSync(at('closed'), mode);
    const [command = '', ...args] = [...BOUND, process.execPath, '--conditions=source', MAIN, 'seller', 'list', '--data', at(data)];
    const { status, stderr } = spawnSync(command, args, { env: PLAIN_ENV, encoding: 'utf8' });
    expect(stderr).toMatch(why);
    expect(status).toBe(2);
  }
  chmodSync(at('closed'), 0o700);
});
