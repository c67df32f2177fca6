/** The client's two pools against the real server, alike on both editions: pull, apply, acknowledge. */
import { type Client, type ClientOptions, createClient, type Edition, type ShipmentRecord, type StockRecord } from '@tongbu/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENTERPRISE_KEY, FLAGSHIP_KEY, put, seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({}, { at: 1_800_000_000_000 });
});
afterEach(() => server.close());

const KEYS = { flagship: FLAGSHIP_KEY, enterprise: ENTERPRISE_KEY };

function clientOf(edition: Edition, options: Partial<ClientOptions> = {}): Client {
  const { sid: seller, key, secret } = KEYS[edition];
  return createClient({ edition, url: server.url, seller, key, secret, clock: () => server.clock.now, ...options });
}

const setStock = (n: number, stock: string) => put(server, 'levels', [{ spec_no: `A${n}`, warehouse_no: 'W1', stock_num: stock }]);
const byNumber = (a: string, b: string) => Number(a) - Number(b);
const range = (to: number) => Array.from({ length: to }, (_, i) => i + 1);

/** Every page of a pass as its listings or shipments; nothing is acknowledged. */
async function pagesOf<R>(pull: AsyncIterable<R[]>, nameOf: (record: R) => string): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of pull) pages.push(page.map(nameOf));
  return pages;
}
const listingsOf = (pull: AsyncIterable<StockRecord[]>) => pagesOf(pull, ({ listing }) => listing);
const shipmentsOf = (pull: AsyncIterable<ShipmentRecord[]>) => pagesOf(pull, ({ shipment }) => shipment);

const waitingStock = async () => (await stateOf(server)).pending.reduce((sum, { listings }) => sum + listings, 0);
const waitingShipments = async () => (await stateOf(server)).pending.reduce((sum, { shipments }) => sum + shipments, 0);
const effects = async (subject: number, pool: 'stock' | 'shipment') =>
  (await stateOf(server)).journal
    .filter((row) => row.pool === pool && row.subject === subject && !['changed', 'created'].includes(row.event))
    .map(({ effect }) => effect);

