/** The command: a line of JSON for each record, a line for each answer, and what a program does wrong. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Shop } from '../src/shop.ts';
import { command } from '../src/shops/command.ts';
import { shopPromises, stock } from './shop-promises.ts';
import { TinyShop } from './tiny-shop.ts';

const never = new AbortController().signal;
const WITHOUT_FILES = fileURLToPath(new URL('without-files.ts', import.meta.url));
const PROGRAM = fileURLToPath(new URL('command-shop.mjs', import.meta.url));

shopPromises('command', async () => {
  const shop = new TinyShop();
  for (const sku of ['007', 'B']) shop.listings.set(sku, { quantity: '1', version: 0 });
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const record = JSON.parse(Buffer.concat(parts).toString());
    const isReal = !request.url?.endsWith('.check');
    response.end(JSON.stringify('sku' in record ? shop.setStock(record, isReal) : shop.ship(record, isReal)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const environment = { SHOP: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  let orders = 0;
  return {
    open: () => {
      const settings = command.settings.parse({ run: [process.execPath, PROGRAM], environment });
      return command.open(settings, { log: () => {}, environment: {}, folder: tmpdir() });
    },
    skus: ['007', 'B'],
    carrier: { code: 'sf', name: '顺丰', trackingUrl: null },
    async placeOrder() {
      orders += 1;
      const oids: [string, string] = [`O${orders}-1`, `O${orders}-2`];
      shop.orders.set(`O${orders}`, oids);
      return { tid: `O${orders}`, oids };
    },
    shown: async (sku) => shop.listings.get(sku)?.quantity ?? '',
    parcels: async (tid) => shop.parcels.filter((each) => each.tid === tid).map(({ trackingNumber, oids }) => ({ trackingNumber, oids })),
    async takeDown() {
      const port = (server.address() as AddressInfo).port;
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      return () => new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
    },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
});

describe('command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-command-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const lines: string[] = [];
  let programs = 0;

  /** An adapter on a program that is this shell script; `$KEY` is the first record's key. */
  function script(text: string, more: object = {}, environment: Record<string, string> = {}): Promise<Shop> {
    const name = `./program-${++programs}.sh`;
    const first = `read -r line; KEY=$(printf '%s' "$line" | sed 's/.*"key":"\\([^"]*\\)".*/\\1/')`;
    writeFileSync(join(folder, name), `#!/bin/sh\n${first}\n${text}\n`, { mode: 0o700 });
    const log = (_: string, message: string) => void lines.push(message);
    return command.open(command.settings.parse({ run: [name], ...more }), { log, environment, folder });
  }
  const applied = `printf '{"key":"%s","result":"applied"}\\n' "$KEY"`;

  test('what it answered before it failed holds; the rest is not confirmed', async () => {
    const shop = await script(`${applied}; echo broken >&2; exit 3`);
    const changes = [stock('A', '1'), stock('B', '2')];
    expect(await shop.applyStock(changes, never)).toMatchObject([{ key: changes[0]?.key, outcome: 'applied' }]);
    expect(lines.join()).toContain('broken');
  });

  test.each<[string, string, string]>([
    ['fails without an answer', 'echo no database >&2; exit 4', 'no database'],
    ['is killed', 'kill -9 $$', 'SIGKILL'],
  ])('a program that %s is a shop that is down', async (_, text, reason) => {
    await expect((await script(text)).applyStock([stock('A', '1')], never)).rejects.toMatchObject({
      name: 'ShopDownError',
      message: expect.stringContaining(reason),
    });
  });

  test('a program that says nothing and ends well has confirmed nothing', async () => {
    expect(await (await script('exit 0')).applyStock([stock('A', '1')], never)).toEqual([]);
  });

  test('lines that are no results are told and left out', async () => {
    const shop = await script(`echo hello; echo '{"key":1}'; ${applied}`);
    expect(await shop.applyStock([stock('A', '1')], never)).toHaveLength(1);
    expect(lines.filter((line) => line.includes('no result'))).toHaveLength(2);
  });

  test('one that takes too long is ended, with whatever it started', async () => {
    const shop = await script('sleep 30 & wait', { timeout: 1 });
    const began = performance.now();
    await expect(shop.applyStock([stock('A', '1')], never)).rejects.toThrow('took longer than 1 s');
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test('it gets no secret of the bridge', async () => {
    const shop = await script(
      `printf '{"key":"%s","result":"failed","message":"%s"}\\n' "$KEY" "$ERP_SECRET|$MINE"`,
      { environment: { MINE: 'mine' } },
      { ERP_SECRET: 'geheim' },
    );
    expect(await shop.applyStock([stock('A', '1')], never)).toMatchObject([{ reason: '|mine' }]);
  });

  test('a program that is not there is named', async () => {
    const settings = command.settings.parse({ run: ['./no-such-program'] });
    const shop = await command.open(settings, { log: () => {}, environment: {}, folder });
    await expect(shop.applyStock([stock('A', '1')], never)).rejects.toThrow('no-such-program cannot be started');
  });

  test.runIf(process.platform !== 'win32')('where no more files can be opened the shop is down, and up again when they can', async () => {
    const told = spawnSync('sh', ['-c', `ulimit -n 100; exec "$0" --conditions=source "$1"`, process.execPath, WITHOUT_FILES], {
      encoding: 'utf8',
    });
    expect(told).toMatchObject({ stderr: '', stdout: 'ShopDownError: spawn /bin/sh EMFILE\napplied\n' });
  });
});
