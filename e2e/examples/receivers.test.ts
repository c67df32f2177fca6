/** The receivers in examples/webhook keep what every shop keeps. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webhook } from '../../packages/bridge/src/shops/webhook.ts';
import { readSecret, signedHeaders } from '../../packages/bridge/src/standard-webhooks.ts';
import { shopPromises } from '../../packages/bridge/test/shop-promises.ts';
import { SECRET } from '../../packages/bridge/test/tiny-shop.ts';
import { freePort } from '../../test/free-port.ts';

const example = (name: string) => fileURLToPath(new URL(`../../examples/webhook/${name}`, import.meta.url));

/** The file that stands for the receivers' database. */
interface File {
  products: Record<string, { quantity: string; version: number }>;
  orders: Record<string, string[]>;
  parcels: { tid: string; trackingNumber: string; oids: string[] }[];
}

/** A receiver that runs as its reader would run it. */
interface Running {
  url: string;
  /** What its shop holds now. */
  shop(): File;
  /** The shop as a person changes it. */
  change(change: (shop: File) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

type Command = (port: string) => [string, string[]];

async function run(name: string, command: Command): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-receiver-'));
  const file = join(folder, 'shop.json');
  const shop = () => JSON.parse(readFileSync(file, 'utf8')) as File;
  const products = { '007': { quantity: '1', version: 0 }, B: { quantity: '1', version: 0 } };
  writeFileSync(file, JSON.stringify({ products, orders: { '': [] }, parcels: [] }));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}/`;
  let child: ChildProcess;
  const running: Running = {
    ...{ url, shop },
    change(change) {
      const now = shop();
      change(now);
      writeFileSync(file, JSON.stringify(now));
    },
    async start() {
      const [program, args] = command(port);
      child = spawn(program, args, { env: { PATH: process.env['PATH'], SECRET, SHOP: file, PORT: port }, stdio: 'ignore' });
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const answers = await fetch(url).then(
          () => true,
          () => false,
        );
        if (answers) return;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error(`${name} does not listen`);
    },
    stop: () =>
      new Promise<void>((done) => {
        child.once('exit', () => done());
        child.kill();
      }),
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await running.start();
  return running;
}

function receiver(name: string, command: Command): void {
  shopPromises(`examples/webhook/${name}`, async () => {
    const running = await run(name, command);
    const { url, shop, start, stop, close } = running;
    let orders = 0;
    return {
      open: () => {
        const settings = webhook.settings.parse({ url, secrets: [SECRET], http: true, allow: ['127.0.0.1'] });
        return webhook.open(settings, { log: () => {}, environment: {}, folder: tmpdir() });
      },
      skus: ['007', 'B'],
      carrier: { code: 'sf', name: '顺丰', trackingUrl: null },
      async placeOrder() {
        orders += 1;
        const oids: [string, string] = [`O${orders}-1`, `O${orders}-2`];
        running.change((now) => Object.assign(now.orders, { [`O${orders}`]: oids }));
        return { tid: `O${orders}`, oids };
      },
      shown: async (sku) => shop().products[sku]?.quantity ?? '',
      parcels: async (tid) =>
        shop()
          .parcels.filter((each) => each.tid === tid)
          .map(({ trackingNumber, oids }) => ({ trackingNumber, oids: [...oids].sort() })),
      async takeDown() {
        await stop();
        return start;
      },
      close,
    };
  });

  describe(`examples/webhook/${name}, by its deliveries`, () => {
    let running: Running;
    beforeAll(async () => {
      running = await run(name, command);
      running.change(({ orders }) => Object.assign(orders, { X1: ['X1-1', 'X1-2'] }));
    });
    afterAll(() => running.close());

    const key = readSecret(SECRET) as Buffer;
    const stranger = Buffer.alloc(32, 7);
    const stock = (sku: string, quantity: string, version = 1) => ({ key: `k:${sku}:${version}`, sku, quantity, version });
    const parcel = (tid: string, more: object = {}) => ({
      ...{ key: `p:${tid}`, tid, lines: 'whole order', count: null, trackingNumber: 'N1', carrier: { code: 'sf' }, ...more },
    });
    const bodyOf = (data: object, type = 'stock.set') => JSON.stringify({ type, timestamp: new Date().toISOString(), data });
    const post = (body: string, headers: Record<string, string>, method = 'POST') =>
      fetch(running.url, { method, headers, ...(method === 'POST' && { body }) });
    const deliver = async (id: string, data: object) => {
      const body = bodyOf(data);
      const answer = await post(body, signedHeaders([key], id, body, Date.now()));
      return { status: answer.status, ...((await answer.json().catch(() => ({}))) as { results?: { result: string }[] }) };
    };

    test.each<[string, (body: string) => [body: string, headers: Record<string, string>, method?: string]]>([
      ['without a signature', (body) => [body, {}]],
      ['with the signature of another secret', (body) => [body, signedHeaders([stranger], 'a', body, Date.now())]],
      ['whose body was changed on the way', (body) => [body.replace('"9"', '"99"'), signedHeaders([key], 'a', body, Date.now())]],
      ['under another id than was signed', (body) => [body, { ...signedHeaders([key], 'a', body, Date.now()), 'webhook-id': 'b' }]],
      ['that is six minutes old', (body) => [body, signedHeaders([key], 'a', body, Date.now() - 360_000)]],
      ['from six minutes ahead', (body) => [body, signedHeaders([key], 'a', body, Date.now() + 360_000)]],
      ['in another version of the scheme', (body) => [body, withVersion(signedHeaders([key], 'a', body, Date.now()), 'v2')]],
      ['by GET', (body) => [body, signedHeaders([key], 'a', '', Date.now()), 'GET']],
    ])('a delivery %s is refused and changes nothing', async (_, forge) => {
      const before = running.shop();
      const answer = await post(...forge(bodyOf({ changes: [stock('B', '9')] })));
      expect(answer.status).toBe(401);
      expect(running.shop()).toEqual(before);
    });

    test('one signature of several is enough: a secret may be rotated', async () => {
      const body = bodyOf({ changes: [stock('B', '3', 1)] });
      const answer = await post(body, signedHeaders([stranger, key], 'rotated', body, Date.now()));
      expect(answer.status).toBe(200);
      expect(running.shop().products['B']).toEqual({ quantity: '3', version: 1 });
    });

    test('the same id again is answered by what was done before, and nothing is done once more', async () => {
      const first = await deliver('once', { shipments: [parcel('X1')] });
      expect(first).toMatchObject({ status: 200, results: [{ key: 'p:X1', result: 'applied', already: false }] });
      // As it was told the first time, though the order is gone by now.
      running.change(({ orders }) => delete orders['X1']);
      expect(await deliver('once', { shipments: [parcel('X1')] })).toMatchObject({
        status: 200,
        results: [{ result: 'applied', already: true }],
      });
      running.change(({ orders }) => Object.assign(orders, { X1: ['X1-1', 'X1-2'] }));
      expect(running.shop().parcels).toHaveLength(1);
    });

    test('an id whose record was refused is tried again: the shop may know it by then', async () => {
      expect(await deliver('later', { shipments: [parcel('X2')] })).toMatchObject({ results: [{ result: 'unknown', what: 'order' }] });
      running.change(({ orders }) => Object.assign(orders, { X2: ['X2-1'] }));
      expect(await deliver('later', { shipments: [parcel('X2')] })).toMatchObject({ results: [{ result: 'applied' }] });
    });

    test('each record has its own result: one that makes the shop stumble takes no other with it', async () => {
      const changes = [stock('B', '8', 8), stock('nothing', '1'), stock('007', '9', 9)];
      const shipments = [parcel('X1', { key: 'bad', lines: null, trackingNumber: 'N9' }), parcel('X2', { key: 'good' })];
      const { results } = await deliver('mixed', { changes, shipments });
      expect(results?.map(({ result }) => result)).toEqual(['applied', 'unknown', 'applied', 'failed', 'applied']);
      expect([running.shop().products['B']?.quantity, running.shop().products['007']?.quantity]).toEqual(['8', '9']);
    });

    test('what is signed and no JSON confirms nothing, and the receiver goes on', async () => {
      const answer = await post('{', signedHeaders([key], 'broken', '{', Date.now()));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await deliver('after', { changes: [stock('B', '10', 10)] })).toMatchObject({ status: 200 });
    });
  });
}

/** Signatures of the same bytes under the name of another version. */
function withVersion(headers: Record<string, string>, version: string): Record<string, string> {
  return { ...headers, 'webhook-signature': (headers['webhook-signature'] as string).replace(/^v1/, version) };
}

receiver('receiver.ts', () => [process.execPath, [example('receiver.ts')]]);

if (spawnSync('php', ['--version']).status === 0)
  receiver('receiver.php', (port) => ['php', ['-S', `127.0.0.1:${port}`, example('receiver.php')]]);
else test.skip('examples/webhook/receiver.php: php is not installed; apt-get install php-cli', () => {});
