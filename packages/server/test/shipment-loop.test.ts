/** The shipment loop over the wire, on both editions: what is offered, what a report does, and what it is answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

const MINUTE = 60_000;
const LONG = Array.from({ length: 30 }, (_, i) => `sub-order-${i}`);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: 1_800_000_000_000 });
  await put(server, 'shops', [{ shop_no: 'S1' }, { shop_no: 'S2' }]);
  const row = (n: number, rest: Record<string, string> = {}) => ({
    shop_no: 'S1',
    tid: `T${n}`,
    logistics_no: `ZT${n}`,
    logistics_code: 'ZTO',
    logistics_name: '中通快递',
    logistics_type: '5',
    ...rest,
  });
  await put(server, 'shipments', [
    ...Array.from({ length: 12 }, (_, i) => row(i + 1)),
    row(13, { oids: 'a;b', goods_count: '3.5' }),
    row(13, { oids: 'c', logistics_no: 'ZT13c' }),
    row(14, { oids: LONG.join(',') }),
    row(15, { shop_no: 'S2' }),
    ...Array.from({ length: 8 }, (_, i) => row(i + 21, { shop_no: 'S2' })),
  ]);
});
afterAll(() => server.close());

interface Row {
  sync_id: number;
  oids: string;
}
async function page(params: object, size = 100, number = 0, total = false): Promise<{ total?: number; data: Row[] }> {
  const parameters = { page_size: String(size), page_no: String(number), calc_total: total ? '1' : '0' };
  return JSON.parse(await flagship(server, 'sales.LogisticsSync.getSyncListExt', [{ is_own_platform: true, ...params }], { parameters }));
}
const ids = async (params: object, size = 100, number = 0) => (await page(params, size, number)).data.map(({ sync_id }) => sync_id);
const isListed = async (id: number) => (await ids({ tid: `T${id}` })).includes(id);
const report = async (elements: unknown) => JSON.parse(await flagship(server, 'sales.LogisticsSync.update', [elements])).data;
const acknowledge = (elements: unknown) => enterprise(server, 'logistics_sync_ack', { logistics_list: JSON.stringify(elements) });
const effects = async (id: number) =>
  (await stateOf(server)).journal.filter(({ subject, event }) => subject === id && event !== 'created').map(({ effect }) => effect);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('flagship', () => {
  test('pages are stable, counted when asked, and filtered by each filter', async () => {
    expect(await ids({}, 10, 0)).toEqual(range(1, 10));
    expect(await ids({}, 10, 2)).toEqual(range(21, 24));
    expect(await page({}, 10, 3, true)).toEqual({ status: 0, total: 24, data: [] });
    expect(await page({}, 1, 0)).not.toHaveProperty('total');
    expect((await page({ shop_no: 'S2' }, 2, 0, true)).total).toBe(9);
    expect(await ids({ shop_no: '' })).toHaveLength(24);
    expect(await ids({ tid: 'T13' })).toEqual([13, 14]);
    expect(await ids({ logistics_no: 'ZT13c' })).toEqual([14]);
    expect(await ids({ is_part_sync: 1 })).toEqual([13, 14, 15]);
    expect(await ids({ is_part_sync: 'false', shop_no: 'S2', tid: 'T15' })).toEqual([16]);
    expect((await page({ is_part_sync: true, tid: 'T13' }, 1, 0, true)).total).toBe(2);
    expect(await page({ is_own_platform: false }, 10, 0, true)).toEqual({ status: 0, total: 0, data: [] });
  });

  test('a row says exactly this', async () => {
    const parameters = { page_size: '10', page_no: '0', calc_total: '1' };
    const ask = (tid: string) =>
      flagship(server, 'sales.LogisticsSync.getSyncListExt', [{ is_own_platform: 1, tid }], { parameters: { ...parameters } });
    expect(await ask('T1')).toBe(
      '{"status":0,"total":1,"data":[{"sync_id":1,"tid":"T1","logistics_no":"ZT1","logistics_code":"ZTO","logistics_name":"中通快递","is_part_sync":0,"oids":"","trade_id":1,"platform_id":127,"created":"2027-01-15 16:00:00"}]}',
    );
    expect(await ask('T13')).toBe(
      '{"status":0,"total":2,"data":[{"sync_id":13,"tid":"T13","logistics_no":"ZT13","logistics_code":"ZTO","logistics_name":"中通快递","is_part_sync":1,"oids":"a,b","trade_id":13,"platform_id":127,"created":"2027-01-15 16:00:00","goods_count":3.5},{"sync_id":14,"tid":"T13","logistics_no":"ZT13c","logistics_code":"ZTO","logistics_name":"中通快递","is_part_sync":1,"oids":"c","trade_id":14,"platform_id":127,"created":"2027-01-15 16:00:00"}]}',
    );
  });

  test('paging may stand in the body, as one client sends it', async () => {
    const body = [{ is_own_platform: true }, { page_size: 2, page_no: '1', calc_total: true }];
    const answer = JSON.parse(await flagship(server, 'sales.LogisticsSync.getSyncListExt', body));
    expect([answer.total, answer.data.map(({ sync_id }: Row) => sync_id)]).toEqual([24, [3, 4]]);
  });

  test('a list over 208 characters travels as a placeholder, and is told when asked for', async () => {
    const [row] = (await page({ tid: 'T14' })).data;
    expect(LONG.join(',').length).toBeGreaterThan(208);
    expect(row?.oids).toBe('!!!!:2027-01-15 16:00:00');
    const special = (...args: unknown[]) => flagship(server, 'sales.LogisticsSync.getSpecialOids', args);
    expect(await special(15, 127, 'T14', row?.oids)).toBe(
      `{"status":0,"data":{"code":0,"message":"ok","oids":${JSON.stringify(LONG.join(','))}}}`,
    );
    expect(await special(15, 127, 'T14', 'x,y')).toBe('{"status":0,"data":{"code":0,"message":"ok","oids":"x,y"}}');
    const NONE = '{"status":0,"data":{"code":1,"message":"获取子订单号失败","oids":""}}';
    expect([await special(16, 127, 'T14', '!!!!'), await special('9223372036854775807', 127, 'T14', '!!!!')]).toEqual([NONE, NONE]);
  });

  test('success settles for good: later words change nothing and are no errors', async () => {
    expect(await report([{ sync_id: '1', status: '0', error_msg: '' }])).toEqual([]);
    for (const status of [0, 2, -100]) expect(await report([{ sync_id: 1, status }])).toEqual([]);
    expect(await isListed(1)).toBe(false);
    expect(await effects(1)).toEqual(['done', 'repeated', 'settled', 'settled']);
  });

  test('a failure leaves the list, and a success after it is still accepted', async () => {
    expect(await report([{ sync_id: 2, status: 2, error_msg: '订单已关闭'.repeat(60) }])).toEqual([]);
    expect(await isListed(2)).toBe(false);
    expect(await report([{ sync_id: 2, status: -100 }])).toEqual([]);
    expect(await isListed(2)).toBe(false);
    expect(await report([{ sync_id: 2, status: 0 }])).toEqual([]);
    expect(await effects(2)).toEqual(['failed', 'settled', 'done']);
    const { journal } = await stateOf(server);
    expect(journal.find(({ subject, effect }) => subject === 2 && effect === 'failed')?.detail).toBe('订单已关闭'.repeat(40));
  });

  test('again later means 1, 2, 5, 15, then 30 minutes, and the total leaves out what is delayed', async () => {
    for (const minutes of [1, 2, 5, 15, 30, 30]) {
      expect(await report([{ sync_id: 3, status: -100, error_msg: '商城维护' }])).toEqual([]);
      expect(await report([{ sync_id: 3, status: -100, error_msg: '商城维护' }])).toEqual([]);
      expect((await page({ tid: 'T3' }, 1, 0, true)).total).toBe(0);
      expect((await page({ shop_no: 'S1' }, 1, 0, true)).total).toBe(12);
      server.clock.now += minutes * MINUTE - 1000;
      expect(await isListed(3)).toBe(false);
      server.clock.now += 1000;
      expect(await isListed(3)).toBe(true);
    }
    expect((await page({ shop_no: 'S1' }, 1, 0, true)).total).toBe(13);
  });

  test('a mixed batch has one text for each refused element, in order, and the others are applied', async () => {
    const elements = [
      { sync_id: 404, status: 0 },
      { sync_id: 4, status: 0 },
      { sync_id: 5 },
      { sync_id: 6, status: 1 },
      { status: 0 },
      { sync_id: '', status: 0 },
      { sync_id: 'x', status: 0 },
      7,
      { sync_id: '1234567890123456789', status: 2 },
      { sync_id: 7, status: '2', error_msg: '' },
      { sync_id: 7, status: 0 },
    ];
    expect(await report(elements)).toEqual([
      '物流同步记录不存在: 404',
      '同步结果状态为空!',
      '同步结果状态错误: 1 (sync_id: 6)',
      '物流同步id为空!',
      '物流同步id为空!',
      '物流同步id错误: x',
      '物流同步id为空!',
      '物流同步记录不存在: 1234567890123456789',
    ]);
    expect(await Promise.all([4, 5, 6, 7].map(isListed))).toEqual([false, true, true, false]);
    expect(await effects(7)).toEqual(['failed', 'done']);
    expect(await report([])).toEqual([]);
    const many = Array.from({ length: 1001 }, () => ({ sync_id: 8, status: 0 }));
    expect(await flagship(server, 'sales.LogisticsSync.update', [many])).toBe('{"status":100,"message":"单次请求最多1000条"}');
    expect(await isListed(8)).toBe(true);
  });

  test('a correction replaces the record: the old number settles nothing', async () => {
    const carrier = { logistics_code: 'ZTO', logistics_name: '中通快递', logistics_type: '5' };
    await put(server, 'shipments', [{ shop_no: 'S1', tid: 'T8', logistics_no: 'ZT8-corrected', ...carrier }]);
    expect(await ids({ tid: 'T8' })).toEqual([25]);
    expect(await report([{ sync_id: 8, status: 0 }])).toEqual([]);
    expect(await ids({ tid: 'T8' })).toEqual([25]);
    expect(await effects(8)).toEqual(['replaced', 'settled']);
  });
});

describe('enterprise', () => {
  const pull = async (fields: Record<string, string>) =>
    JSON.parse(await enterprise(server, 'logistics_sync_query', fields)) as { total_count: string; trades: { rec_id: string }[] };
  const offered = async (fields: Record<string, string>) => (await pull(fields)).trades.map(({ rec_id }) => Number(rec_id));

  test('queries go on after the last one offered and wrap, for each shop by itself', async () => {
    const S2 = { shop_no: 'S2', limit: '4' };
    expect([await offered(S2), await offered(S2), await offered(S2)]).toEqual([range(16, 19), range(20, 23), [24, 16, 17, 18]]);
    expect(await offered({ limit: '3' })).toEqual([3, 5, 6]);
    expect(await offered({ limit: '3' })).toEqual([9, 10, 11]);
    expect(await offered(S2)).toEqual(range(19, 22));
    expect((await pull({ shop_no: 'S2' })).total_count).toBe('9');
    expect(await offered({ shop_no: 'S1', is_part_sync_able: '0', limit: '1000' })).toEqual([3, 5, 6, 9, 10, 11, 12, 25]);
    expect((await pull({ shop_no: 'S1', is_part_sync_able: '0' })).total_count).toBe('8');
    expect(await offered({ shop_no: 'S1', is_part_sync_able: '1', limit: '-3' })).toEqual([3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 25]);
  });

  const SETTLED = '非待同步状态,不可更新';
  test('a settled record refuses every later word but a success after a failure', async () => {
    const say = async (rec_id: number, status: number) => JSON.parse(await acknowledge([{ rec_id, status, message: '同步失败' }])).errors;
    const settled = (rec_id: number) => [{ rec_id: String(rec_id), error: SETTLED }];
    expect([await say(16, 0), await say(16, 0), await say(16, 1)]).toEqual([[], settled(16), settled(16)]);
    expect([await say(17, 1), await say(17, 1), await say(17, 0), await say(17, 0)]).toEqual([[], settled(17), [], settled(17)]);
    expect(await say(8, 0)).toEqual(settled(8)); // replaced above
    expect(await offered({ shop_no: 'S2' })).not.toContain(16);
  });

  test('a batch is decided element by element, and the other edition’s outcomes are none', async () => {
    const elements = [
      { rec_id: 404, status: 0 },
      { rec_id: '18', status: '0', message: '同步成功' },
      { rec_id: 19, status: 2 },
      { rec_id: 20, status: -100 },
      { rec_id: 21 },
      { rec_id: 22, status: '' },
      { status: 0 },
      { rec_id: 23, status: true, message: null },
      { rec_id: 18, status: 0 },
      { rec_id: '99999999999999999999', status: 0 },
    ];
    expect(await acknowledge(elements)).toBe(
      `{"code":0,"message":"","errors":[${[
        ['404', '记录不存在'],
        ['19', 'status缺失或无效'],
        ['20', 'status缺失或无效'],
        ['21', 'status缺失或无效'],
        ['22', 'status缺失或无效'],
        ['', 'rec_id缺失或无效'],
        ['18', SETTLED],
        ['99999999999999999999', '记录不存在'],
      ]
        .map(([rec_id, error]) => `{"rec_id":"${rec_id}","error":"${error}"}`)
        .join(',')}]}`,
    );
    // `true` is 1, as booleans are everywhere: 23 has failed.
    expect((await offered({ shop_no: 'S2' })).sort()).toEqual([19, 20, 21, 22, 24]);
  });
});
