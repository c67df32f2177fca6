/** The made-up seller of `tongbu demo`, and the example files a newcomer imports. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimOf, type ImportRecord, importKind, importKinds, type OpenEngine, openFolderHere } from '@tongbu/engine';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoCarriers, trackingNumber } from '../src/demo/carriers.ts';
import { demoGoods } from '../src/demo/goods.ts';
import { demoOrders, ordersOf } from '../src/demo/orders.ts';
import { owed } from '../src/demo/push.ts';
import { seededRandom } from '../src/demo/random.ts';
import { demoFiles, WAREHOUSE_OF } from '../src/demo/seed.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples/data');
const SELLER = 'demo';
const NOW = Date.parse('2026-11-13T18:00:00+08:00');

const files = demoFiles();
const orders = demoOrders();

/** Claims as text; a row that cannot be read is null. */
const claims = (kind: string, records: readonly ImportRecord[]) =>
  records.map((record) => {
    const claim = claimOf(importKind(kind), record);
    return claim && JSON.stringify(claim);
  });
const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;
const countOf = <T>(list: readonly T[], matches: (one: T) => boolean) => list.filter(matches).length;
const codeOf = ({ spec_no, goods_no }: ImportRecord) => spec_no || goods_no;

describe('the demo seller', () => {
  test('has two shops, three warehouses, about 150 items and about 300 listings', () => {
    expect(files.shops.map(({ shop_no }) => shop_no)).toEqual(['mall-web', 'mall-mini']);
    expect(files.warehouses.map(({ warehouse_no }) => warehouse_no)).toEqual(['HZ01', 'GZ01', 'CD01']);
    expect(files.items).toHaveLength(150);
    expect(demoGoods.flatMap(({ specs }) => specs)).toHaveLength(files.items.length);
    expect(files.listings.length).toBeGreaterThan(290);
    expect(files.listings.length).toBeLessThan(310);
  });

  test.each(Object.entries(files))('%s: every row can be read and none is there twice', (kind, records) => {
    const found = claims(kind, records);
    expect(found).not.toContain(null);
    expect(isUnique(found)).toBe(true);
    const columns = Object.keys(importKind(kind).columns);
    for (const name of new Set(records.flatMap((record) => Object.keys(record)))) expect(columns).toContain(name);
  });

  test('merchant codes are the seller’s, and each belongs to its goods', () => {
    for (const { spec_no, goods_no } of files.items) {
      expect(spec_no).toMatch(/^YQ-[A-Z]{3}-\d{3}-[A-Z0-9]+$/);
      expect(spec_no?.startsWith(`${goods_no}-`)).toBe(true);
    }
  });

  test('each item lies in one to three warehouses, never more promised than the stock and two pieces', () => {
    for (const { spec_no } of files.items) {
      const count = countOf(files.levels, (level) => level.spec_no === spec_no);
      expect(count, spec_no).toBeGreaterThan(0);
      expect(count, spec_no).toBeLessThan(4);
    }
    for (const level of files.levels)
      expect(Number(level.order_num) + Number(level.sending_num)).toBeLessThanOrEqual(Number(level.stock_num) + 2);
  });

  test('most items are listed in both shops; a few listings are unmatched, one is off sale, one is not synced', () => {
    const items = new Set(files.items.map(({ spec_no }) => spec_no));
    const codesIn = (shop: string) => new Set(files.listings.filter(({ shop_no }) => shop_no === shop).map(codeOf));
    const [web, mini] = [codesIn('mall-web'), codesIn('mall-mini')];
    expect(countOf([...items], (code) => web.has(code) && mini.has(code))).toBeGreaterThan(135);
    expect(countOf([...items], (code) => !web.has(code) && !mini.has(code))).toBe(0);
    expect(countOf(files.listings, (listing) => !items.has(codeOf(listing)))).toBe(5);
    expect(countOf(files.listings, ({ status }) => status === '2')).toBe(1);
    expect(countOf(files.listings, ({ is_disable_syn }) => is_disable_syn === '1')).toBe(1);
  });

  test('100 orders, each number unique, one to four lines each of what the shop has on sale', () => {
    expect(orders).toHaveLength(100);
    expect(isUnique(orders.map(({ tid }) => tid))).toBe(true);
    expect(isUnique(orders.flatMap(({ lines }) => lines.map(({ oid }) => oid)))).toBe(true);
    expect([...new Set(orders.map(({ shopNo }) => shopNo))].sort()).toEqual(['mall-mini', 'mall-web']);
    expect([...new Set(orders.map(({ lines }) => lines.length))].sort()).toEqual([1, 2, 3, 4]);
    for (const { shopNo, lines } of orders) {
      expect(isUnique(lines.map(({ specNo }) => specNo))).toBe(true);
      for (const { specNo, num } of lines) {
        expect(files.listings.some((one) => one.shop_no === shopNo && one.status === '1' && codeOf(one) === specNo)).toBe(true);
        expect([1, 2, 3]).toContain(num);
      }
    }
  });

  test('of each item the warehouse of a shop has enough for all its orders', () => {
    const free = (level?: ImportRecord) => Number(level?.stock_num) - Number(level?.order_num) - Number(level?.sending_num);
    for (const [shopNo, warehouse] of Object.entries(WAREHOUSE_OF)) {
      const wanted = new Map<string, number>();
      for (const { specNo, num } of orders.filter((order) => order.shopNo === shopNo).flatMap(({ lines }) => lines))
        wanted.set(specNo, (wanted.get(specNo) ?? 0) + num);
      const levelOf = (code: string) => files.levels.find(({ spec_no, warehouse_no }) => spec_no === code && warehouse_no === warehouse);
      for (const [specNo, num] of wanted) expect(free(levelOf(specNo)), specNo).toBeGreaterThanOrEqual(num);
    }
  });

  test('in each shop buyers pay at once, later and never, give a line back, and order twice', () => {
    for (const shopNo of Object.keys(WAREHOUSE_OF)) {
      const ofShop = orders.filter((order) => order.shopNo === shopNo);
      const courses = ['paid', 'paid later', 'never paid', 'partly refunded', 'second at once'];
      expect(new Set(ofShop.map(({ course }) => course))).toEqual(new Set(courses));
      for (const [n, { course, buyer, lines }] of ofShop.entries()) {
        if (course === 'partly refunded') expect(lines.length).toBeGreaterThan(1);
        if (course === 'second at once') expect(buyer).toBe(ofShop[n - 1]?.buyer);
      }
    }
  });

  test('after the last order of a shop the same is ordered again, under new numbers', () => {
    const orderOf = ordersOf('mall-web');
    const ofShop = orders.filter(({ shopNo }) => shopNo === 'mall-web');
    const many = Array.from({ length: 3 * ofShop.length }, (_, n) => orderOf(n));
    expect(many.slice(0, ofShop.length)).toEqual(ofShop);
    expect(isUnique(many.map(({ tid }) => tid)) && isUnique(many.flatMap(({ lines }) => lines.map(({ oid }) => oid)))).toBe(true);
    expect(many.at(ofShop.length)).toMatchObject({ tid: `${ofShop[0]?.tid}-2`, buyer: ofShop[0]?.buyer });
  });

  test('what a buyer owes is exact', () => {
    const line = { oid: '1', specNo: 'A', num: 3, price: '0.1' };
    expect(owed({ ...(orders[0] as (typeof orders)[0]), lines: [line, { ...line, price: '19.9', num: 1 }] })).toBe('20.20');
  });

  test('every order can be reported with every carrier, whole and by its lines', () => {
    for (const carrier of demoCarriers)
      for (const [n, { shopNo, tid, lines }] of orders.entries()) {
        const parcel = { shop_no: shopNo, tid, logistics_no: trackingNumber(carrier, n), logistics_type: String(carrier.type) };
        const named = { ...parcel, logistics_code: carrier.code, logistics_name: carrier.name };
        const oids = lines.map(({ oid }) => oid);
        const [whole, split] = [named, { ...named, oids: oids.join(',') }].map((one) => claimOf(importKind('shipments'), one));
        expect(whole?.members).toBeNull();
        expect(split?.members).toEqual(oids);
      }
  });

  test('tracking numbers look like the carrier’s and never repeat', () => {
    const numbers = demoCarriers.flatMap((carrier) => Array.from({ length: 1000 }, (_, n) => trackingNumber(carrier, n)));
    expect(isUnique(numbers)).toBe(true);
    const first = Object.fromEntries(demoCarriers.map((carrier) => [carrier.name, trackingNumber(carrier, 0)]));
    expect(first['中通快递']).toMatch(/^78\d{12}$/);
    expect(first['圆通速递']).toMatch(/^YT\d{13}$/);
    expect(first['韵达快递']).toMatch(/^4\d{14}$/);
    expect(first['申通快递']).toMatch(/^77\d{13}$/);
    expect(first['顺丰速运']).toMatch(/^SF\d{13}$/);
    expect(first['德邦物流']).toMatch(/^DPK\d{12}$/);
  });

  test('is the same on every call', () => {
    expect(demoFiles()).toEqual(files);
    expect(demoOrders()).toEqual(orders);
  });
});

