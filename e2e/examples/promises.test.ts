/** What every program in examples/ keeps, in its own language, on both editions, against the real server. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES, missing } from './languages.ts';
import { startProxy } from './proxy.ts';

let tongbu: Tongbu;
let folder: string;
beforeAll(async () => {
  tongbu = await startTongbu();
});
afterAll(() => tongbu.stop());
beforeEach(async () => {
  await tongbu.reset();
  folder = mkdtempSync(join(tmpdir(), 'tongbu-example-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What waits at the ERP: in all, delayed there, given up. */
async function waiting() {
  const [pending] = await tongbu.engine.pendingByShop({ seller: tongbu.seller, now: tongbu.clock.now() });
  const { listings = 0, listingsDelayed = 0, shipments = 0, shipmentsFailed = 0 } = pending ?? {};
  return { listings, listingsDelayed, shipments, shipmentsFailed };
}

/** What the ERP wrote down of one record, newest first. */
async function journalOf(pool: 'stock' | 'shipment', subject: number) {
  const rows = await tongbu.engine.readJournal({ seller: tongbu.seller, before: null, limit: 100 });
  return rows.filter((row) => row.pool === pool && row.subject === subject);
}

const editions = ['flagship', 'enterprise'] as const;
const table = LANGUAGES.flatMap((language) => editions.map((edition) => ({ language, edition, name: `${language.name}, ${edition}` })));
const lacks = new Map(LANGUAGES.map((language) => [language, missing(language)]));
/** How a program stops and begins again is the same code for both editions: each tries a half of it. */
const testWhere = (isIts: boolean): typeof test | (() => void) => (isIts ? test : () => {});
const prepared = new Map<string, [string, string[]]>();

