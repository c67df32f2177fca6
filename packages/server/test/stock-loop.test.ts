/** The stock loop over the wire, on both editions: pull, apply, acknowledge, and everything that can happen between. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

const MINUTE = 60_000;
const OK = '{"status":0}';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: 1_800_000_000_000 });
  await seedListings(server, 25);
});
afterAll(() => server.close());

const list = async (position = 0, count = 10) =>
  JSON.parse(await flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [count, position])).data as {
    id_list: number[];
    position: number;
  };
const isListed = async (listing: number) => (await list(listing - 1, 10)).id_list[0] === listing;
const calculate = async (listing: number) => JSON.parse(await flagship(server, 'sales.StockSync.calcStock', [listing, false])).data;
const say = (method: 'syncSuccess' | 'syncFail', listing: number, version: unknown, rest = {}) =>
  flagship(server, `sales.StockSync.${method}`, [listing, { stock_change_count: version, ...rest }]);
const cancel = (listing: number, version: number) => flagship(server, 'sales.StockSync.cancelSync', [listing, version]);
const setStock = (n: number, stock: string) => put(server, 'levels', [{ spec_no: `A${n}`, warehouse_no: 'W1', stock_num: stock }]);
const effects = async (listing: number) =>
  (await stateOf(server)).journal
    .filter(({ pool, subject, event }) => pool === 'stock' && subject === listing && event !== 'changed')
    .map(({ effect }) => effect);

describe('flagship', () => {
  test('a pass over the pool meets every listing once, in order, and ends', async () => {
    const seen: number[] = [];
    let position = 0;
    for (let page = 0; page < 3; page++) {
      const { id_list, position: next } = await list(position);
      seen.push(...id_list);
      position = next;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(await list(position)).toEqual({ id_list: [], position: 25 });
    expect(await list(-7, 0)).toMatchObject({ position: 10 }); // counts and positions out of range are clamped
  });

  test('a listing that is acknowledged leaves the pool, one whose acknowledgement repeats stays out', async () => {
    expect(await calculate(1)).toMatchObject({ syn_stock: 10, stock_change_count: 1, last_syn_num: -1, last_syn_time: '' });
    expect(await say('syncSuccess', 1, 1, { syn_stock: 10 })).toBe(OK);
    expect(await isListed(1)).toBe(false);
    expect(await calculate(1)).toMatchObject({ stock_num: 10, last_syn_num: 10, last_syn_time: '2027-01-15 16:00:00' });
    expect(await say('syncSuccess', 1, 1, { syn_stock: 10 })).toBe(OK);
    expect(await effects(1)).toEqual(['cleared', 'repeated']);
  });

  test('a newer change survives the acknowledgement of an older one', async () => {
    await setStock(2, '7');
    expect(await say('syncSuccess', 2, 1, { syn_stock: 20 })).toBe(OK);
    expect(await isListed(2)).toBe(true);
    expect(await calculate(2)).toMatchObject({ syn_stock: 7, stock_change_count: 2 });
    expect(await say('syncSuccess', 2, '2.0000', { syn_stock: '7.0000' })).toBe(OK);
    expect(await isListed(2)).toBe(false);
    expect(await effects(2)).toEqual(['superseded', 'cleared']);
  });

  test('a version never issued, or none at all, clears nothing', async () => {
    for (const version of [2, 0, -1, '9223372036854775807']) expect(await say('syncSuccess', 3, version)).toBe(OK);
    expect(await flagship(server, 'sales.StockSync.syncSuccess', [3, { syn_stock: 30 }])).toBe(
      '{"status":100,"message":"stock_change_count不能为空"}',
    );
    expect(await say('syncSuccess', 3, 1.5)).toMatch(/^\{"status":1,/);
    expect(await isListed(3)).toBe(true);
    expect(await effects(3)).toEqual(['never issued', 'never issued', 'never issued', 'never issued', 'unversioned']);
  });

  test('a failure never clears: it delays by 1, 2, 5, 15, 30, then 60 minutes, and a repeat in between counts nothing', async () => {
    for (const minutes of [1, 2, 5, 15, 30, 60, 60]) {
      expect(await say('syncFail', 4, 1, { syn_result: '商城超时' })).toBe(OK);
      expect(await say('syncFail', 4, 1, { syn_result: '商城超时' })).toBe(OK);
      server.clock.now += minutes * MINUTE - 1000;
      expect(await isListed(4)).toBe(false);
      server.clock.now += 1000;
      expect(await isListed(4)).toBe(true);
    }
    expect(await effects(4)).toEqual(Array.from({ length: 14 }, (_, i) => (i % 2 ? 'repeated' : 'delayed')));
  });

  test('a newer change ends the delay, and a failure of the older one delays nothing', async () => {
    await say('syncFail', 4, 1);
    expect(await isListed(4)).toBe(false);
    await setStock(4, '3');
    expect(await isListed(4)).toBe(true);
    await say('syncFail', 4, 1);
    expect(await isListed(4)).toBe(true);
    await say('syncSuccess', 4, 2);
    await say('syncFail', 4, 2);
    expect(await isListed(4)).toBe(false);
    expect((await effects(4)).slice(-4)).toEqual(['delayed', 'stale', 'cleared', 'repeated']);
  });

  test('a cancel clears the version it names and no other', async () => {
    const REFUSED = '{"status":100,"message":"取消失败"}';
    expect(await cancel(5, 2)).toBe(REFUSED);
    expect(await isListed(5)).toBe(true);
    expect(await cancel(5, 1)).toBe(OK);
    expect(await isListed(5)).toBe(false);
    expect([await cancel(5, 1), await cancel(5, -1), await cancel(404, -1)]).toEqual([REFUSED, REFUSED, REFUSED]);
    expect(await calculate(5)).toMatchObject({ last_syn_num: -1, last_syn_time: '' });
  });

  test('a cancel of whatever is current cancels nothing that came after it was signed', async () => {
    const signed = { parameters: { timestamp: String(server.clock.now / 1000 - 1_325_347_200) } };
    const cancelNow = () => flagship(server, 'sales.StockSync.cancelSync', [6, -1], signed);
    expect(await cancelNow()).toBe(OK);
    expect(await isListed(6)).toBe(false);
    server.clock.now += 1000;
    await setStock(6, '1');
    expect(await cancelNow()).toBe('{"status":100,"message":"取消失败"}');
    expect(await isListed(6)).toBe(true);
  });

  test('the right version with another quantity is accepted and marked', async () => {
    expect(await say('syncSuccess', 7, 1, { syn_stock: 69 })).toBe(OK);
    expect(await isListed(7)).toBe(false);
    expect(await effects(7)).toEqual(['cleared, quantity differs']);
  });

  test('a batch calculation answers each element by itself, in order', async () => {
    const elements = [{ api_goods_id: 9, force_sync: 0 }, { api_goods_id: '404', force_sync: false }, { api_goods_id: 8 }, 7];
    const elements2 = [...elements, { api_goods_id: 8, force_sync: 'true' }, { force_sync: false }];
    const { data } = JSON.parse(await flagship(server, 'sales.StockSync.batchCalcStock', [elements2]));
    expect(data.success_date.map(({ rec_id, syn_stock }: Record<string, number>) => [rec_id, syn_stock])).toEqual([
      [9, 90],
      [8, 80],
    ]);
    expect(data.error_date).toEqual([
      { rec_id: 404, err_msg: '平台货品不存在' },
      { rec_id: 8, err_msg: 'force_sync' },
      { rec_id: 0, err_msg: 'params' },
      { rec_id: 0, err_msg: 'api_goods_id' },
    ]);
    const many = Array.from({ length: 501 }, () => ({ api_goods_id: 1, force_sync: false }));
    expect(await flagship(server, 'sales.StockSync.batchCalcStock', [many])).toBe('{"status":100,"message":"单次请求最多500条"}');
  });

  test('a listing that is switched off is told only when forced, and not offered', async () => {
    const off = { shop_no: 'S1', goods_id: 'G10', spec_no: 'A10', is_disable_syn: '1' };
    await put(server, 'listings', [off]);
    expect(await flagship(server, 'sales.StockSync.calcStock', ['10', false])).toBe(
      '{"status":100,"message":"货品id:G10规格Id: 已停用或者未开启同步"}',
    );
    expect(JSON.parse(await flagship(server, 'sales.StockSync.calcStock', ['10', 'true'])).data).toMatchObject({ syn_stock: 100 });
    expect(await isListed(10)).toBe(false);
    await put(server, 'listings', [{ ...off, is_disable_syn: '0' }]);
    expect(await calculate(10)).toMatchObject({ stock_change_count: 2 });
  });
});

describe('enterprise', () => {
  const pull = async (limit: number, shop_no = 'S1') =>
    JSON.parse(await enterprise(server, 'api_goods_stock_change_query', { shop_no, limit: String(limit) })) as {
      current_count: number;
      stock_change_list: { rec_id: string }[];
    };
  const offered = async (limit: number) => (await pull(limit)).stock_change_list.map(({ rec_id }) => Number(rec_id));
  const acknowledge = (elements: unknown) =>
    enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list: JSON.stringify(elements) });

  test('queries go on after the last one offered and wrap, so that each of n is offered within ⌈n/k⌉ pulls', async () => {
    const due = [3, 6, 8, 9, ...Array.from({ length: 16 }, (_, i) => i + 10)];
    expect([...(await offered(8)), ...(await offered(8)), ...(await offered(8))]).toEqual([...due, ...due.slice(0, 4)]);
    expect(await offered(3)).toEqual(due.slice(4, 7));
    // Another key reads by itself, and so does the same key of another shop.
    expect((await pull(5, 'S2')).stock_change_list).toEqual([]);
    expect(await offered(3)).toEqual(due.slice(7, 10));
    expect(await offered(100)).toEqual([...due.slice(10), ...due.slice(0, 10)]);
    expect((await pull(2000)).current_count).toBe(20);
  });

  test('a batch is decided element by element, and names what it refused in the order of the request', async () => {
    const elements = [
      { rec_id: 404, sync_stock: 1, stock_change_count: 1 },
      { rec_id: '11', sync_stock: '110', stock_change_count: '1' },
      { sync_stock: 1, stock_change_count: 1 },
      { rec_id: 'eleven', sync_stock: 1, stock_change_count: 1 },
      { rec_id: 12, sync_stock: '120.0000', stock_change_count: '' },
      { rec_id: 13, stock_change_count: 1, syn_status: 0 },
      { rec_id: 14, sync_stock: 140, stock_change_count: 1, syn_status: 7 },
      'nonsense',
      { rec_id: 15, sync_stock: 150, stock_change_count: 99 },
      { rec_id: '1234567890123456789', sync_stock: 1, stock_change_count: 1 },
      { rec_id: 11, sync_stock: '110', stock_change_count: '1' },
    ];
    expect(JSON.parse(await acknowledge(elements))).toEqual({
      code: 0,
      message: 'OK',
      errors: [
        { rec_id: '404', error: '记录不存在' },
        { rec_id: '', error: 'rec_id缺失或无效' },
        { rec_id: 'eleven', error: 'rec_id缺失或无效' },
        { rec_id: '14', error: 'syn_status缺失或无效' },
        { rec_id: '', error: 'stock_sync_list缺失或无效' },
        { rec_id: '1234567890123456789', error: '记录不存在' },
      ],
    });
    const due = await offered(100);
    expect([11, 12, 13, 14, 15].filter((n) => due.includes(n))).toEqual([12, 14, 15]); // 13 failed: delayed
    const { journal } = await stateOf(server);
    expect(journal.slice(-11).map(({ subject, effect }) => `${subject} ${effect}`)).toEqual([
      '404 unknown',
      '11 cleared',
      'null refused',
      'null refused',
      '12 unversioned',
      '13 delayed',
      '14 refused',
      'null refused',
      '15 never issued',
      '9007199254740991 unknown',
      '11 repeated',
    ]);
  });

  test('one element may stand for a list, a list may be written twice over, and the older name will do', async () => {
    expect(await acknowledge({ rec_id: 16, sync_stock: 160, stock_change_count: 1 })).toBe('{"code":0,"message":"OK"}');
    expect(await acknowledge('[{"rec_id":17,"sync_stock":170,"stock_change_count":1}]')).toBe('{"code":0,"message":"OK"}');
    const logistics_list = '[{"rec_id":18,"sync_stock":180,"stock_change_count":1}]';
    expect(await enterprise(server, 'api_goods_stock_change_ack', { logistics_list })).toBe('{"code":0,"message":"OK"}');
    expect((await offered(100)).filter((n) => n >= 16 && n <= 18)).toEqual([]);
  });

  test.for([
    ['[{]', '{"code":1010,"message":"stock_sync_list json格式错误，无法解析"}'],
    ['[] []', '{"code":1010,"message":"stock_sync_list json格式错误，无法解析"}'],
    ['7', '{"code":2830,"message":"参数值无效【stock_sync_list】"}'],
    ['', '{"code":1010,"message":"stock_sync_list json格式错误，无法解析"}'],
    ['[]', '{"code":0,"message":"OK"}'],
    [
      JSON.stringify(Array.from({ length: 2001 }, () => ({}))),
      '{"code":2830,"message":"参数值无效【stock_sync_list】：单次请求最多2000条"}',
    ],
  ] as const)('a list that is no list refuses the whole request: %#', async ([stock_sync_list, answer]) => {
    const before = await stateOf(server);
    expect(await enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list })).toBe(answer);
    expect(await stateOf(server)).toEqual(before);
  });
});