describe('the random generator', () => {
  test('gives the values of mulberry32', () => {
    const random = seededRandom(1);
    // Calculated apart from this code, after Tommy Ettinger's C version, with 32-bit arithmetic.
    expect([random.next(), random.next()]).toEqual([0.6270739405881613, 0.002735721180215478]);
  });

  test('int includes both ends, pick reaches every member, chance keeps to its probability', () => {
    const random = seededRandom(7);
    const drawn = (draw: () => unknown) => [...new Set(Array.from({ length: 200 }, draw))].sort();
    expect(drawn(() => random.int(3, 5))).toEqual([3, 4, 5]);
    expect(drawn(() => random.pick(['a', 'b', 'c']))).toEqual(['a', 'b', 'c']);
    expect(drawn(() => random.chance(0))).toEqual([false]);
    expect(drawn(() => random.chance(1))).toEqual([true]);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

const example = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8');
const csv = (kind: string): ImportRecord[] => parse(example(`${kind}.csv`), { columns: true });
const ndjson = (name: string): ImportRecord[] =>
  example(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('examples/data', () => {
  test('has a file for every kind of import, and no other', () => {
    const expected = [...Object.keys(importKinds).map((kind) => `${kind}.csv`), 'levels.ndjson', 'README.md'];
    expect(readdirSync(EXAMPLES).sort()).toEqual(expected.sort());
  });

  test.each(Object.keys(importKinds))('%s.csv names every column, and every row can be read', (kind) => {
    expect(example(`${kind}.csv`).split('\n')[0]).toBe(Object.keys(importKind(kind).columns).join(','));
    const found = claims(kind, csv(kind));
    expect(found).not.toContain(null);
    expect(isUnique(found)).toBe(true);
  });

  test('levels.ndjson says the same as levels.csv, leaving empty cells out', () => {
    const cells = (record: ImportRecord) => Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ''));
    expect(ndjson('levels.ndjson')).toEqual(csv('levels').map(cells));
  });
});

describe('imported in their order', () => {
  let folder: string;
  let open: OpenEngine;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tongbu-demo-data-'));
    open = await openFolderHere(folder);
    await open.engine.addSeller({ seller: SELLER, now: NOW });
  });

  afterEach(async () => {
    await open.close();
    rmSync(folder, { recursive: true });
  });

  /** Refuses the file when any row has a problem. @returns rows that changed something */
  async function put(kind: string, records: ImportRecord[]): Promise<number> {
    const { changed } = await open.engine.importRows({ seller: SELLER, kind, records, now: NOW, partial: false });
    while ((await open.engine.stepFanOuts({ seller: SELLER, now: NOW })).left > 0);
    return changed;
  }

  const caller = { seller: SELLER, key: null, actor: 'operator' };
  const waiting = (shopNo: string) => open.engine.pullStock({ caller, shopNo, after: 0, limit: 500, now: NOW });
  const toReport = (shopNo: string) =>
    open.engine.pullShipments({
      caller,
      filter: { shopNo, tid: null, trackingNumber: null, part: null },
      after: 0,
      limit: 100,
      now: NOW,
    });

  test('the demo’s files leave every matched and syncable listing waiting', async () => {
    for (const [kind, records] of Object.entries(files)) expect(await put(kind, records)).toBe(records.length);
    const [web, mini] = [await waiting('mall-web'), await waiting('mall-mini')];
    expect([...(web ?? []), ...(mini ?? [])]).toHaveLength(files.listings.length - 6);
  });

  test('the example files leave what their README says waiting, and change nothing the second time', async () => {
    for (const kind in importKinds) {
      expect(await put(kind, csv(kind)), kind).toBe(csv(kind).length);
      expect(await put(kind, csv(kind)), kind).toBe(0);
      if (kind === 'levels') expect(await put('levels', ndjson('levels.ndjson'))).toBe(0);
    }
    expect(await waiting('web')).toHaveLength(12);
    expect(await waiting('mini')).toHaveLength(6);
    expect((await toReport('web'))?.shipments).toHaveLength(5);
    expect((await toReport('mini'))?.shipments).toHaveLength(3);
  });
});