describe.each(['flagship', 'enterprise'] as const)('%s: stock', (edition) => {
  test('a pass gives every waiting listing of the shop once, in pages, with its quantity and version', async () => {
    await seedListings(server, 25);
    await put(server, 'listings', [{ shop_no: 'S2', goods_id: 'other', spec_no: 'A1' }]);
    const { stock } = clientOf(edition);
    const pages = await listingsOf(stock.pull({ shop: 'S1', limit: 10 }));
    expect(pages.flat().sort(byNumber)).toEqual(range(25).map(String));
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    const record = ((await stock.pull({ shop: 'S1' }).next()).value as StockRecord[]).find(({ listing }) => listing === '1');
    expect(record).toMatchObject({
      ...{ listing: '1', version: 1, quantity: '10', shop: '1', shopNo: 'S1' },
      ...{ goodsId: 'G1', specId: '', goodsNo: '', specNo: 'A1', target: 'item' },
      status: edition === 'flagship' ? 'onSale' : null,
    });
  });

  test('acknowledged page by page, the pool is empty after one pass', async () => {
    await seedListings(server, 230);
    const { stock } = clientOf(edition);
    let pulled = 0;
    for await (const page of stock.pull({ shop: 'S1', limit: 50 })) {
      pulled += page.length;
      const reports = page.map((record) => ({ record, outcome: 'success' as const }));
      const said = await stock.acknowledge(reports);
      expect(said).toEqual({ accepted: reports, settled: [], rejected: [] });
    }
    expect(pulled).toBe(230);
    expect(await waitingStock()).toBe(0);
  });

  test('what failed is left waiting, holds up nothing behind it, and comes once a pass', async () => {
    await seedListings(server, 60);
    const { stock } = clientOf(edition);
    const seen: string[] = [];
    for await (const page of stock.pull({ shop: 'S1', limit: 10 })) {
      seen.push(...page.map(({ listing }) => listing));
      const odd = page.map((record) => ({ record, outcome: Number(record.listing) % 2 ? ('fail' as const) : ('success' as const) }));
      expect((await stock.acknowledge(odd)).accepted).toHaveLength(page.length);
    }
    expect(seen.sort(byNumber)).toEqual(range(60).map(String));
    expect(await waitingStock()).toBe(30);
    server.clock.now += 3_600_000;
    expect((await listingsOf(clientOf(edition).stock.pull({ shop: 'S1' }))).flat()).toHaveLength(30);
  });

  test('S2: a newer change survives, and is offered again in the same pass or the next one', async () => {
    await seedListings(server, 3);
    const { stock } = clientOf(edition);
    const pass = stock.pull({ shop: 'S1' });
    const page = (await pass.next()).value as StockRecord[];
    await setStock(2, '7');
    await stock.acknowledge(page.map((record) => ({ record, outcome: 'success' as const })));
    const rest: StockRecord[] = [];
    for await (const more of pass) rest.push(...more);
    if (rest.length === 0) for await (const more of stock.pull({ shop: 'S1' })) rest.push(...more);
    expect(rest).toMatchObject([{ listing: '2', version: 2, quantity: '7' }]);
  });

  test('a record that went through JSON can be acknowledged by another client: the bridge that died had written it down', async () => {
    await seedListings(server, 1);
    const page = (await clientOf(edition).stock.pull({ shop: 'S1' }).next()).value;
    const kept = JSON.parse(JSON.stringify(page)) as StockRecord[];
    expect(kept).toEqual(page);
    const reports = kept.map((record) => ({ record, outcome: 'success' as const }));
    for (const _ of [1, 2]) expect((await clientOf(edition).stock.acknowledge(reports)).accepted).toEqual(reports);
    expect(await effects(1, 'stock')).toEqual(['cleared', 'repeated']);
  });

  test('ignore takes a listing out until its next change', async () => {
    await seedListings(server, 1);
    const { stock } = clientOf(edition);
    const [record] = (await stock.pull({ shop: 'S1' }).next()).value as [StockRecord];
    expect((await stock.acknowledge([{ record, outcome: 'ignore' }])).accepted).toHaveLength(1);
    expect(await effects(1, 'stock')).toEqual([edition === 'flagship' ? 'cancelled' : 'cleared']);
    await setStock(1, '3');
    expect((await listingsOf(stock.pull({ shop: 'S1' }))).flat()).toEqual(['1']);
  });

  test('the quantity the shop shows is told where it is another one (S7)', async () => {
    await seedListings(server, 1);
    const { stock } = clientOf(edition);
    const [record] = (await stock.pull({ shop: 'S1' }).next()).value as [StockRecord];
    await stock.acknowledge([{ record, outcome: 'success', quantity: '9' }]);
    const journal = (await stateOf(server)).journal.find(({ effect }) => effect === 'cleared, quantity differs');
    expect(journal).toMatchObject({ quantity: '9' });
  });

  test('a record of nobody is rejected by name, the others are accepted', async () => {
    await seedListings(server, 3);
    const { stock } = clientOf(edition);
    const page = (await stock.pull({ shop: 'S1' }).next()).value as StockRecord[];
    const reports = page.map((record, i) => ({ record: i === 1 ? { ...record, listing: '999' } : record, outcome: 'success' as const }));
    const { accepted, rejected } = await stock.acknowledge(reports);
    expect(accepted).toEqual([reports[0], reports[2]]);
    const reason = edition === 'flagship' ? '平台货品不存在' : '记录不存在';
    expect(rejected).toEqual([{ report: reports[1], record: reports[1]?.record, reason, retryable: false }]);
  });

  test('a shop that the key may not see is refused, and an empty list of reports is no call', async () => {
    await seedListings(server, 1);
    const { stock } = clientOf(edition);
    await expect(stock.pull({ shop: 'nowhere' }).next()).rejects.toMatchObject({ code: 'refused', retryable: false });
    expect(await stock.acknowledge([])).toEqual({ accepted: [], settled: [], rejected: [] });
  });

  test('a report that cannot be written stops all of them before anything is sent', async () => {
    await seedListings(server, 2);
    const { stock } = clientOf(edition);
    const page = (await stock.pull({ shop: 'S1' }).next()).value as StockRecord[];
    const [first, second] = page as [StockRecord, StockRecord];
    const wrong = [
      [{ record: second, outcome: 'success', quantity: 'many' }, 'listing 2: quantity "many"'],
      [{ record: second, outcome: 'done' as 'success' }, 'listing 2: outcome "done"'],
      [{ record: { ...second, listing: 'A2' }, outcome: 'success' }, 'listing "A2"'],
      [{ record: { ...second, version: 1.5 }, outcome: 'success' }, 'listing 2: version 1.5'],
    ] as const;
    for (const [report, message] of wrong) {
      await expect(stock.acknowledge([{ record: first, outcome: 'success' }, report])).rejects.toThrow(message);
    }
    expect(await waitingStock()).toBe(2);
  });
});

