/** What connectors ask for beside the pools, as exact text: stock, shops, warehouses, carriers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, seedListings, startTestServer, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: Date.parse('2026-11-10T10:00:00+08:00') });
  await seedListings(server, 6); // A1…A6 in S1, 10·n of each in W1
});
afterAll(() => server.close());

const refusal = (status: number, message: string) => JSON.stringify({ status, message });
const refused = (code: number, message: string) => JSON.stringify({ code, message });

describe('queries', () => {
  const ask = (name: string, fields: Record<string, string>) => enterprise(server, name, fields);

  test.each([
    [{}, 2160, 'start_time和end_time为空或不是有效的时间格式'],
    [{ start_time: '2026-01-01 00:00:00' }, 2160, 'start_time和end_time为空或不是有效的时间格式'],
    [{ start_time: '2026-01-01', end_time: '2026-01-02 00:00:00' }, 2160, 'start_time和end_time为空或不是有效的时间格式'],
    [{ start_time: '2026-01-01 00:00:00', end_time: '2026-01-31 00:00:01' }, 2180, 'start_time与end_time时间跨度不能超过最大范围30天'],
    [{ spec_no: 'A1', page_size: '101' }, 2220, 'page_size为正整数，请检查page_size是否为有效值'],
    [{ spec_no: 'A1', page_size: 'x' }, 2220, 'page_size为正整数，请检查page_size是否为有效值'],
    [{ spec_no: 'A1', page_no: '-1' }, 2830, '参数值无效【page_no】'],
    [{ spec_no: 'A1', warehouse_no: 'W9' }, 2830, '仓库不存在【W9】'],
  ])('stock_query with %j is %d', async (fields, code, message) => {
    expect(await ask('stock_query', fields as Record<string, string>)).toBe(refused(code, message));
  });

  test('pages of stock_query meet every level once; the total stands on the first', async () => {
    const range = { start_time: '2026-11-01 00:00:00', end_time: '2026-11-11 10:00:00', page_size: '2' };
    const found: string[] = [];
    for (let page = 0; ; page++) {
      const { stocks, total_count } = JSON.parse(await ask('stock_query', { ...range, page_no: String(page) }));
      expect(total_count !== undefined).toBe(page === 0);
      if (stocks.length === 0) break;
      for (const { spec_no } of stocks) found.push(spec_no);
    }
    expect(found).toHaveLength(new Set(found).size);
    expect(found).toEqual(expect.arrayContaining(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']));
  });

  test('what can be sold is what lies there less what is promised', async () => {
    await put(server, 'items', [{ spec_no: 'A99' }]);
    await put(server, 'levels', [{ spec_no: 'A99', warehouse_no: 'W1', stock_num: '10', lock_num: '1.5', unpay_num: '10' }]);
    const answer = await flagship(server, 'wms.StockSpec.queryAvailableStock', [{ spec_no: 'A99' }], { parameters: { page_size: '9' } });
    expect(JSON.parse(answer).data.stocks[0].num).toBe(-1.5);
  });

  test('disabled shops, warehouses and carriers are told only when asked for', async () => {
    await put(server, 'shops', [{ shop_no: 'S-off', is_disabled: '1' }]);
    await put(server, 'warehouses', [{ warehouse_no: 'W-off', is_disabled: '1', warehouse_type: '3' }]);
    await put(server, 'carriers', [
      { logistics_no: 'ON', logistics_name: 'n', logistics_type: '5' },
      { logistics_no: 'OFF', logistics_name: 'n', is_disabled: '1' },
    ]);
    const paging = { page_size: '10', page_no: '0', calc_total: '1' };
    const query = async (method: string, params: object) =>
      JSON.parse(await flagship(server, method, [params], { parameters: paging })).data;
    const names = (rows: Record<string, string>[], name: string) => rows.map((row) => row[name]);
    expect(names(JSON.parse(await ask('shop', {})).shoplist, 'shop_no')).toEqual(['S1', 'S2']);
    expect(names(JSON.parse(await ask('shop', { is_disabled: '1' })).shoplist, 'shop_no')).toEqual(['S-off']);
    expect((await query('setting.Shop.queryShop', {})).total_count).toBe(3);
    expect(names((await query('setting.Warehouse.queryWarehouse', {})).details, 'warehouse_no')).toEqual(['W1']);
    const all = (await query('setting.Warehouse.queryWarehouse', { hide_delete: 0 })).details;
    expect(all.map(({ warehouse_no, type, is_disabled }: never) => [warehouse_no, type, is_disabled])).toEqual([
      ['W1', 1, false],
      ['W-off', 3, true],
    ]);
    expect((await query('setting.Warehouse.queryWarehouse', { hide_delete: 0, type: 3 })).total_count).toBe(1);
    expect(names((await query('setting.Logistics.queryLogistics', {})).details, 'logistics_no')).toEqual(['ON']);
    expect((await query('setting.Logistics.queryLogistics', { hide_delete: false })).details[1].logistics_type).toBe(-1);
    expect(names(JSON.parse(await ask('logistics', {})).logistics_list, 'logistics_no')).toEqual(['ON', 'OFF']);
  });

  test('flagship ranges and pages', async () => {
    const method = 'wms.StockSpec.queryAvailableStock';
    const parameters = { page_size: '10', page_no: '0' };
    const range = (start_time: string, end_time: string) => flagship(server, method, [{ start_time, end_time }], { parameters });
    expect(await range('2026-11-01 00:00:00', '2026-12-01 00:00:01')).toBe(refusal(100, '您的查询时间过宽,查询时间不能大于30天'));
    expect(await range('2026/11/01 00:00:00', '2026-12-01 00:00:00')).toBe(refusal(100, 'Unparseable date: 2026/11/01 00:00:00'));
    expect(await flagship(server, method, [{ spec_no: ['A1'] }], { parameters })).toBe(refusal(1, 'argument type mismatch'));
    expect(await flagship(server, method, [{ spec_no: 'A1' }])).toBe(refusal(100, `此方法仅支持分页查询：${method}`));
  });
});
