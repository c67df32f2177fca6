/** The receivers in examples/webhook keep what every shop keeps. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { webhook } from '../src/shops/webhook.ts';
import { shopPromises } from './shop-promises.ts';
import { SECRET } from './tiny-shop.ts';

const example = (name: string) => fileURLToPath(new URL(`../../../examples/webhook/${name}`, import.meta.url));

/** The file that stands for the receivers' database. */
interface File {
  products: Record<string, { quantity: string; version: number }>;
  orders: Record<string, string[]>;
  parcels: { tid: string; trackingNumber: string; oids: string[] }[];
}

function receiver(name: string, command: (port: string) => [string, string[]]): void {
  shopPromises(`examples/webhook/${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongbu-receiver-'));
    const file = join(folder, 'shop.json');
    const shop = () => JSON.parse(readFileSync(file, 'utf8')) as File;
    writeFileSync(
      file,
      JSON.stringify({
        products: { '007': { quantity: '1', version: 0 }, B: { quantity: '1', version: 0 } },
        orders: { '': [] },
        parcels: [],
      }),
    );
    const port = String(await freePort());
    let child: ChildProcess;
    const start = async () => {
      const [program, args] = command(port);
      child = spawn(program, args, { env: { PATH: process.env['PATH'], SECRET, SHOP: file, PORT: port }, stdio: 'ignore' });
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const answers = await fetch(`http://127.0.0.1:${port}/`).then(
          () => true,
          () => false,
        );
        if (answers) return;
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error(`${name} does not listen`);
    };
    const stop = () =>
      new Promise<void>((done) => {
        child.once('exit', () => done());
        child.kill();
      });
    await start();
    let orders = 0;
    return {
      open: () => {
        const settings = webhook.settings.parse({ url: `http://127.0.0.1:${port}/`, secrets: [SECRET], http: true, allow: ['127.0.0.1'] });
        return webhook.open(settings, { log: () => {}, environment: {}, folder });
      },
      skus: ['007', 'B'],
      carrier: { code: 'sf', name: '顺丰', trackingUrl: null },
      async placeOrder() {
        orders += 1;
        const oids: [string, string] = [`O${orders}-1`, `O${orders}-2`];
        const now = shop();
        now.orders[`O${orders}`] = oids;
        writeFileSync(file, JSON.stringify(now));
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
      async close() {
        await stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

receiver('receiver.ts', () => [process.execPath, [example('receiver.ts')]]);

if (spawnSync('php', ['--version']).status === 0)
  receiver('receiver.php', (port) => ['php', ['-S', `127.0.0.1:${port}`, example('receiver.php')]]);
else test.skip('examples/webhook/receiver.php: php is not installed; apt-get install php-cli', () => {});