describe('flagship: stock', () => {
  test('a listing that is switched off is told of, and harms no other', async () => {
    await seedListings(server, 3);
    const { stock } = clientOf('flagship');
    const real = globalThis.fetch;
    const switched: typeof fetch = async (...request) => {
      if (String(request[0]).includes('batchCalcStock')) {
        await put(server, 'listings', [{ shop_no: 'S1', goods_id: 'G2', spec_no: 'A2', is_disable_syn: '1' }]);
      }
      return real(...request);
    };
    const skipped: unknown[] = [];
    const pull = clientOf('flagship', { fetch: switched }).stock.pull({ shop: 'S1', onSkip: (each) => skipped.push(each) });
    expect((await listingsOf(pull)).flat()).toEqual(['1', '3']);
    expect(skipped).toEqual([{ listing: '2', reason: '货品id:G2规格Id: 已停用或者未开启同步' }]);
    expect(stock).toBeDefined();
  });

  test('a key without a right to batchCalcStock asks for each listing', async () => {
    await seedListings(server, 7);
    const asked: string[] = [];
    const real = globalThis.fetch;
    const without: typeof fetch = async (...request) => {
      const method = new URL(String(request[0])).searchParams.get('method') ?? '';
      asked.push(method);
      return method.endsWith('batchCalcStock') ? Response.json({ status: 100, message: '接口权限不足' }) : real(...request);
    };
    const { stock } = clientOf('flagship', { fetch: without });
    expect((await listingsOf(stock.pull({ shop: 'S1' }))).flat()).toEqual(range(7).map(String));
    expect((await listingsOf(stock.pull({ shop: 'S1' }))).flat()).toEqual(range(7).map(String));
    expect(asked.filter((method) => method.endsWith('.batchCalcStock'))).toHaveLength(1);
    expect(asked.filter((method) => method.endsWith('.calcStock'))).toHaveLength(14);
    expect(asked.filter((method) => method.endsWith('.queryShop'))).toHaveLength(1);
  });

  test('without a shop, the listings of all shops are given', async () => {
    await seedListings(server, 2);
    await put(server, 'listings', [{ shop_no: 'S2', goods_id: 'other', spec_no: 'A1' }]);
    expect((await listingsOf(clientOf('flagship').stock.pull())).flat()).toEqual(['1', '2', '3']);
    expect(() => clientOf('enterprise').stock.pull()).toThrow(/^shop: the enterprise edition .* name it by its shop_no$/);
  });

  test('an ignored listing that has changed since is rejected, and goes on waiting', async () => {
    await seedListings(server, 1);
    const { stock } = clientOf('flagship');
    const [record] = (await stock.pull({ shop: 'S1' }).next()).value as [StockRecord];
    await setStock(1, '3');
    expect((await stock.acknowledge([{ record, outcome: 'ignore' }])).rejected).toMatchObject([{ reason: '取消失败', retryable: false }]);
    expect(await waitingStock()).toBe(1);
  });
});

const shipment = (n: number, more = {}) => ({
  ...{ shop_no: 'S1', tid: `T${n}`, logistics_no: `ZT${n}`, logistics_code: 'ZTO', logistics_name: '中通快递', logistics_type: '5' },
  ...more,
});
const seedShipments = async (count: number) => {
  await put(server, 'shops', [{ shop_no: 'S1' }, { shop_no: 'S2' }]);
  await put(
    server,
    'shipments',
    range(count).map((n) => shipment(n)),
  );
};

