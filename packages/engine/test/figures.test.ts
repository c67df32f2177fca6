/** What operators look at: counts per shop and edition, now and over time, who stopped pulling, and failures by reason. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgePulls, usualPause } from '../src/figures/pulls.ts';
import { kindOfReason, normalReason } from '../src/figures/reason.ts';
import { databases, type TestEngine } from './databases.ts';
import { ANY, caller, keyFor, MINUTE, put, report, SELLER, say, seedListings, setStock, ship, sql, T0 } from './shop.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const nothing = { acknowledged: 0, failed: 0, superseded: 0, rejected: 0 };

describe.each(databases)('figures on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await seedListings(t.engine, 4);
    await t.engine.addKey({ ...KEY, edition: 'flagship', appKey: 'demo-app', secret: 'secret:salt' });
  });
  afterEach(() => t.close());

  const KEY = { seller: SELLER, shops: null, allow: [], callsPerMinute: null, callsAtOnce: null, now: T0 };
  const keep = (now: number, rest: object = {}) => t.engine.keepFigures({ refused: [], oldest: [], now, ...rest });
  const overview = (now: number) => t.engine.overviewNow({ seller: SELLER, now });
  const shopOf = async (now: number, shopNo = 'S1') => (await overview(now)).shops.find((shop) => shop.shopNo === shopNo);
  const history = async (from: number, to: number, rest: object = {}) =>
    (await t.engine.figuresHistory({ seller: SELLER, shopNo: 'S1', edition: null, from, to, now: to, ...rest })).points;

  test('each effect is counted once, for its shop and edition; what changes nothing on a repeat is not', async () => {
    await say(t.engine, 'success', 1, 2);
    await say(t.engine, 'success', 1, 2); // a repeat
    await say(t.engine, 'fail', 2, 2);
    await setStock(t.engine, 'A3', '7');
    await say(t.engine, 'success', 3, 2); // an older version
    await say(t.engine, 'success', 3, 99); // never issued
    await say(t.engine, 'success', 999, 1); // unknown: no shop can be told
    const shop = await shopOf(T0);
    expect(shop).toMatchObject({ listings: 3, shipments: 0, disabled: false });
    expect(shop?.editions).toEqual([
      {
        edition: 'flagship',
        recent: { acknowledged: 1, failed: 1, superseded: 1, rejected: 1 },
        hour: { acknowledged: 1, failed: 1, superseded: 1, rejected: 1 },
        pulledAt: null,
        acknowledgedAt: T0,
      },
    ]);
    const refused = [{ edition: 'flagship', rejected: 2, unverified: 0, limited: 0 }];
    expect((await overview(T0)).refused).toEqual(refused);
    await keep(T0);
    expect((await overview(T0)).refused).toEqual(refused);
    const all = await history(T0 - HOUR, T0 + HOUR, { shopNo: null });
    expect(all).toEqual([expect.objectContaining({ acknowledged: 1, failed: 1, superseded: 1, rejected: 2, pending: 3 })]);
  });

  test('both editions, and shipments of every outcome, in the shop they belong to', async () => {
    const other = await keyFor(t.engine, ['S1', 'S2']);
    await ship(t.engine, 'T1', '', 'N1');
    await ship(t.engine, 'T2', '', 'N2');
    await ship(t.engine, 'T3', '', 'N3', T0, 'S2');
    await report(t.engine, 'success', 1, { as: other });
    await report(t.engine, 'fail', 1, { as: other }); // settled
    await report(t.engine, 'retry', 2, { as: other });
    await report(t.engine, 'fail', 3, { as: other });
    await report(t.engine, 'success', 3, { as: other, at: T0 + 1000 }); // a success after it is accepted
    await say(t.engine, 'success', 1, 2);
    const { shops } = await overview(T0 + 1000);
    const counts = shops.map(({ shopNo, editions }) => [shopNo, editions.map(({ edition, hour }) => [edition, hour])]);
    expect(counts).toEqual([
      [
        'S1',
        [
          ['enterprise', { ...nothing, acknowledged: 1, failed: 1, rejected: 1 }],
          ['flagship', { ...nothing, acknowledged: 1 }],
        ],
      ],
      ['S2', [['enterprise', { ...nothing, acknowledged: 1, failed: 1 }]]],
    ]);
  });

  test('a batch that is undone is not counted, one that is done again by itself once', async () => {
    const item = { listing: 1, outcome: 'success' as const, version: 2, quantity: null, message: '' };
    const ack = (more: object) => t.engine.acknowledgeStock({ caller, items: [{ ...item, ...more }], signedAt: T0, now: T0 });
    const broken = { version: {}, quantity: {} } as never;
    const results = await Promise.allSettled([ack({}), ack({ listing: 2, ...(broken as object) }), ack({ listing: 3 })]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await shopOf(T0))?.editions[0]?.hour).toEqual({ ...nothing, acknowledged: 2 });
  });

  test('kept once a minute: a restart keeps history and forgets only what was not kept; the same is never kept twice', async () => {
    await say(t.engine, 'success', 1, 2, { at: T0 });
    await keep(T0 + 1000);
    await keep(T0 + 2000);
    await say(t.engine, 'success', 2, 2, { at: T0 + MINUTE });
    await keep(T0 + MINUTE);
    await say(t.engine, 'success', 3, 2, { at: T0 + 2 * MINUTE }); // not kept
    expect((await shopOf(T0 + 2 * MINUTE))?.editions[0]?.hour.acknowledged).toBe(3);
    await t.restart();
    const shop = await shopOf(T0 + 2 * MINUTE);
    expect(shop?.editions[0]).toMatchObject({ hour: { acknowledged: 2 }, acknowledgedAt: T0 + MINUTE });
    const points = await history(T0, T0 + HOUR);
    expect(points.map(({ at, acknowledged, pending }) => [at, acknowledged, pending])).toEqual([
      [T0, 1, 3],
      [T0 + MINUTE, 1, 2],
    ]);
    expect(await history(T0 - 30 * DAY, T0 + DAY)).toEqual([expect.objectContaining({ acknowledged: 2, pending: 2 })]);
  });

  test('what could not be kept is kept the next time', async () => {
    await say(t.engine, 'success', 1, 2);
    const refused = [{ seller: SELLER, edition: 'flagship', unverified: 3, limited: 0 }];
    await sql(t.database, 'alter table figures rename to elsewhere');
    await expect(keep(T0, { refused })).rejects.toThrow();
    await sql(t.database, 'alter table elsewhere rename to figures');
    await keep(T0);
    await keep(T0);
    expect(await history(T0, T0 + MINUTE, { shopNo: null })).toEqual([expect.objectContaining({ acknowledged: 1, unverified: 3 })]);
  });

  test('one edition alone, refused calls of the seller, and how long the oldest waited', async () => {
    await say(t.engine, 'success', 1, 2);
    await say(t.engine, 'success', 2, 2, { as: await keyFor(t.engine, ['S1']) });
    const refused = [{ seller: SELLER, edition: 'flagship', unverified: 3, limited: 4 }];
    await keep(T0, { refused, oldest: [{ seller: SELLER, shop: 1, oldestMs: 5000 }] });
    expect(await history(T0, T0 + MINUTE, { edition: 'enterprise' })).toEqual([
      expect.objectContaining({ acknowledged: 1, unverified: 0, pending: 2, oldestMs: 5000 }),
    ]);
    expect(await history(T0, T0 + MINUTE, { shopNo: null })).toEqual([
      expect.objectContaining({ acknowledged: 2, unverified: 3, limited: 4, pending: 2, oldestMs: 5000 }),
    ]);
    expect((await overview(T0)).refused).toContainEqual({ edition: 'flagship', rejected: 0, unverified: 3, limited: 4 });
  });

  test('minutes go after a week, hours after a quarter, a little each time; never what is newer', async () => {
    const old = (minutes: number, at: number) =>
      sql(
        t.database,
        `insert into figures (seller, minutes, shop_id, at, edition, acknowledged, failed, superseded, rejected, unverified, limited)
         values (:seller, :minutes, 1, :at, 'flagship', 1, 0, 0, 0, 0, 0)`,
        { seller: SELLER, minutes, at },
      );
    for (let i = 0; i < 600; i++) await old(1, T0 - 8 * DAY + i * MINUTE);
    for (const at of [T0 - 7 * DAY, T0 - DAY]) await old(1, at);
    for (const at of [T0 - 93 * DAY, T0 - 8 * DAY]) await old(60, at);
    const left = async () =>
      (
        await sql<{ minutes: number; n: number }>(
          t.database,
          'select minutes, count(*) as n from figures where shop_id = 1 and edition <> :none group by minutes order by 1',
          { none: '' },
        )
      ).map(({ n }) => n);
    await keep(T0);
    expect(await left()).toEqual([102, 1]);
    await keep(T0);
    expect(await left()).toEqual([2, 1]);
  });

  test('who pulls is seen with its pauses, for all shops of its key or for one; it outlives a restart', async () => {
    const all = (now: number) => t.engine.waitingListings({ caller, after: 0, limit: 10, now });
    for (let i = 0; i < 8; i++) {
      await all(T0 + i * MINUTE);
      await all(T0 + i * MINUTE + 1000); // the next page of the same pass
      if (i === 4) await keep(T0 + 4 * MINUTE + 2000);
    }
    await keep(T0 + 8 * MINUTE);
    await t.restart();
    const only = await keyFor(t.engine, ['S2']);
    await t.engine.pullStock({ caller: only, shopNo: 'S2', after: 0, limit: 10, now: T0 + 9 * MINUTE });
    await t.engine.pullShipments({ caller: only, filter: ANY, after: 0, limit: 10, now: T0 + 9 * MINUTE });
    await t.engine.pullShipments({ caller: only, filter: { ...ANY, tid: 'T1' }, after: 0, limit: 10, now: T0 + 10 * MINUTE });
    const [s1, s2] = (await overview(T0 + 10 * MINUTE)).shops;
    const flagship = { at: T0 + 7 * MINUTE + 1000, pauses: Array.from({ length: 7 }, () => MINUTE - 1000) };
    expect(s1?.readers).toEqual({ stock: [flagship], shipment: [] });
    const fresh = { at: T0 + 9 * MINUTE, pauses: [] };
    expect(s2?.readers.stock).toContainEqual(fresh);
    expect(s2?.readers).toMatchObject({ stock: { length: 2 }, shipment: [fresh] });
    await t.engine.disableKey({ seller: SELLER, edition: 'flagship', appKey: 'demo-app', now: T0 });
    expect((await shopOf(T0 + 10 * MINUTE))?.readers.stock).toEqual([]);
  });

  test('a survey finds what is delayed, held and due, in slices of any size', async () => {
    await say(t.engine, 'fail', 1, 2, { at: T0 + MINUTE });
    const by = { seller: SELLER, actor: 'operator', now: T0 };
    await t.engine.disableListing({ ...by, listing: 2, reason: '' });
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'late', spec_no: 'A1' }], T0 + 5000);
    await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '3' }], T0 + 5000);
    const survey = async (limit: number, now: number) => {
      const found = new Map<number, number[]>();
      for (let after = null as { shop: number; listing: number } | null, first = true; first || after; first = false) {
        const { shops, next } = await t.engine.surveyListings({ seller: SELLER, after, limit, now });
        for (const { shop, pending, delayed, held } of shops) {
          const sum = found.get(shop) ?? [0, 0, 0];
          found.set(
            shop,
            [pending, delayed, held].map((n, i) => n + (sum[i] as number)),
          );
        }
        after = next;
      }
      return Object.fromEntries(found);
    };
    for (const limit of [1, 2, 1000]) expect(await survey(limit, T0 + 5000)).toEqual({ 1: [4, 0, 1], 2: [1, 0, 0] });
    await say(t.engine, 'fail', 3, 2, { at: T0 + MINUTE });
    expect(await survey(1000, T0 + MINUTE)).toEqual({ 1: [4, 1, 1], 2: [1, 0, 0] });
    const { shops } = await t.engine.surveyListings({ seller: SELLER, after: null, limit: 10, now: T0 + MINUTE });
    expect(shops[0]).toMatchObject({ oldestAt: T0, dueSince: T0 });
    for (const listing of [1, 3]) await t.engine.disableListing({ ...by, listing, reason: '' });
    await setStock(t.engine, 'A4', '9', T0 + 2 * MINUTE);
    const heldBack = await t.engine.surveyListings({ seller: SELLER, after: null, limit: 10, now: T0 + 3 * MINUTE });
    expect(heldBack.shops[0]).toMatchObject({ held: 3, oldestAt: T0 + 2 * MINUTE, dueSince: T0 + 2 * MINUTE });
    await ship(t.engine, 'T1', '', 'N1', T0 + 1000);
    await ship(t.engine, 'T2', '', 'N2', T0 + 2000);
    await ship(t.engine, 'T3', '', 'N3', T0 + 3000);
    await report(t.engine, 'fail', 1);
    await report(t.engine, 'retry', 3, { at: T0 + 4000 });
    expect(await t.engine.surveyShipments({ seller: SELLER, now: T0 + 5000 })).toEqual([
      { shop: 1, delayed: 1, failed: 1, oldestAt: T0 + 2000 },
      { shop: 2, delayed: 0, failed: 0, oldestAt: null },
    ]);
  });

  test('failures are grouped by what shops said, with counts by shop and the newest examples', async () => {
    const fail = (listing: number, message: string, at: number) =>
      t.engine.acknowledgeStock({
        ...{ caller, signedAt: at, now: at },
        items: [{ listing, outcome: 'fail', version: 2, quantity: null, message }],
      });
    await fail(1, 'SKU A-1001 不存在', T0 + 1000);
    await fail(2, 'SKU A-2002 不存在', T0 + 3000);
    await fail(3, '<img src=x onerror=alert(1)>\u202e', T0 + 2000);
    await ship(t.engine, 'T1', '', 'N1');
    await ship(t.engine, 'T2', '', 'N2', T0, 'S2');
    for (const [shipment, outcome] of [
      [1, 'fail'],
      [2, 'retry'],
    ] as const) {
      await t.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome, message: '系统繁忙，连接超时' }], signedAt: T0, now: T0 });
    }
    const { groups, next } = await t.engine.groupFailures({ seller: SELLER, cursor: null });
    expect(next).toBeNull();
    expect(groups.map(({ pool, kind, reason, count, shops }) => [pool, kind, reason, count, shops])).toEqual([
      ['shipment', 'unreachable', '系统繁忙，连接超时', 2, { S1: 1, S2: 1 }],
      ['stock', 'unknown-listing', 'SKU # 不存在', 2, { S1: 2 }],
      ['stock', 'shop-message', '<img src=x onerror=alert(#)>', 1, { S1: 1 }],
    ]);
    expect(groups[1]?.examples.map(({ id, message }) => [id, message])).toEqual([
      [2, 'SKU A-2002 不存在'],
      [1, 'SKU A-1001 不存在'],
    ]);
  });

  test('an example is named by what people know: order and tracking number, or the code of a listing and its goods', async () => {
    await put(t.engine, 'listings', [
      { shop_no: 'S1', goods_id: '701', spec_id: '9', goods_no: 'TEA', spec_no: 'TEA-50', goods_name: '龙井' },
      { shop_no: 'S1', goods_id: '702', goods_no: 'CUP', goods_name: '盖碗' },
      { shop_no: 'S1', goods_id: '703', spec_id: '9' },
    ]);
    for (const listing of [5, 6, 7]) {
      await sql(t.database, `update listings set version = 2, acknowledged = 0 where listing_id = ${listing}`);
      await say(t.engine, 'fail', listing, 2, { at: T0 + listing * MINUTE });
    }
    await ship(t.engine, 'T1', '', 'N1');
    await report(t.engine, 'fail', 1);
    const { groups } = await t.engine.groupFailures({ seller: SELLER, cursor: null });
    expect(groups.flatMap(({ examples }) => examples.map(({ knownBy }) => knownBy))).toEqual([
      { tid: 'T1', trackingNumber: 'N1' },
      { code: '703 / 9', goodsName: '' },
      { code: 'CUP', goodsName: '盖碗' },
      { code: 'TEA-50', goodsName: '龙井' },
    ]);
  });

  test('by a group’s kind and reason the lists find exactly its records, put off ones among them, whatever their delay', async () => {
    const SAID = [
      '',
      ' \u200b',
      '超时',
      '连接超时',
      '"carrier" is wrong',
      '"token" is wrong',
      'ÜBER 12 Stück',
      'u\u0308ber\u2028 99 stück 超时',
    ];
    const more = Array.from({ length: SAID.length }, (_, i) => ({ shop_no: i % 2 ? 'S2' : 'S1', goods_id: `G${i}`, spec_no: 'A1' }));
    await put(t.engine, 'listings', more);
    for (const [i, message] of SAID.entries()) {
      const at = { signedAt: T0, now: T0 };
      const [listing, shipment] = [5 + i, 2 * i + 1];
      await t.engine.acknowledgeStock({ caller, items: [{ listing, outcome: 'fail', version: 1, quantity: null, message }], ...at });
      await ship(t.engine, `F${i}`, '', `N${i}`, T0, i % 2 ? 'S2' : 'S1');
      await ship(t.engine, `R${i}`, '', `M${i}`);
      await t.engine.acknowledgeShipments({ caller, items: [{ shipment, outcome: 'fail', message }], ...at });
      await t.engine.acknowledgeShipments({ caller, items: [{ shipment: shipment + 1, outcome: 'retry', message }], ...at });
    }
    await t.engine.disableListing({ seller: SELLER, actor: 'operator', now: T0, listing: 1, reason: '超时' });
    const { groups } = await t.engine.groupFailures({ seller: SELLER, cursor: null });
    expect(groups.length).toBeGreaterThan(10);
    const every = { seller: SELLER, search: null, tid: null, trackingNumber: null, cursor: null, limit: 200 };
    for (const now of [T0, T0 + HOUR]) {
      const met = { stock: 0, shipment: 0 };
      for (const { pool, kind, reason, count, shops } of groups) {
        const asked = { ...every, kind, reason: reason || null, now };
        const found = async (shopNo: string | null) =>
          pool === 'stock'
            ? (await t.engine.listListings({ ...asked, shopNo, state: 'failed' })).rows.length
            : (await t.engine.listShipments({ ...asked, shopNo, state: 'failing' })).rows.length;
        expect([pool, kind, reason, await found(null)]).toEqual([pool, kind, reason, count]);
        for (const [shopNo, n] of Object.entries(shops)) expect([reason, shopNo, await found(shopNo)]).toEqual([reason, shopNo, n]);
        met[pool] += count;
      }
      expect(met).toEqual({ stock: SAID.length, shipment: 2 * SAID.length });
    }
  });

  test('meters: what a process counted since it began, how long commits took, and what is under way', async () => {
    await say(t.engine, 'success', 1, 2);
    await keep(T0);
    const { counts, buckets, commits, fanOuts } = await t.engine.readMeters({});
    expect(counts).toEqual([{ seller: SELLER, shop: 1, edition: 'flagship', ...nothing, acknowledged: 1 }]);
    expect([commits?.buckets.length, (commits?.count ?? 0) > 3, fanOuts]).toEqual([buckets.length, true, []]);
    expect(commits?.buckets.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(commits?.count ?? 0);
    expect(commits?.works).toBeGreaterThanOrEqual(commits?.count ?? 0);
  });
});

describe('whether a shop still pulls', () => {
  const every = (ms: number, times = 10) => Array.from({ length: times }, () => ms);
  const ago = (ms: number, pauses: number[] = every(MINUTE)) => ({ at: T0 - ms, pauses });

  test.each([
    ['nobody pulled, nothing waits', [], null, 'quiet'],
    ['nobody pulled, something waits since just now', [], T0 - MINUTE, 'quiet'],
    ['nobody pulled what waits for half an hour', [], T0 - HOUR / 2, 'stopped'],
    ['every minute, a minute ago', [ago(MINUTE)], null, 'pulling'],
    ['every minute, four minutes ago: nobody is missed so soon', [ago(4 * MINUTE)], null, 'pulling'],
    ['every minute, six minutes ago', [ago(6 * MINUTE)], null, 'stopped'],
    ['every ten minutes, twenty minutes ago', [ago(20 * MINUTE, every(10 * MINUTE))], null, 'pulling'],
    ['every ten minutes, forty minutes ago', [ago(40 * MINUTE, every(10 * MINUTE))], null, 'stopped'],
    ['every night, 26 hours ago', [ago(26 * HOUR, every(DAY))], T0 - DAY, 'pulling'],
    ['every night, 31 hours ago', [ago(31 * HOUR, every(DAY))], null, 'stopped'],
    ['a few pulls, an hour ago, nothing waits', [ago(HOUR, every(MINUTE, 4))], null, 'quiet'],
    ['a few pulls, an hour ago, something waits', [ago(HOUR, every(MINUTE, 4))], T0 - HOUR, 'stopped'],
    ['one reader stopped, another goes on', [ago(HOUR), ago(MINUTE)], T0 - HOUR, 'pulling'],
    ['gone for good', [ago(31 * DAY)], null, 'quiet'],
    ['a clock that was ahead', [ago(-HOUR)], T0 - HOUR, 'pulling'],
  ] as const)('%s', (_, readers, waitingSince, state) => {
    expect(judgePulls(readers, waitingSince, T0).state).toBe(state);
  });

  test('one long pause is no habit; too few are none', () => {
    expect(usualPause([...every(MINUTE), DAY])).toBe(MINUTE);
    expect(usualPause(every(MINUTE, 4))).toBeNull();
    expect(judgePulls([ago(MINUTE)], null, T0)).toEqual({ state: 'pulling', at: T0 - MINUTE, usual: MINUTE });
  });
});

describe('reasons', () => {
  test.each([
    ['', 'stock', 'no-message', ''],
    ['   ', 'stock', 'no-message', ''],
    ['商品 SKU-10023 不存在', 'stock', 'unknown-listing', '商品 # 不存在'],
    ['unknown sku "red, XL"', 'stock', 'unknown-listing', 'unknown sku #'],
    ['订单20261110001不存在', 'shipment', 'unknown-order', '订单#不存在'],
    ['order 4711 not found', 'shipment', 'unknown-order', 'order # not found'],
    ['not found', 'shipment', 'unknown-order', 'not found'],
    ['物流公司 YTO 未映射', 'shipment', 'carrier', '物流公司 YTO 未映射'],
    ['订单已退款', 'shipment', 'order-state', '订单已退款'],
    ['超过每分钟最大调用频率限制', 'stock', 'rate-limit', '超过每分钟最大调用频率限制'],
    ['HTTP 429', 'stock', 'rate-limit', 'HTTP 429'],
    ['HTTP 503 from http://10.0.0.1:80/x', 'stock', 'unreachable', 'HTTP 503 from #'],
    ['接口权限不足', 'stock', 'permission', '接口权限不足'],
    ['库存不能为负', 'stock', 'quantity', '库存不能为负'],
    ['天气不好', 'stock', 'shop-message', '天气不好'],
    ['a\u202eb\u0000c\u200b d\u2028e', 'stock', 'shop-message', 'a b c d e'],
    ['\ud800x', 'stock', 'shop-message', '\ufffdx'],
  ] as const)('%j of %s is %s', (text, pool, kind, normal) => {
    expect([kindOfReason(text, pool), normalReason(text)]).toEqual([kind, normal]);
  });

  test('hostile texts cost no time and come out short', () => {
    const began = performance.now();
    for (const text of ['a'.repeat(1e6), '"'.repeat(1e5), '1 '.repeat(1e5), 'order '.repeat(1e5), '「'.repeat(1e5), '订'.repeat(1e5)]) {
      kindOfReason(text, 'stock');
      expect([...normalReason(text)].length).toBeLessThanOrEqual(120);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