describe.each(table)('$name', ({ language, edition }) => {
  const lack = lacks.get(language);
  if (lack !== undefined) {
    test.skip(lack, () => {});
    return;
  }
  beforeAll(() => {
    if (!prepared.has(language.name)) prepared.set(language.name, language.prepare());
  });

  /** Starts the program. */
  function start(more: Record<string, string> = {}) {
    const [command, args] = prepared.get(language.name) as [string, string[]];
    const { key, secret } = tongbu.keys[edition];
    const account = { EDITION: edition, URL: tongbu.url, SELLER: tongbu.seller, KEY: key, SECRET: secret, SHOP: tongbu.shopNo };
    const hurry = {
      STATE: join(folder, 'state'),
      PAUSE_MS: '10',
      PATIENCE_MS: '50',
      PYTHONUTF8: '1',
      NODE_COMPILE_CACHE: join(tmpdir(), 'tongbu-test-compile-cache'),
    };
    const child: ChildProcess = spawn(command, args, { env: { ...process.env, ...account, ...hurry, ...more } });
    const said = { lines: [] as string[], errors: '' };
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      said.lines = text.split('\n').slice(0, -1);
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (said.errors += chunk));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    return { child, said, ended };
  }

  /** Runs it to its end. */
  async function run(more: Record<string, string> = {}) {
    const { said, ended } = start(more);
    const code = await ended;
    return {
      code,
      ...said,
      stock: said.lines.filter((line) => line.startsWith('stock SKU')),
      ships: said.lines.filter((line) => line.startsWith('ship ')),
    };
  }

  test('everything that waits is applied once and acknowledged, though every fourth answer is lost', async () => {
    const {
      tids: [whole],
    } = await tongbu.ship('whole');
    const {
      tids: [split],
    } = await tongbu.ship('split');
    await tongbu.move('SKU-3', 42);
    tongbu.faults.add({ kind: 'cut-after', every: 4 });
    const { code, errors, stock, ships } = await run({ PATIENCE_MS: '1000' });
    expect(code, errors).toBe(0);
    expect(stock).toHaveLength(10);
    expect(stock).toContain('stock SKU-3 = 42');
    expect(ships.map((line) => line.replace(/ \S+$/, '')).sort()).toEqual(
      [`ship ${whole} [] SF`, `ship ${split} [${split}-1] SF`, `ship ${split} [${split}-2] SF`].sort(),
    );
    expect(await waiting()).toMatchObject({ listings: 0, shipments: 0, shipmentsFailed: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('one record that goes wrong stops no other; the ERP is told of each what the shop said', async () => {
    const {
      tids: [unknown],
      shipments: [first],
    } = await tongbu.ship('whole');
    const {
      tids: [crash],
    } = await tongbu.ship('whole');
    await tongbu.ship('whole');
    const proxy = await startProxy(tongbu.url);
    const { code, stock, ships, errors } = await run({
      URL: proxy.url,
      TROUBLE: `SKU-3=unknown SKU-4=busy SKU-5=crash ${unknown}=unknown ${crash}=crash`,
    });
    await proxy.stop();
    expect(code, errors).toBe(0);
    expect([stock.length, ships.length]).toEqual([7, 1]);
    expect(errors).toContain(`fail: 商城没有 SKU-3 🎉`);
    expect(errors).toContain('a mistake in the shop');
    expect(await waiting()).toMatchObject({
      listings: 3,
      listingsDelayed: edition === 'flagship' ? 3 : 0,
      shipments: 1,
      shipmentsFailed: 1,
    });
    // Beyond ASCII, character for character; and in a form in such a way that everybody counts the same length.
    if (edition === 'enterprise') expect(proxy.acknowledged.join('')).toMatch(/^[ -~]+$/);
    expect((await journalOf('shipment', first as number))[0]).toMatchObject({ detail: `商城没有 ${unknown} 🎉` });
  });

  test('a rate limit is waited for; what the ERP rejects is told, and comes again', async () => {
    await tongbu.ship('whole');
    const isFlagship = edition === 'flagship';
    const queries = isFlagship
      ? ['sales.StockSync.batchCalcStock', 'sales.LogisticsSync.getSyncListExt']
      : ['api_goods_stock_change_query', 'logistics_sync_query'];
    for (const method of queries) tongbu.faults.add({ kind: 'rate-limit', method, times: 1 });
    // The flagship edition acknowledges stock one by one: there only a list of shipments can be refused in part.
    for (const method of ['api_goods_stock_change_ack', 'logistics_sync_ack'])
      tongbu.faults.add({ kind: 'partial-errors', method, times: 1 });
    tongbu.faults.add({ kind: 'partial-errors', method: 'sales.LogisticsSync.update', times: 2 });
    const { code, errors, stock, ships } = await run();
    expect(code, errors).toBe(0);
    expect([stock.length, ships.length]).toEqual([10, 1]);
    const rejected = (pool: string) => errors.split('\n').filter((line) => line.startsWith(`${pool}: rejected: `)).length;
    expect([rejected('stock'), rejected('shipments')]).toEqual([isFlagship ? 0 : 5, 1]);
    expect(await waiting()).toMatchObject({ listings: isFlagship ? 0 : 5, shipments: 1 });
    if (isFlagship) return;
    tongbu.faults.clear();
    expect((await run()).code).toBe(0);
    expect(await waiting()).toMatchObject({ listings: 0, shipments: 0, shipmentsFailed: 0 });
  });

  testWhere(edition === 'flagship')(
    'what was confirmed and not acknowledged is acknowledged at the next start, without being applied again',
    async () => {
      await tongbu.ship('whole');
      tongbu.faults.add({ kind: 'cut-before', method: 'sales.StockSync.syncSuccess' });
      const died = await run();
      expect(died.code).not.toBe(0);
      // The other pool is worked on all the same.
      expect([died.stock.length, died.ships.length]).toEqual([10, 1]);
      expect(readdirSync(folder)).toHaveLength(1);
      tongbu.faults.clear();
      const again = await run();
      expect(again.code, again.errors).toBe(0);
      expect(again.stock).toEqual([]);
      expect(await waiting()).toMatchObject({ listings: 0, shipments: 0 });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  testWhere(edition === 'enterprise')(
    'a value beyond ASCII is signed with its length in characters: the shop is not known, the signature is right',
    async () => {
      const { code, errors } = await run({ SHOP: '旗舰店🎉' });
      expect(errors).toMatch(/1012|店铺/);
      expect(code).not.toBe(0);
    },
  );

  testWhere(edition === 'enterprise')(
    'SIGTERM ends it within a moment: what the shop has is acknowledged, the rest waits untouched',
    async () => {
      const { child, said, ended } = start({ SHOP_MS: '100' });
      while (said.lines.length < 2 && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
      const told = performance.now();
      child.kill('SIGTERM');
      expect(await ended, said.errors).toBe(0);
      expect(performance.now() - told).toBeLessThan(5_000);
      const applied = said.lines.filter((line) => line.startsWith('stock SKU')).length;
      expect(applied).toBeLessThan(10);
      expect(await waiting()).toMatchObject({ listings: 10 - applied, listingsDelayed: 0 });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('nineteen digits survive both ways; a record that cannot be read is told of and stops no other', async () => {
    const proxy = await startProxy(tongbu.url, { 'SKU-2': '123456789012345.6789', 'SKU-7': 'many' });
    const { code, errors, stock, lines } = await run({ URL: proxy.url });
    await proxy.stop();
    expect(code, errors + lines).toBe(0);
    expect(stock).toHaveLength(9);
    expect(stock).toContain('stock SKU-2 = 123456789012345.6789');
    expect(proxy.acknowledged.some((body) => /"(sync|syn)_stock":"?123456789012345\.6789"?[,}]/.test(body))).toBe(true);
    expect(errors).toMatch(/cannot be read.*SKU-7/);
    expect(await waiting()).toMatchObject({ listings: 1, listingsDelayed: 0 });
  });
});
