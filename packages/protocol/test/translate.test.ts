/** Between both editions' fields and the model's words. */
import type { Shipment, StockChange } from '@tongbu/model';
import { describe, expect, test } from 'vitest';
import { enterprise, flagship, LONGEST_OIDS, oidsText, PLACEHOLDER, toCount, toId } from '../src/index.ts';

const T = Date.parse('2026-11-10T10:00:00+08:00');

const change: StockChange = {
  ...{ listing: 2447, shop: 3, shopNo: 'S1', goodsId: 'G', specId: 'S', goodsNo: 'GN', specNo: 'SN', matchCode: 'MC' },
  ...{ target: 'suite', targetId: 7, status: 'onSale', version: 54, quantity: '12', lastQuantity: '10.5', lastAt: T, shown: '10.5' },
  rule: {
    ...{ id: 1, no: 'default', warehouses: [6, 12, 11], mask: 17344, percent: 90 },
    ...{ plus: '1', min: '0.5', max: '0', autoListing: true, autoDelisting: false },
  },
};

const shipment: Shipment = {
  ...{ shipment: 88950, shop: 3, shopNo: 'S1', tradeId: 952727, tid: 'T1', oids: ['a', 'b'], part: true, trackingNumber: 'L1' },
  ...{ carrier: { code: 'YS001', name: '优速快递', type: 35 }, deliveryTerm: 1, goodsCount: '2', shippedAt: T, createdAt: T + 1000 },
  ...{ state: 'pending', retries: 2, message: '稍后' },
};

