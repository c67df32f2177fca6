import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@tongbu/client';
import { type Engine, folderOf, openFolderHere } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectServer } from '../src/control-client.ts';
import { ENTERPRISE, type Ended, FLAGSHIP, MAIN, makeFolder, PLAIN_ENV, type Served, serve, type TestFolder, tongbu } from './harness.ts';

const LISTINGS = 400;

let folder: TestFolder;
beforeAll(async () => {
  folder = await makeFolder();
  await inFolder(folder.data, async (engine) => {
    const now = Date.now();
    await engine.addSeller({ seller: 'demo', now });
    const key = { seller: 'demo', shops: null, allow: [], callsPerMinute: null, callsAtOnce: LISTINGS, now };
    await engine.addKey({ ...key, edition: 'flagship', appKey: FLAGSHIP.key, secret: FLAGSHIP.secret });
    await engine.addKey({ ...key, edition: 'enterprise', appKey: ENTERPRISE.key, secret: ENTERPRISE.secret });
    const put = (kind: string, records: Record<string, string>[]) =>
      engine.importRows({ seller: 'demo', kind, records, now, partial: false });
    const codes = Array.from({ length: LISTINGS }, (_, i) => `A${i}`);
    await put('shops', [{ shop_no: 'web', shop_name: '官网商城' }]);
    await put(
      'items',
      codes.map((spec_no) => ({ spec_no })),
    );
    await put(
      'listings',
      codes.map((spec_no) => ({ shop_no: 'web', goods_id: `G${spec_no}`, spec_no })),
    );
  });
});
afterAll(() => folder.remove());

async function inFolder<T>(data: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const { engine, close } = await openFolderHere(data);
  try {
    return await work(engine);
  } finally {
    await close();
  }
}

const account = (url: string) => ({ edition: 'flagship' as const, url, seller: 'demo', ...FLAGSHIP, patienceMs: 0 });

