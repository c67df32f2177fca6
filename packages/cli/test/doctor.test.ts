import { chmod, cp, mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { folderOf, openFolderHere } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { socketOf } from '../src/control-client.ts';
import { lookAtBackups } from '../src/doctor/backups.ts';
import { examine } from '../src/doctor/examine.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { askServer } from '../src/doctor/server.ts';
import { trySyncs } from '../src/doctor/sync.ts';
import { speak } from '../src/doctor/words.ts';
import { FLAGSHIP, makeFolder, serve, type TestFolder, tongbu } from './harness.ts';
import { told } from './told.ts';

const say = speak('en', '/d');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('examined without a server', () => {
  let folder: TestFolder;
  const free = at(0);
  beforeAll(async () => {
    folder = await makeFolder();
    const { engine, close } = await openFolderHere(folder.data);
    const now = Date.now() - HOUR;
    await engine.addSeller({ seller: 'demo', now });
    const rights = { seller: 'demo', shops: null, allow: [], callsPerMinute: null, callsAtOnce: null, now };
    await engine.addKey({ ...rights, edition: 'flagship', appKey: FLAGSHIP.key, secret: FLAGSHIP.secret });
    const put = (kind: string, record: Record<string, string>) =>
      engine.importRows({ seller: 'demo', kind, records: [record], now, partial: false });
    await put('shops', { shop_no: 'web' });
    await put('items', { spec_no: 'A1' });
    await put('listings', { shop_no: 'web', goods_id: 'G1', spec_no: 'A1' });
    await close();
  });
  afterAll(() => folder.remove());

  const look = async (data: string, { against = null, deep = false }: { against?: string | null; deep?: boolean } = {}) => {
    const findings = await examine({ data, api: free, manage: free, against, deep, probe: false, now: Date.now() }, say);
    return new Map(findings.map((finding) => [finding.check, finding]));
  };
  const copy = async (name: string) => {
    const data = join(folder.path, name);
    await cp(folder.data, data, { recursive: true });
    return data;
  };
  const contents = async (data: string) =>
    Promise.all((await readdir(data)).sort().map(async (name) => [name, (await readFile(join(data, name))).toString('base64')]));

  test('a folder in use: every check, and not a byte is changed or left behind', async () => {
    const before = await contents(folder.data);
    const found = await look(folder.data);
    expect([...found.keys()]).toEqual(
      'folder server listeners versions openFiles disk sync database keyFile backups clock clients keys tokens pending fanOuts'.split(' '),
    );
    expect(told(found.get('keyFile') as Finding)).toContain('ok: mode 0600, fits');
    expect(told(found.get('database') as Finding)).toContain('ok: wal, FULL is set at every start');
    expect(told(found.get('pending') as Finding)).toContain(
      'warning: web: listings 1, oldest 1 h | web: offered for 1 h, no acknowledgement yet',
    );
    expect(told(found.get('keys') as Finding)).toBe('ok: working 1 | no acknowledgement ever from demo-app (flagship)');
    expect(await contents(folder.data)).toEqual(before);
  });

  test('a database of an older or a newer Tongbu is told as such, and not as damaged', async () => {
    for (const [name, change, line] of [
      [
        'older',
        'delete from migrations where step = (select max(step) from migrations); drop table tokens',
        /^warning: .*the next start brings it to/,
      ],
      ['newer', 'insert into migrations (step) select max(step) + 1 from migrations', /^wrong: .*this version knows/],
    ] as const) {
      const data = await copy(`schema-${name}`);
      const database = new DatabaseSync(folderOf(data).database);
      database.exec(change);
      database.close();
      const found = await look(data, { deep: true });
      expect(told(found.get('versions') as Finding)).toMatch(line);
      expect(told(found.get('database') as Finding)).toMatch(/^ok: /);
      expect((['keys', 'tokens', 'pending', 'contents'] as const).filter((check) => found.has(check))).toEqual([]);
    }
  });

  test('what a killed server left in the log is read too, and stays', async () => {
    const data = await copy('killed');
    const server = await serve(data);
    expect((await tongbu(['seller', 'add', 'late', '--data', data])).code).toBe(0);
    await server.stop('SIGKILL');
    const log = await readFile(`${folderOf(data).database}-wal`);
    expect(log.length).toBeGreaterThan(0);
    const found = await look(data);
    expect(told(found.get('keys') as Finding)).toContain('seller late has no key that works');
    expect(told(found.get('server') as Finding)).toContain('its socket file was left by one that was killed');
    expect((await readFile(`${folderOf(data).database}-wal`)).equals(log)).toBe(true);
  });

  test.each([
    ['is missing', 'missing', (file: string) => rm(file)],
    ['belongs to another database', 'another', (file: string) => writeFile(file, `${'ab'.repeat(32)}\n`)],
    ['does not hold 64 hexadecimal digits', 'not', (file: string) => writeFile(file, 'no key')],
    ['other users may read it', 'open', (file: string) => chmod(file, 0o644)],
  ])('a key file: %s', async (text, name, spoil) => {
    const data = await copy(`key-${name}`);
    await spoil(folderOf(data).key);
    const found = await look(data);
    expect(found.get('keyFile')).toMatchObject({ state: 'wrong' });
    expect(told(found.get('keyFile') as Finding)).toContain(text);
    expect(found.get('pending')?.state).toBe('warning');
  });

  test.each([
    ['is no SQLite database', 'text', (file: string) => writeFile(file, 'this is no database at all, however long it may be')],
    ['damaged, or may not be read', 'cut', (file: string) => truncate(file, 5_000)],
    ['is no SQLite database', 'empty', (file: string) => truncate(file, 0)],
  ])('a database that %s: %s', async (text, name, spoil) => {
    const data = await copy(`damaged-${name}`);
    await spoil(folderOf(data).database);
    const found = await look(data);
    expect(told(found.get('database') as Finding)).toMatch(new RegExp(`^wrong: .*${text}`));
    expect(told(found.get('database') as Finding)).toContain(`there is no backup in ${data}/backups`);
    expect(found.has('pending')).toBe(false);
  });

  test('a folder that another command holds is looked at all the same', async () => {
    const { close } = await openFolderHere(folder.data);
    const found = await look(folder.data);
    await close();
    expect(told(found.get('server') as Finding)).toBe('ok: another Tongbu command is working on the folder, or a server is starting');
    expect(found.get('pending')?.state).toBe('warning');
  });

  test('backups: the newest counts, a draft does not', async () => {
    const data = await copy('backups');
    const backups = join(data, 'backups');
    await mkdir(backups);
    const made = Date.now() / 1000 - 7_200;
    for (const [name, at] of [
      ['old', made - 90_000],
      ['new', made],
      ['half.tmp', made + 60],
    ] as const) {
      await writeFile(join(backups, name), '');
      await utimes(join(backups, name), at, at);
    }
    expect(lookAtBackups(backups, true, Date.now()).newest?.name).toBe('new');
    expect(told((await look(data)).get('backups') as Finding)).toBe('ok: new, 2 h old');
  });

  test("another machine's clock is compared by its Date header, whatever it answers", async () => {
    const web = createHttpServer((_, answer) => answer.writeHead(404, { date: new Date(Date.now() - 50_000).toUTCString() }).end());
    await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/x`;
    const { clock } = Object.fromEntries(await look(folder.data, { against: url }));
    await new Promise((closed) => web.close(closed));
    expect(clock?.state).toBe('warning');
    expect(told(clock as Finding)).toMatch(/(49|50|51) s from 127\.0\.0\.1:\d+'s/);
    const gone = (await look(folder.data, { against: url })).get('clock') as Finding;
    expect(told(gone)).toContain('cannot be asked: ECONNREFUSED');
  });

  test('an empty folder, and none', async () => {
    const empty = join(folder.path, 'empty');
    await mkdir(empty, { mode: 0o700 });
    const found = await look(empty);
    expect([...found.values()].filter(({ state }) => state === 'wrong')).toEqual([]);
    expect(told(found.get('database') as Finding)).toBe('warning: none yet → begin with: tongbu seller add <name> --data /d');
    expect(await readdir(empty)).toEqual([]);
    expect(told((await look('/no/such/folder')).get('folder') as Finding)).toContain('does not exist');
    await expect(stat('/no/such/folder')).rejects.toThrow();
  });

  test('--deep: contents that agree, and contents that were changed by hand', async () => {
    const data = await copy('deep');
    expect(told((await look(data, { deep: true })).get('contents') as Finding)).toMatch(
      /^ok: journal, state and quantities agree: listings 1,/,
    );
    const database = new DatabaseSync(folderOf(data).database);
    database.exec("update listings set quantity = '99'");
    database.close();
    const changed = (await look(data, { deep: true })).get('contents') as Finding;
    expect(changed.state).toBe('wrong');
    expect(told(changed)).toContain('listing 1');
  });

  test('syncs are measured in the folder, and their file is gone', async () => {
    const facts = trySyncs(folder.data);
    expect(facts).toMatchObject({ medianMs: expect.any(Number), p99Ms: expect.any(Number) });
    expect((await readdir(folder.data)).filter((name) => name.includes('doctor'))).toEqual([]);
    expect(trySyncs('/no/such/folder')).toMatchObject({ failed: expect.stringContaining('ENOENT') });
  });

  test('the command: exit codes, JSON lines, Chinese', async () => {
    const ports = ['--api', '127.0.0.1:0', '--manage', '127.0.0.1:0'];
    const good = await tongbu(['doctor', '--data', folder.data, ...ports]);
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout).toMatch(/\n\n\d+ ok, \d+ to look at, 0 wrong\n$/);
    expect(good.stdout).not.toContain('\u001b');
    const chinese = await tongbu(['doctor', '--data', folder.data, ...ports, '--lang', 'zh-CN']);
    expect(chinese.stdout).toMatch(/正常 {2}密钥文件 {2}权限 0600，与数据库匹配/);
    const none = await tongbu(['doctor', '--data', '/no/such/folder', ...ports, '--json']);
    expect(none).toMatchObject({ code: 1, stderr: '' });
    const lines = none.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ check: 'folder', state: 'wrong', values: { kind: 'missing' } });
    expect(await tongbu(['doctor', '--against', 'example'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--against "example"'),
    });
  });
});

describe('examined beside a server', () => {
  let folder: TestFolder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  test('the command: the server answers, is ready, and commits with FULL', async () => {
    const server = await serve(folder.data);
    const host = (url: string) => new URL(url).host;
    const { code, stdout } = await tongbu([
      'doctor',
      '--json',
      '--data',
      folder.data,
      '--api',
      host(server.url),
      '--manage',
      host(server.manageUrl),
    ]);
    await server.stop();
    const lines = new Map(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => [JSON.parse(line).check, JSON.parse(line)]),
    );
    expect(code).toBe(0);
    expect(lines.get('server')).toMatchObject({ state: 'ok', values: { seen: 'answers' } });
    expect(lines.get('listeners')).toMatchObject({ state: 'ok', values: { running: true, manage: { reason: null, notReady: null } } });
    expect(lines.get('database')).toMatchObject({ state: 'ok', values: { writer: { journalMode: 'wal', synchronous: '2' } } });
  });

  test('tokens, and a management listener that other machines reach', async () => {
    const server = await serve(folder.data, ['--manage', '0.0.0.0:0']);
    await tongbu(['seller', 'add', 'demo', '--data', folder.data]);
    await tongbu(['token', 'add', '--name', 'ops', '--role', 'admin', '--data', folder.data]);
    const { code, stdout } = await tongbu(['doctor', '--probe', '--deep', '--data', folder.data]);
    await server.stop();
    const alone = await tongbu(['doctor', '--probe', '--json', '--data', folder.data]);
    expect(code).toBe(0);
    const said = stdout.replace(/\s+/g, ' ');
    expect(said).toMatch(/warning tokens working 1 \(admin 1\) the management listener 0\.0\.0\.0:\d+ is open to other machines/);
    expect(said).toMatch(/never used: ops \(\d+ s old\) → serve --manage 127\.0\.0\.1:\d+, and a proxy with TLS/);
    expect(said).toContain('ok fan-outs no change is under way');
    expect(said).toMatch(/ok probe a change went round the signed API in .*: made, offered, told, acknowledged, gone/);
    expect(said).toMatch(/ok contents journal, state and quantities agree/);
    expect(said).not.toContain('tongbu.probe');
    expect(alone.stdout).toContain('"check":"probe","state":"warning"');
  });

  async function atSocket(answer: (line: string) => string | null): Promise<Server> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        for (const line of data.toString().trimEnd().split('\n')) {
          const reply = answer(line);
          if (reply) socket.write(`${reply}\n`);
        }
      });
    });
    await new Promise<void>((listening) => server.listen(socketOf(folder.data), listening));
    return server;
  }

  test('what the server tells of itself comes before the settings', async () => {
    const facts = { version: '9', node: '24', pid: process.pid, startedAt: 0, api: at(81), manage: at(82), proxies: [] };
    const server = await atSocket((line) => {
      const { id, verb } = JSON.parse(line);
      return JSON.stringify(verb === 'describeServer' ? { id, value: facts } : { id, failed: { code: 'input', message: 'no verb' } });
    });
    const seen = await askServer(folder.data);
    expect(seen).toEqual({ seen: 'answers', facts, store: null });
    await new Promise((closed) => server.close(closed));
  });

  test('one that has the socket and says nothing is silent; one that hangs up too', async () => {
    const server = await atSocket(() => null);
    expect(await askServer(folder.data, 100)).toEqual({ seen: 'silent' });
    await new Promise((closed) => server.close(closed));
    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => rude.listen(socketOf(folder.data), listening));
    expect(await askServer(folder.data, 100)).toEqual({ seen: 'silent' });
    await new Promise((closed) => rude.close(closed));
    expect(await askServer(folder.data)).toEqual({ seen: 'none' });
  });
});

function at(port: number) {
  return { host: '127.0.0.1', port };
}