describe('flagship', () => {
  test('a listing becomes the row of calcStock', () => {
    const answer = flagship.writeAnswer(flagship.methods['sales.StockSync.calcStock'], { data: flagship.stockRow(change) });
    expect(answer).toBe(
      '{"status":0,"data":{"rec_id":2447,"shop_id":3,"platform_id":127,"sub_platform_id":0,"goods_id":"G","spec_id":"S","outer_id":"GN","spec_outer_id":"SN","match_code":"MC","match_target_type":2,"match_target_id":7,"status":1,"stock_num":10.5,"syn_stock":12,"stock_change_count":54,"last_syn_num":10.5,"last_syn_time":"2026-11-10 10:00:00","list_time":"","delist_time":"","stock_syn_rule_id":1,"stock_syn_rule_no":"default","stock_syn_warehouses":"6,12,11","stock_syn_mask":17344,"stock_syn_percent":90,"stock_syn_plus":1,"stock_syn_min":0.5,"stock_syn_max":0,"is_auto_listing":1,"is_auto_delisting":0,"mask":0,"reserve_s":""}}',
    );
  });

  test('a listing never synchronised has −1 and no time', () => {
    expect(flagship.stockRow({ ...change, lastQuantity: null, lastAt: null })).toMatchObject({ last_syn_num: '-1', last_syn_time: '' });
  });

  test('the method decides the outcome, whatever is_syn_success says', () => {
    const method = flagship.methods['sales.StockSync.syncFail'];
    const { request } = flagship.readCall(method, '[2447,{"syn_stock":"5.0000","stock_change_count":54.0,"is_syn_success":1}]', undefined);
    const named = { listing: 2447, version: 54, quantity: '5' };
    expect(flagship.stockAcknowledgement(request, 'fail')).toEqual({ ...named, outcome: 'fail', message: '库存同步失败' });
    expect(flagship.stockAcknowledgement(request, 'success')).toEqual({ ...named, outcome: 'success', message: '库存同步成功' });
  });

  test('no version and no quantity are null, an empty reason stays empty', () => {
    const { request } = flagship.readCall(flagship.methods['sales.StockSync.syncSuccess'], '["9",{"syn_result":""}]', undefined);
    expect(flagship.stockAcknowledgement(request, 'success')).toEqual({
      listing: 9,
      outcome: 'success',
      version: null,
      quantity: null,
      message: '',
    });
  });

  test('a shipment becomes a row; pieces are told of a split one only', () => {
    const list = flagship.methods['sales.LogisticsSync.getSyncListExt'];
    const written = (row: Shipment) => flagship.writeAnswer(list, { data: [flagship.shipmentRow(row)] });
    expect(written(shipment)).toBe(
      '{"status":0,"data":[{"sync_id":88950,"tid":"T1","logistics_no":"L1","logistics_code":"YS001","logistics_name":"优速快递","is_part_sync":1,"oids":"a,b","trade_id":952727,"platform_id":127,"created":"2026-11-10 10:00:01","goods_count":2}]}',
    );
    expect(written({ ...shipment, part: false, oids: [] })).toContain('"is_part_sync":0,"oids":""');
    expect(written({ ...shipment, part: false })).not.toContain('goods_count');
    expect(written({ ...shipment, goodsCount: null })).not.toContain('goods_count');
  });

  test.each([
    ['{"sync_id":1,"status":0}', { shipment: 1, outcome: 'success', message: '' }],
    ['{"sync_id":"1","status":"-100","error_msg":"x"}', { shipment: 1, outcome: 'retry', message: 'x' }],
    ['{"sync_id":1,"status":2,"error_msg":null}', { shipment: 1, outcome: 'fail', message: '' }],
    ['{"sync_id":12345678901234567890,"status":0}', { shipment: Number.MAX_SAFE_INTEGER, outcome: 'success', message: '' }],
    ['{"sync_id":1}', { shipment: 1, refused: '同步结果状态为空!' }],
    ['{"sync_id":1,"status":""}', { shipment: 1, refused: '同步结果状态为空!' }],
    ['{"sync_id":1,"status":1}', { shipment: 1, refused: '同步结果状态错误: 1 (sync_id: 1)' }],
    ['{"sync_id":1,"status":"done"}', { shipment: 1, refused: '同步结果状态错误: done (sync_id: 1)' }],
    ['{"sync_id":1,"status":"\\u0000x"}', { shipment: 1, refused: '同步结果状态错误: x (sync_id: 1)' }],
    ['{"sync_id":1,"status":false}', { shipment: 1, refused: '同步结果状态错误: false (sync_id: 1)' }],
    ['{"sync_id":1,"status":[]}', { shipment: 1, refused: '同步结果状态错误: a list (sync_id: 1)' }],
    ['{"status":0}', { shipment: null, refused: '物流同步id为空!' }],
    ['{"sync_id":"","status":0}', { shipment: null, refused: '物流同步id为空!' }],
    ['{"sync_id":"abc","status":0}', { shipment: null, refused: '物流同步id错误: abc' }],
    ['null', { shipment: null, refused: '物流同步id为空!' }],
    ['{"sync_id":1,"status":0,"error_msg":{}}', { shipment: 1, refused: 'error_msg错误: an object (sync_id: 1)' }],
  ])('%s is understood', (json, expected) => {
    const { syncList } = flagship.readCall(flagship.methods['sales.LogisticsSync.update'], `[[${json}]]`, undefined).request;
    expect(syncList.map(flagship.shipmentAcknowledgement)).toEqual([{ outcome: 'fail', message: '', ...expected }]);
  });

  test('an unknown shipment is named', () => {
    expect(flagship.unknownShipment('12345678901234567890')).toBe('物流同步记录不存在: 12345678901234567890');
  });
});

