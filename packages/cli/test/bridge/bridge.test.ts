/** The command: a check and a dry run change nothing, one pass for cron, a bridge that is told to stop, and what it says of mistakes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Receiver, SECRET, startReceiver } from '../../../bridge/test/tiny-shop.ts';
import { tongbu as run, start } from '../harness.ts';

let tongbu: Tongbu;
let receiver: Receiver;
let folder: string;
let config: string;
const env = () => ({ ERP_SECRET: tongbu.keys.enterprise.secret, HOOK_SECRET: SECRET });

beforeAll(async () => {
  [tongbu, receiver] = [await startTongbu(), await startReceiver()];
  folder = mkdtempSync(join(tmpdir(), 'tongbu-bridge-'));
  config = join(folder, 'bridge.yaml');
  for (let n = 1; n <= 9; n += 1) receiver.shop.listings.set(`SKU-${n}`, { quantity: '?', version: 0 });
});
beforeEach(async () => {
  await tongbu.reset();
  rmSync(join(folder, 'tongbu-bridge.journal'), { force: true });
  receiver.deliveries.length = 0;
  write('');
});
afterAll(async () => {
  await tongbu.stop();
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(more: string): void {
  const erp = `erp: { edition: enterprise, url: '${tongbu.url}', seller: ${tongbu.seller}, key: ${tongbu.keys.enterprise.key}, secret: '\${ERP_SECRET}', shops: [${tongbu.shopNo}], limits: off }`;
  const shop = `shop: { kind: webhook, url: '${receiver.url}', http: true, allow: ['127.0.0.1'], secrets: ['\${HOOK_SECRET}'] }`;
  writeFileSync(config, `${erp}\n${shop}\nmapping: { carriers: { SF: sf } }\n${more}`);
}
const bridge = (...args: string[]) => run(['bridge', '--config', config, ...args], { env: env() });
const waiting = async () => (await tongbu.engine.pendingByShop({ seller: tongbu.seller, now: tongbu.clock.now() }))[0];

test('--check names what the shop does not know and changes nothing', async () => {
  const { tids } = await tongbu.ship('whole');
  const before = await waiting();
  const { code, stdout } = await bridge('--check');
  expect(code).toBe(0);
  expect(stdout).toContain('10 listings and 1 shipments wait and are mapped');
  expect(stdout).toMatch(/warning {2}SKU-10: unknown/);
  expect(stdout).toContain(`warning  ${tids[0]}: unknown`);
  expect(await waiting()).toEqual(before);
  expect(receiver.shop.history).toEqual([]);
});

test('--check says what does not answer, and ends with 1', async () => {
  write('');
  const { code, stdout } = await run(['bridge', '--config', config, '--check'], { env: { ...env(), ERP_SECRET: 'wrong' } });
  expect(code).toBe(1);
  expect(stdout).toMatch(/ERROR {4}http:\/\/127\.0\.0\.1:\d+: api_goods_stock_change_query/);
});

test('--dry-run shows what would be done, record by record, and does nothing', async () => {
  const { tids } = await tongbu.ship('split');
  write('ignore: { listings: [SKU-4] }\n');
  const before = await waiting();
  const { code, stdout } = await bridge('--dry-run');
  expect(code).toBe(0);
  expect(stdout).toContain('apply   stock of SKU-3 := 100  (listing 3, version 1)');
  expect(stdout).toMatch(/ignore {2}listing 4 \(SKU-4\)/);
  expect(stdout).toContain(`apply   order ${tids[0]}, sub-orders ${tids[0]}-1: sf SF`);
  expect(stdout).toContain('12 records wait. Nothing was changed.');
  expect(await waiting()).toEqual(before);
  expect(receiver.deliveries).toEqual([]);
});

test('--once is one pass, tells its gaps, and ends with 0', async () => {
  const { code, stderr } = await bridge('--once');
  expect(code).toBe(0);
  expect(await waiting()).toMatchObject({ listings: 1 });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.find(({ msg }) => msg === 'stock: done')).toMatchObject({
    pulled: 10,
    applied: 9,
    acknowledged: 9,
    unknown: 1,
    heldBack: 1,
  });
  expect(lines.at(-1)).toMatchObject({ msg: 'gap: no SKU SKU-10', level: 40 });
  expect(stderr).not.toContain(SECRET);
});

test('it goes on until SIGTERM, tells how it stands meanwhile, and then ends within seconds', async () => {
  write('metrics: 127.0.0.1:0\nstock: { every: 100ms }\n');
  const child = start(['bridge', '--config', config], { env: env() });
  const metrics = await new Promise<string>((found) => {
    child.stderr?.on('data', (text: string) => {
      const url = /"metrics":"([^"]+)"/.exec(text)?.[1];
      if (url) found(url);
    });
  });
  while ((await waiting())?.listings !== 1) await new Promise((done) => setTimeout(done, 20));
  await tongbu.move('SKU-2', 22);
  while (receiver.shop.listings.get('SKU-2')?.quantity !== '22') await new Promise((done) => setTimeout(done, 20));
  while (!(await (await fetch(`${metrics}/metrics`)).text()).includes('tongbu_bridge_acknowledged_total{pool="stock"} 10'))
    await new Promise((done) => setTimeout(done, 20));
  const text = await (await fetch(`${metrics}/metrics`)).text();
  expect(text).toContain('tongbu_bridge_gaps{what="listing"} 1');
  expect(text).toMatch(/tongbu_bridge_behind_seconds\{pool="stock"\} [\d.]*[1-9]/);
  expect(text).toContain('tongbu_bridge_behind_seconds{pool="shipments"} 0\n');
  expect(await (await fetch(`${metrics}/status`)).json()).toMatchObject({ stock: { heldBack: 1 }, gaps: [{ subject: 'SKU-10' }] });
  expect((await fetch(`${metrics}/else`)).status).toBe(404);
  const began = performance.now();
  child.kill('SIGTERM');
  const { code } = await child.ended;
  expect(code).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test.each<[string, string, number, RegExp]>([
  ['a name nobody knows', 'jurnal: x\n', 2, /bridge\.yaml:4: jurnal: is no name that is known here/],
  ['a share greater than the whole', 'share: {this: 2, of: 1}\n', 2, /this must not be greater than of/],
])('%s in the file is told with its line', async (_, more, exit, message) => {
  write(more);
  const { code, stderr } = await bridge('--once');
  expect([code, stderr]).toEqual([exit, expect.stringMatching(message)]);
});

test('a file that is not there, and two ways at once, are wrong usage', async () => {
  expect(await run(['bridge', '--config', 'no-such.yaml'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no such file'),
  });
  expect((await bridge('--check', '--once')).code).toBe(2);
});

test('a shop that stays down ends one pass with 3, and nothing is lost', async () => {
  await receiver.stop();
  try {
    const { code, stderr } = await bridge('--once', '--log-level', 'silent');
    expect([code, stderr]).toEqual([3, expect.stringContaining('cannot be reached')]);
    expect(await waiting()).toMatchObject({ listings: 10 });
  } finally {
    await receiver.start();
  }
});