describe.each(['flagship', 'enterprise'] as const)('%s: shipments', (edition) => {
  test('a pass gives every waiting shipment of the shop once, in pages', async () => {
    await seedShipments(25);
    await put(server, 'shipments', [shipment(99, { shop_no: 'S2' })]);
    const pages = await shipmentsOf(clientOf(edition).shipments.pull({ shop: 'S1', limit: 10 }));
    expect(pages.flat().sort(byNumber)).toEqual(range(25).map(String));
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect((await shipmentsOf(clientOf(edition).shipments.pull())).flat()).toHaveLength(26);
  });

  test('a record says who gets what, alike on both editions but for what an edition does not tell', async () => {
    await seedShipments(0);
    await put(server, 'shipments', [shipment(1, { oids: 'a,b' })]);
    const [record] = (await clientOf(edition).shipments.pull({ shop: 'S1' }).next()).value as [ShipmentRecord];
    expect(record).toMatchObject({
      ...{ shipment: '1', shopNo: 'S1', tid: 'T1', oids: ['a', 'b'], problem: null, part: true, trackingNumber: 'ZT1' },
      carrier: { code: 'ZTO', name: '中通快递', type: edition === 'flagship' ? 0 : 5 },
      createdAt: 1_800_000_000_000,
    });
    expect(typeof record.shippedAt).toBe(edition === 'flagship' ? 'object' : 'number');
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  test('a list of sub-orders over 208 characters arrives whole', async () => {
    const long = range(30).map((n) => `T1-sub-order-${n}`);
    await seedShipments(0);
    await put(server, 'shipments', [shipment(1, { oids: long.join(',') })]);
    const [record] = (await clientOf(edition).shipments.pull({ shop: 'S1' }).next()).value as [ShipmentRecord];
    expect(record).toMatchObject({ oids: long, problem: null });
  });

  test('success, failure and again-later, acknowledged page by page; the pass ends', async () => {
    await seedShipments(60);
    const { shipments } = clientOf(edition);
    const outcomes = ['success', 'fail', 'retry'] as const;
    let pulled = 0;
    for await (const page of shipments.pull({ shop: 'S1', limit: 10 })) {
      pulled += page.length;
      const reports = page.map((record) => ({ record, outcome: outcomes[Number(record.shipment) % 3] as 'success', message: '测试 🎉' }));
      expect(await shipments.acknowledge(reports)).toMatchObject({ settled: [], rejected: [] });
    }
    expect(pulled).toBe(60);
    const states = async (id: number) => (await effects(id, 'shipment')).join();
    expect([await states(3), await states(1)]).toEqual(['done', 'failed']);
    expect(await states(2)).toBe(edition === 'flagship' ? 'delayed' : ''); // the enterprise edition has no word for it
  });

  test('nothing acknowledged: a pass still ends, after everything was offered once', async () => {
    await seedShipments(150);
    expect((await shipmentsOf(clientOf(edition).shipments.pull({ shop: 'S1', limit: 20 }))).flat().sort(byNumber)).toEqual(
      range(150).map(String),
    );
  });

  test('what is settled is accepted again: saying it twice is no failure', async () => {
    await seedShipments(2);
    const { shipments } = clientOf(edition);
    const page = (await shipments.pull({ shop: 'S1' }).next()).value as ShipmentRecord[];
    const reports = page.map((record) => ({ record, outcome: 'success' as const }));
    await shipments.acknowledge(reports);
    const again = await shipments.acknowledge(reports);
    expect(again).toEqual({ accepted: reports, settled: edition === 'enterprise' ? reports : [], rejected: [] });
  });

  test('a record of nobody is rejected by itself, out of hundreds', async () => {
    await seedShipments(250);
    const { shipments } = clientOf(edition);
    const reports = [...range(120), 9999, ...range(130).map((n) => n + 120)].map((n) => ({
      record: { shipment: String(n) },
      outcome: 'success' as const,
    }));
    const { accepted, rejected } = await shipments.acknowledge(reports);
    expect(accepted).toHaveLength(250);
    expect(rejected).toMatchObject([{ record: { shipment: '9999' }, reason: expect.stringContaining('记录不存在'), retryable: false }]);
    expect(await waitingShipments()).toBe(0);
  });
});