describe('enterprise', () => {
  test('a listing becomes a row of text', () => {
    expect(
      enterprise.writeAnswer(enterprise.methods.api_goods_stock_change_query, {
        current_count: 1,
        stock_change_list: [enterprise.stockRow(change)],
      }),
    ).toBe(
      '{"code":0,"message":"","current_count":1,"stock_change_list":[{"rec_id":"2447","shop_id":"3","shop_no":"S1","goods_id":"G","spec_id":"S","goods_no":"GN","spec_no":"SN","erp_spec_type":"2","erp_spec_id":"7","sync_stock":"12","stock_change_count":"54"}]}',
    );
  });

  test('a shipment becomes a row with the columns of both client families', () => {
    const written = (row: Shipment) =>
      enterprise.writeAnswer(enterprise.methods.logistics_sync_query, { total_count: 1, trades: [enterprise.shipmentRow(row)] });
    expect(written(shipment)).toBe(
      '{"code":0,"message":"","total_count":"1","trades":[{"rec_id":"88950","shop_no":"S1","tid":"T1","logistics_no":"L1","logistics_type":"35","logistics_name":"优速快递","logistics_code_erp":"YS001","logistics_name_erp":"优速快递","delivery_term":"1","consign_time":"2026-11-10 10:00:00","is_part_sync":"1","oids":"a,b","platform_id":"127","trade_id":"952727","contact":"","mobile":"","telno":"","address":"","is_need_sync":"1","sync_status":"0","stockout_id":"0","logistics_id":"0","is_last":"0","description":"","sync_time":"","error_code":"","error_msg":"稍后","try_times":"3","modified":"2026-11-10 10:00:01","created":"2026-11-10 10:00:01"}]}',
    );
    expect(written({ ...shipment, part: false })).toContain('"is_part_sync":"0","oids":""');
  });

  test.each([
    ['{"rec_id":"1","sync_stock":"100","stock_change_count":"338"}', { listing: 1, outcome: 'success', version: 338, quantity: '100' }],
    [
      '{"rec_id":1,"sync_stock":"6.0000","stock_change_count":"","syn_status":0}',
      { listing: 1, outcome: 'fail', version: null, quantity: '6' },
    ],
    ['{"rec_id":1,"sync_stock":"many","stock_change_count":"x"}', { listing: 1, outcome: 'success', version: null, quantity: null }],
    ['{"rec_id":"1234567890123456789"}', { listing: Number.MAX_SAFE_INTEGER, outcome: 'success', version: null, quantity: null }],
    ['{"stock_change_count":1}', { listing: null, outcome: 'fail', version: null, quantity: null, refused: 'rec_id缺失或无效' }],
    ['{"rec_id":1,"syn_status":2}', { listing: 1, outcome: 'fail', version: null, quantity: null, refused: 'syn_status缺失或无效' }],
  ])('%s is understood', (json, expected) => {
    const form = { stock_sync_list: `[${json}]` };
    const { stock_sync_list } = enterprise.readCall(enterprise.methods.api_goods_stock_change_ack, form);
    expect(stock_sync_list.map(enterprise.stockAcknowledgement)).toEqual([{ message: '', ...expected }]);
  });

  test.each([
    ['{"rec_id":"1","status":"0","message":"同步成功"}', { shipment: 1, outcome: 'success', message: '同步成功' }],
    ['{"rec_id":1,"status":1}', { shipment: 1, outcome: 'fail', message: '' }],
    ['{"rec_id":1}', { shipment: 1, outcome: 'fail', message: '', refused: 'status缺失或无效' }],
    ['{"rec_id":1,"status":-100}', { shipment: 1, outcome: 'fail', message: '', refused: 'status缺失或无效' }],
    ['{"status":0}', { shipment: null, outcome: 'fail', message: '', refused: 'rec_id缺失或无效' }],
  ])('%s is understood', (json, expected) => {
    const { logistics_list } = enterprise.readCall(enterprise.methods.logistics_sync_ack, { logistics_list: `[${json}]` });
    expect(logistics_list.map(enterprise.shipmentAcknowledgement)).toEqual([expected]);
  });
});

describe('the column oids', () => {
  test('holds 208 characters; a longer list is a placeholder with the time of the record', () => {
    const fits = { oids: ['x'.repeat(100), 'y'.repeat(107)], createdAt: T };
    expect(oidsText(fits)).toHaveLength(LONGEST_OIDS);
    expect(oidsText({ ...fits, oids: [...fits.oids, ''] })).toBe('!!!!:2026-11-10 10:00:00');
    expect(oidsText({ oids: [], createdAt: T })).toBe('');
    expect(PLACEHOLDER).toBe('!!!!');
  });
});

describe('numbers that no record has break nothing', () => {
  test.each([
    ['0', 0],
    ['-1', -1],
    ['2147483647', 2147483647],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740991],
    ['9'.repeat(40), 9007199254740991],
    [`-${'9'.repeat(40)}`, -9007199254740991],
  ])('%s is %i', (digits, number) => {
    expect([toCount(digits), toId(digits)]).toEqual([number, number]);
  });

  test('a record that was not named is null', () => {
    expect(toId(undefined)).toBeNull();
  });
});
