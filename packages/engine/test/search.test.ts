/** What an operator looks for is found: by any of its numbers and codes at once, by name, reason and time in stretches. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { likeReason, normalReason } from '../src/figures/reason.ts';
import { LISTING_STATES, type ListingState } from '../src/pool/listing-states.ts';
import type { ShipmentSearch } from '../src/pool/shipment-search.ts';
import type { Value } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { openShop } from './orders.ts';
import { caller, MINUTE, put, report, SELLER, say, seed, setStock, ship, sql, T0 } from './shop.ts';
import { watched } from './watch.ts';

type ListingPage = Awaited<ReturnType<TestEngine['engine']['listListings']>>;
type ShipmentPage = Awaited<ReturnType<TestEngine['engine']['listShipments']>>;

describe.each(databases)('search on $name', ({ open }) => {
  let t: TestEngine;
  let ran: Record<string, Value>[] = [];
  beforeAll(async () => {
    t = await open((database) => watched(database, (_, values) => void ran.push(values)));
    await seed(t.engine);
    await put(t.engine, 'items', [{ spec_no: 'TEA' }, { spec_no: 'CUP' }, { spec_no: 'G9S9' }, { spec_no: 'B1' }]);
    await put(t.engine, 'suites', [{ suite_no: 'SET', spec_no: 'TEA', count: '2' }]);
    await put(t.engine, 'listings', [
      {
        shop_no: 'S1',
        goods_id: '100',
        spec_id: '7001',
        goods_no: 'GT',
        spec_no: 'TEA',
        goods_name: '龙井 Green Tea',
        spec_name: '100% 250g',
      },
      { shop_no: 'S2', goods_id: '101', spec_id: '7002', goods_no: 'GC', spec_no: 'CUP', goods_name: '茶杯_白' },
      { shop_no: 'S1', goods_id: '102', spec_id: '', goods_no: 'G9', spec_no: 'S9', goods_name: 'joined' },
      { shop_no: 'S2', goods_id: '103', spec_id: '7003', goods_no: 'GT', spec_no: 'none', goods_name: '未匹配' },
      { shop_no: 'S1', goods_id: '104', spec_id: '7004', goods_no: '', spec_no: 'SET', goods_name: '礼盒' },
      { shop_no: 'S1', goods_id: '105', spec_id: '', goods_no: 'B1', spec_no: '', goods_name: 'green cup' },
    ]);
    await say(t.engine, 'success', 1, 1, { at: T0 + MINUTE });
    await t.engine.acknowledgeStock({
      caller,
      items: [{ listing: 2, outcome: 'fail', version: 1, quantity: null, message: '库存接口 Timeout 50%' }],
      ...{ signedAt: T0 + MINUTE, now: T0 + MINUTE },
    });
    await t.engine.cancelStock({ caller, listing: 5, version: 1, signedAt: T0 + MINUTE, now: T0 + MINUTE });
    await t.engine.suspendListing({ seller: SELLER, listing: 6, actor: 'operator', now: T0, until: T0 + 60 * MINUTE });
    // Listing 3 changes, and only then the shop confirms what it was told before.
    await setStock(t.engine, 'G9S9', '5', T0 + 2 * MINUTE);
    await say(t.engine, 'success', 3, 1, { at: T0 + 3 * MINUTE });
  });
  afterAll(() => t.close());

  const NOW = T0 + 4 * MINUTE;
  const every = { seller: SELLER, state: 'all', shopNo: null, search: null, now: NOW } as const;

  async function found(asked: object, limit = 2): Promise<number[]> {
    const rows: number[] = [];
    for (let cursor: string | null = null, turn = 0; turn === 0 || cursor !== null; turn++) {
      expect(turn).toBeLessThan(30);
      const page: ListingPage = await t.engine.listListings({ ...every, ...asked, cursor, limit });
      rows.push(...page.rows.map(({ listing }) => listing));
      cursor = page.next;
    }
    expect(new Set(rows).size).toBe(rows.length);
    return rows;
  }

  test.each([
    ['its number', { search: '3' }, [3]],
    ['its goods id', { search: '103' }, [4]],
    ['its specification id', { search: '7002' }, [2]],
    ['the beginning of an id', { search: '700' }, [1, 2, 4, 5]],
    ['its merchant code', { search: 'TEA' }, [1]],
    ['the merchant code of the goods, though another is matched by', { search: 'GT' }, [1, 4]],
    ['the code of the specification, where both joined are matched by', { search: 'S9' }, [3]],
    ['both joined', { search: 'G9S9' }, [3]],
    ['the code of a suite', { search: 'SET' }, [5]],
    ['a code in one shop', { search: 'GT', shopNo: 'S2' }, [4]],
    ['nothing of that', { search: 'nothing' }, []],
    ['signs that mean something in SQL', { search: "%' or 1=1" }, []],
    ['its name', { name: 'green' }, [1, 6]],
    ['its name in Chinese', { name: '茶' }, [2]],
    ['the name of the specification, a sign of patterns in it', { name: '0% 2' }, [1]],
    ['an underline, which is only itself', { name: '_' }, [2]],
    ['a tilde, which is in none', { name: '~' }, []],
    ['why the shop refused it', { reason: 'timeout 50%' }, [2]],
    ['the reason that failures of its kind have in common', { reason: '库存接口 Timeout #%' }, [2]],
    ['a reason of others', { reason: '库存 Timeout #%' }, []],
    ['when it changed', { since: T0 + MINUTE }, [3]],
    ['before when it changed', { until: T0 + MINUTE }, [1, 2, 4, 5, 6]],
    ['a name in a state in a shop', { name: 'green', state: 'pending', shopNo: 'S1' }, [6]],
    ['a code with the rest of the filter', { search: '10', state: 'failed' }, [2]],
    ['a code, and a name', { search: '10', name: 'cup' }, [6]],
  ] as const)('listings by %s', async (_, asked, expected) => {
    expect((await found(asked)).sort((a, b) => a - b)).toEqual(expected);
    expect((await found(asked, 1)).sort((a, b) => a - b)).toEqual(expected);
  });

  test.each<[ListingState, number[]]>([
    ['all', [1, 2, 3, 4, 5, 6]],
    ['pending', [2, 3, 6]],
    ['failed', [2]],
    ['held', [6]],
    ['superseded', [3]],
    ['done', [1]],
    ['cancelled', [5]],
    ['suspended', [6]],
    ['disabled', []],
    ['deleted', []],
    ['unbound', [4]],
  ])('listings that are %s, whole and along every index', async (state, expected) => {
    const sorted = async (asked: object) => (await found({ state, ...asked })).sort((a, b) => a - b);
    expect(await sorted({})).toEqual(expected);
    expect(await sorted({ since: 0 })).toEqual(expected);
    expect(await sorted({ search: '1' })).toEqual(expected); // every goods id begins so
    const ofShops = [...(await sorted({ shopNo: 'S1' })), ...(await sorted({ shopNo: 'S2' }))].sort((a, b) => a - b);
    expect(ofShops).toEqual(expected);
  });

  test('what is done and what is cancelled is told by what happened, whatever the clock said', async () => {
    const seller = 'clocks';
    await seed(t.engine, seller);
    const as = { ...caller, seller };
    await put(t.engine, 'items', [{ spec_no: 'A' }, { spec_no: 'B' }], T0, seller);
    const rows = ['A', 'B'].map((spec_no) => ({ shop_no: 'S1', goods_id: spec_no, spec_no }));
    await put(t.engine, 'listings', rows, T0 + 9 * MINUTE, seller);
    await say(t.engine, 'success', 1, 1, { as, at: T0 });
    await say(t.engine, 'success', 2, 1, { as, at: T0 + 30 * MINUTE });
    await put(t.engine, 'levels', [{ spec_no: 'B', warehouse_no: 'W1', stock_num: '5' }], T0 + MINUTE, seller);
    await t.engine.cancelStock({ caller: as, listing: 2, version: 2, signedAt: T0 + 2 * MINUTE, now: T0 + 2 * MINUTE });
    expect(await found({ seller, state: 'done' })).toEqual([1]);
    expect(await found({ seller, state: 'cancelled' })).toEqual([2]);
    await put(t.engine, 'levels', [{ spec_no: 'B', warehouse_no: 'W1', stock_num: '6' }], T0 + MINUTE, seller);
    await say(t.engine, 'success', 2, 3, { as, at: T0 + 3 * MINUTE });
    expect(await found({ seller, state: 'done' })).toEqual([1, 2]);
  });

  test('what is superseded is told by what happened, whatever the clock said: a newer change was there as an older one was confirmed', async () => {
    const seller = 'overtaken';
    await seed(t.engine, seller);
    const as = { ...caller, seller };
    await put(t.engine, 'items', [{ spec_no: 'A' }], T0, seller);
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'A', spec_no: 'A' }], T0, seller);
    const change = (stock_num: string) => put(t.engine, 'levels', [{ spec_no: 'A', warehouse_no: 'W1', stock_num }], T0, seller);
    const stands = async () => {
      const { rows } = await t.engine.listListings({ ...every, seller, cursor: null, limit: 10 });
      expect(await found({ seller, state: 'superseded' })).toEqual(rows[0]?.standing === 'superseded' ? [1] : []);
      return rows[0]?.standing;
    };
    await say(t.engine, 'success', 1, 1, { as, at: T0 });
    await change('2'); // in the same millisecond, and after it
    expect(await stands()).toBe('pending');
    await change('3');
    await say(t.engine, 'success', 1, 1, { as, at: T0 + MINUTE }); // a repeat
    expect(await stands()).toBe('pending');
    await say(t.engine, 'success', 1, 2, { as, at: T0 - MINUTE }); // by a clock that was set back
    expect(await stands()).toBe('superseded');
    await change('4');
    expect(await stands()).toBe('pending');
    await say(t.engine, 'success', 1, 4, { as, at: T0 });
    expect(await stands()).toBe('done');
  });

  test('a listing says in one word how it stands', async () => {
    const { rows } = await t.engine.listListings({ ...every, cursor: null, limit: 10 });
    expect(rows.map(({ standing }) => standing)).toEqual(['done', 'failed', 'superseded', 'unbound', 'cancelled', 'suspended']);
    expect(LISTING_STATES).toHaveLength(11);
  });

  test('shipments by each of their numbers, and by the rest of the filter', async () => {
    const shop = await openShop(t, 'parcels', { is_split_shipping: '1', warehouse_no: 'W1' });
    await shop.push({ tid: 'T1', subOrders: ['o1', 'o2', 'o3'] });
    await shop.ship('T1', 'o1', 'N1');
    await shop.ship('T1', 'o2', 'N2');
    await ship(t.engine, 'F1', 'x,y', 'N1', T0, 'S1', 'parcels');
    await ship(t.engine, 'F2', '', 'N9', T0 + MINUTE, 'S1', 'parcels');
    const whose = { ...caller, seller: 'parcels' };
    await report(t.engine, 'fail', 3, { as: whose });
    await report(t.engine, 'retry', 4, { as: whose, at: T0 + MINUTE });
    const all = { state: 'all', shopNo: null, tid: null, trackingNumber: null } as const;
    const look = async (asked: Partial<ShipmentSearch>, now = T0 + MINUTE) => {
      const rows: number[] = [];
      for (let cursor: string | null = null, turn = 0; turn === 0 || cursor !== null; turn++) {
        expect(turn).toBeLessThan(30);
        const page: ShipmentPage = await t.engine.listShipments({ seller: 'parcels', ...all, ...asked, cursor, limit: 1, now });
        rows.push(...page.rows.map(({ shipment }) => shipment));
        cursor = page.next;
      }
      return rows;
    };
    expect(await look({ search: '2' })).toEqual([2]);
    expect(await look({ search: 'T1' })).toEqual([2, 1]);
    expect(await look({ search: 'N1' })).toEqual([3, 1]);
    expect(await look({ search: 'o2' })).toEqual([2]);
    expect(await look({ search: 'x' })).toEqual([3]);
    expect(await look({ search: 'none' })).toEqual([]);
    expect(await look({ oid: 'o1' })).toEqual([1]);
    expect(await look({ oid: 'x', state: 'pending' })).toEqual([]);
    expect(await look({ state: 'delayed' })).toEqual([4]);
    expect(await look({ state: 'delayed' }, T0 + 9 * MINUTE)).toEqual([]);
    expect(await look({ carrier: 'SF' })).toEqual([4, 3, 2, 1]);
    expect(await look({ carrier: 'YTO' })).toEqual([]);
    expect(await look({ since: T0 + MINUTE })).toEqual([4]);
    expect(await look({ state: 'failed', until: T0 + MINUTE, shopNo: 'S1' })).toEqual([3]);
    expect(await look({ state: 'done', shopNo: 'S1' })).toEqual([]);
    expect(await look({ reason: 'nothing' })).toEqual([]);
    const refused = { shipment: 2, outcome: 'fail' as const, message: '单号 N2 不存在' };
    await t.engine.acknowledgeShipments({ caller: whose, items: [refused], signedAt: T0, now: T0 });
    expect(await look({ state: 'failed', reason: normalReason(refused.message) })).toEqual([2]);
  });

  test('in stretches: what is far away is found by going on, and no stretch is longer than 20,000 rows', async () => {
    await t.engine.addSeller({ seller: 'large', now: T0 });
    await put(t.engine, 'shops', [{ shop_no: 'S1' }], T0, 'large');
    await put(t.engine, 'items', [{ spec_no: 'A' }], T0, 'large');
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'first', spec_no: 'A', goods_name: 'needle' }], T0, 'large');
    const columns = `seller, listing_id, shop_id, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, match_code, status,
      sync_disabled, item_id, version, quantity, changed_at, rule_revision, acknowledged, shown, retry_at, retry_steps,
      failure_signed_at, cancel_signed_at, reason`;
    const copied = columns
      .replace('listing_id', 'l.listing_id + n.n')
      .replace('goods_id', `'G' || n.n`)
      .replace('goods_name', `case when n.n = 24999 then 'needle' else 'hay' end`);
    await sql(
      t.database,
      `insert into listings (${columns}) select ${copied} from listings l
       cross join (with recursive n(n) as (select 1 union all select n + 1 from n where n < 25000) select n from n) n
       where l.seller = 'large' and l.listing_id = 1`,
    );
    const asked = { ...every, seller: 'large', name: 'needle', limit: 50 };
    ran = [];
    expect(await found(asked)).toEqual([1, 25000]);
    const reaches = ran.flatMap(({ until_after: reach = null }) => reach ?? []);
    expect(new Set(reaches)).toEqual(new Set([20_000, Number.MAX_SAFE_INTEGER]));
    ran = [];
    const [exact] = (await t.engine.listListings({ ...every, seller: 'large', search: 'G25000', cursor: null, limit: 50 })).rows;
    expect(exact?.listing).toBe(25001);
    expect(ran.length).toBeLessThan(14);
  });
});

test('whatever a shop says is found by the form of its reason', () => {
  const said = fc.string({ unit: fc.constantFrom(...'aB19龙 "\'“”\n#…%_~，/-.\u200b'), maxLength: 500 });
  fc.assert(
    fc.property(said, (text) => {
      const pattern = likeReason(normalReason(text)).replace(/~(.)|%|[^~%]/gsu, (sign, escaped: string | undefined) =>
        sign === '%' ? '.*' : (escaped ?? sign).replace(/[.*+?^${}()|[\]\\]/u, '\\$&'),
      );
      expect(text.toLowerCase()).toMatch(new RegExp(`^${pattern}$`, 'su'));
    }),
  );
});