describe('a server that runs', () => {
  let server: Served;
  let ended: Ended | undefined;
  beforeAll(async () => {
    server = await serve(folder.data, ['--log-level', 'debug']);
  });
  afterAll(async () => {
    ended ??= await server.stop();
  });
  const call = (...args: string[]) => tongbu(['call', ...args, '--url', server.url, '--data', folder.data]);
  const COUNT = '[10,0]';
  const WAITING = 'sales.StockSync.getSelfWaitSyncIdListOpen';

  test('is healthy and ready', async () => {
    expect((await fetch(`${server.manageUrl}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${server.manageUrl}/readyz`)).json()).toEqual({ ready: true });
  });

  test('health: ready ends with 0, nobody there with 3, something else there with 1, a wrong address with 2', async () => {
    const at = server.manageUrl.replace('http://', '');
    expect(await tongbu(['health', '--manage', at])).toMatchObject({ code: 0, stdout: `${server.manageUrl}/readyz is ready\n` });
    const nobody = await tongbu(['health', '--wait', '1'], { env: { TONGBU_MANAGE: '127.0.0.1:9' } });
    expect(nobody).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('http://127.0.0.1:9/readyz does not answer') });
    const other = await tongbu(['health', '--bridge', server.url.replace('http://', '')]);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('is not ready: HTTP 404') });
    expect(await tongbu(['health', '--bridge', 'nowhere'])).toMatchObject({ code: 2 });
  });

  test('call: the flagship edition, by position and by name', async () => {
    const { code, stdout, stderr } = await call(WAITING, COUNT);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `using seller "demo", flagship key "demo-app", secret from ${folder.data}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ status: 0, data: { position: 10 } });
    const named = await call('sales.StockSync.calcStock', '{"forceSync":false,"apiGoodsId":2}', '--sid', 'demo', '--key', FLAGSHIP.key);
    expect(JSON.parse(named.stdout)).toMatchObject({ status: 0, data: { rec_id: 2 } });
    const page = await call('sales.LogisticsSync.getSyncListExt', '[{"is_own_platform":true}]', '--page-size', '5', '--calc-total');
    expect(JSON.parse(page.stdout)).toEqual({ status: 0, total: 0, data: [] });
  });

  test('call: the enterprise edition, lists in the form', async () => {
    const query = await call('api_goods_stock_change_query', '{"shop_no":"web","limit":1}');
    expect(query.code).toBe(0);
    const [{ rec_id, stock_change_count }] = JSON.parse(query.stdout).stock_change_list;
    const list = { stock_sync_list: [{ rec_id, sync_stock: 0, stock_change_count, message: '成功' }] };
    expect(await call('api_goods_stock_change_ack.php', JSON.stringify(list))).toMatchObject({
      code: 0,
      stdout: '{"code":0,"message":"OK"}\n',
    });
  });

  test('call: a refusal ends with 1, an unreachable server with 3, bad arguments with 2', async () => {
    const wrong = await call(WAITING, COUNT, '--sid', 'demo', '--key', FLAGSHIP.key, '--secret', 'wrong-canary:5alt-canary');
    expect(wrong).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(wrong.stdout).status).not.toBe(0);
    const far = await tongbu(['call', WAITING, COUNT, '--url', 'http://127.0.0.1:9', '--data', folder.data]);
    expect(far).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('http://127.0.0.1:9 cannot be reached') });
    expect(await call(WAITING, '{count:1}')).toMatchObject({ code: 2, stderr: expect.stringContaining('is not JSON') });
    const unknown = await call('sales.StockSync.calcStock', '{"id":1}');
    expect(unknown.stderr).toBe('tongbu: sales.StockSync.calcStock has no argument id; it takes, in this order: apiGoodsId, forceSync\n');
  });

  test('sign: the line to copy works, and shows the secret only when asked', async () => {
    const { stdout } = await tongbu(['sign', 'logistics_sync_query', '{"shop_no":"web"}', '--url', server.url, '--data', folder.data]);
    expect(stdout).not.toContain('canary');
    const curl = stdout.split('\n').find((line) => line.startsWith('curl ')) as string;
    const { stdout: answer } = spawnSync('sh', ['-c', curl], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toMatchObject({ code: 0 });
    const fixed = ['--sid', 'demo', '--key', 'k', '--secret', 's3cr3t', '--timestamp', '1700000000', '--show-secret'];
    const shown = await tongbu(['sign', 'logistics_sync_query', '{"shop_no":"龙"}', ...fixed]);
    expect(shown.stdout).toContain('canonical  06-appkey:0001-k;07-shop_no:0001-龙;03-sid:0004-demo;09-timestamp:0010-1700000000s3cr3t\n');
    expect(shown.stderr).toBe('');
  });

  test('B11: key disable works from the next request on', async () => {
    const client = createClient({ ...account(server.url), key: 'short' });
    const add = ['key', 'add', '--data', folder.data, '--edition', 'flagship', '--key', 'short', '--secret', FLAGSHIP.secret];
    expect((await tongbu(add)).code).toBe(0);
    await client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 10, position: 0 });
    expect((await tongbu(['key', 'disable', '--data', folder.data, '--key', 'short'])).code).toBe(0);
    await expect(client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 10, position: 0 })).rejects.toThrow('refused');
  });

  test('B13: a second server on the folder refuses and names it', async () => {
    const second = await tongbu(['serve', '--data', folder.data, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0']);
    expect(second).toMatchObject({ code: 3, stdout: '' });
    const where = `${folder.data}, its console at ${server.manageUrl}/`;
    expect(second.stderr).toBe(`tongbu: another Tongbu server is running on ${where}; stop it, or use another folder with --data\n`);
  });

  test('B1: stops on SIGTERM with everything in hand finished: what was answered is durable, what was done is answered', async () => {
    const client = createClient(account(server.url));
    const listings = Array.from({ length: LISTINGS - 1 }, (_, i) => i + 2);
    let first: () => void;
    const oneAnswered = new Promise<void>((resolve) => (first = resolve));
    const outcomes = listings.map((apiGoodsId) =>
      client.call('sales.StockSync.syncSuccess', { apiGoodsId, info: { syn_stock: 0, stock_change_count: 1 } }).then(
        () => {
          first();
          return 'done';
        },
        (error) => error.code as string,
      ),
    );
    await oneAnswered;
    ended = await server.stop('SIGTERM');
    const results = await Promise.all(outcomes);
    const done = results.filter((result) => result === 'done').length;
    expect(ended.code).toBe(0);
    expect(done).toBeGreaterThan(1);
    const cleared = await inFolder(folder.data, async (engine) => {
      const rows = await engine
        .searchJournal({ seller: 'demo', before: null, after: 0, limit: 5000, subject: null, pool: 'stock' })
        .then(({ rows }) => rows);
      return rows.filter(({ effect, actor }) => effect === 'cleared' && actor.startsWith('flagship')).length;
    });
    expect(cleared).toBe(done);
  });

  test('no secret, salt or signature was ever printed or logged', () => {
    const printed = `${ended?.stdout}${ended?.stderr}`;
    expect(printed).toContain('signature refused');
    expect(printed).not.toMatch(/canary|5alt|"sign"|ExperimentalWarning/);
  });
});

test('a taken port is named, with the flag that changes it', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => taken.once('listening', listening));
  const { port } = taken.address() as { port: number };
  for (const [flag, other] of [
    ['--api', '--manage'],
    ['--manage', '--api'],
  ] as const) {
    const { code, stderr } = await tongbu(['serve', '--data', folder.data, flag, `127.0.0.1:${port}`, other, '127.0.0.1:0']);
    expect(code).toBe(1);
    expect(stderr).toContain(`127.0.0.1:${port} is taken by another program; choose another with ${flag} 127.0.0.1:${port + 10}`);
  }
  taken.close();
});

test('a key file that does not fit, or is missing, is named', async () => {
  const other = `${folder.path}/other`;
  await cp(folder.data, other, { recursive: true });
  await writeFile(folderOf(other).key, `${'ab'.repeat(32)}\n`);
  const wrong = await tongbu(['serve', '--data', other, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0']);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining(`${folderOf(other).key} (fingerprint`) });
  expect(wrong.stderr).toContain('does not fit this database');
  await writeFile(folderOf(other).key, 'not a key');
  const broken = await tongbu(['pending', '--data', other]);
  expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining('does not hold 64 hexadecimal digits') });
});

test('a server that was killed leaves nothing in the way', async () => {
  const server = await serve(folder.data);
  await server.stop('SIGKILL');
  expect(await tongbu(['seller', 'list', '--json', '--data', folder.data])).toMatchObject({ code: 0, stderr: '' });
  const again = await serve(folder.data);
  expect((await again.stop('SIGINT')).code).toBe(0);
});

test('B10: a start that cannot write the link of a first admin says so, serves all the same, and ends when it is told to', async () => {
  const own = await makeFolder();
  expect(await tongbu(['seller', 'add', 'demo', '--data', own.data])).toMatchObject({ code: 0 });
  const database = new DatabaseSync(folderOf(own.data).database);
  database.exec(`create trigger full before insert on setup_links begin select raise(abort, 'the disk is full'); end`);
  database.close();
  const started = await serve(own.data);
  expect((await fetch(`${started.manageUrl}/readyz`)).status).toBe(200);
  const { code, stderr } = await started.stop();
  expect(code).toBe(0);
  expect(stderr).toContain('tongbu person link makes one later');
  await own.remove();
});

describe.runIf(existsSync('/dev/full'))('what is said goes to a disk that is full', () => {
  const full = () => openSync('/dev/full', 'w');

  test('B10: the server serves all the same, and ends in peace', async () => {
    const own = await makeFolder();
    const args = ['serve', '--data', own.data, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0', '--log-level', 'debug'];
    const child = spawn(process.execPath, ['--conditions=source', MAIN, ...args], { env: PLAIN_ENV, stdio: ['ignore', full(), full()] });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const manage = await vi.waitFor(() => listenerOf(own.data), { timeout: 30_000, interval: 100 });
    expect((await fetch(`http://127.0.0.1:${manage.port}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await own.remove();
  });

  async function listenerOf(data: string): Promise<{ port: number }> {
    const server = await connectServer(data);
    const facts = await server?.ask<{ manage: { port: number } } | null>('describeServer', {});
    await server?.close();
    if (!facts) throw new Error('no server listens there');
    return facts.manage;
  }

  test('a command whose output is lost has failed', () => {
    const args = ['--conditions=source', MAIN, 'seller', 'list', '--json', '--data', folder.data];
    const { status, stderr } = spawnSync(process.execPath, args, { env: PLAIN_ENV, stdio: ['ignore', full(), 'pipe'], encoding: 'utf8' });
    expect(stderr).toMatch(/^tongbu: standard output cannot be written: ENOSPC/);
    expect(status).toBe(1);
  });
});
