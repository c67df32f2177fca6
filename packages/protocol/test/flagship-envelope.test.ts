import { describe, expect, test } from 'vitest';
import { FieldError, flagship } from '../src/index.ts';
import { documentedExamples } from './data.ts';

const { methods, writeAnswer, writeRefusal, writeCall, readAnswer, FlagshipRefusal, refuse } = flagship;

describe('what we write, as exact text', () => {
  test('a success of a method without data is status 0 and nothing else', () => {
    expect(writeAnswer(methods['sales.StockSync.syncSuccess'], {})).toBe('{"status":0}');
    expect(writeAnswer(methods['sales.StockSync.cancelSync'], {})).toBe('{"status":0}');
  });

  test('ids and decimals are numbers, flags of calcStock are 1 and 0, of the batch true and false', () => {
    const row = {
      ...{
        rec_id: '2447',
        shop_id: 1,
        platform_id: 127,
        sub_platform_id: 0,
        goods_id: 'lz3',
        spec_id: '规/"1',
        outer_id: '',
        spec_outer_id: '',
      },
      ...({
        match_code: '',
        match_target_type: 'suite',
        match_target_id: 7,
        status: 'offSale',
        stock_num: '0.5',
        syn_stock: '12',
      } as const),
      ...{
        stock_change_count: '9007199254740993',
        last_syn_num: '-1',
        last_syn_time: '',
        list_time: '',
        delist_time: '',
        stock_syn_rule_id: -10000,
      },
      ...{ stock_syn_rule_no: '', stock_syn_warehouses: '6,12', stock_syn_mask: 17344, stock_syn_percent: 100, stock_syn_plus: '1.0000' },
      ...{ stock_syn_min: '-0', stock_syn_max: '999999999999999.9999', is_auto_listing: true, is_auto_delisting: false, mask: 0 },
    };
    const start =
      '"rec_id":2447,"shop_id":1,"platform_id":127,"sub_platform_id":0,"goods_id":"lz3","spec_id":"规/\\"1","outer_id":"","spec_outer_id":"","match_code":"","match_target_type":2,"match_target_id":7,"status":2,"stock_num":0.5,"syn_stock":12,"stock_change_count":9007199254740993,"last_syn_num":-1,"last_syn_time":"","list_time":"","delist_time":"","stock_syn_rule_id":-10000,"stock_syn_rule_no":"","stock_syn_warehouses":"6,12","stock_syn_mask":17344,"stock_syn_percent":100,"stock_syn_plus":1,"stock_syn_min":0,"stock_syn_max":999999999999999.9999';
    expect(writeAnswer(methods['sales.StockSync.calcStock'], { data: row })).toBe(
      `{"status":0,"data":{${start},"is_auto_listing":1,"is_auto_delisting":0,"mask":0}}`,
    );
    expect(writeAnswer(methods['sales.StockSync.batchCalcStock'], { data: { success_date: [row], error_date: [] } })).toBe(
      `{"status":0,"data":{"success_date":[{${start},"is_auto_listing":true,"is_auto_delisting":false,"mask":0}],"error_date":[]}}`,
    );
  });

  test('total stands beside an array, and only where it was asked for', () => {
    const list = methods['sales.LogisticsSync.getSyncListExt'];
    expect(writeAnswer(list, { data: [] })).toBe('{"status":0,"data":[]}');
    expect(writeAnswer(list, { total: 0, data: [] })).toBe('{"status":0,"total":0,"data":[]}');
  });

  test('a refusal is status and message', () => {
    expect(writeRefusal(refuse.cancel())).toBe('{"status":100,"message":"取消失败"}');
    expect(writeRefusal(refuse.timestampForm('"\n'))).toBe('{"status":1,"message":"For input string: \\"\\"\\n\\""}');
  });

  test('a call is one array, its arguments in the order of the definition', () => {
    expect(writeCall(methods['sales.StockSync.calcStock'], { forceSync: false, apiGoodsId: '1234567890123456789' })).toBe(
      '[1234567890123456789,false]',
    );
    expect(writeCall(methods['sales.StockSync.cancelSync'], { apiGoodsId: 178238, stockChangeCount: -1 })).toBe('[178238,-1]');
    expect(writeCall(methods['sales.LogisticsSync.update'], { syncList: [{ sync_id: 88950, status: 'retry', error_msg: '稍后' }] })).toBe(
      '[[{"sync_id":88950,"status":-100,"error_msg":"稍后"}]]',
    );
    expect(
      writeCall(methods['sales.LogisticsSync.getSyncListExt'], { params: { shop_no: 'S1', is_own_platform: true, is_part_sync: true } }),
    ).toBe('[{"shop_no":"S1","is_own_platform":true,"is_part_sync":1}]');
    expect(writeCall(methods['sales.LogisticsSync.getSyncListExt'], {})).toBe('[]');
    expect(() => writeCall(methods['sales.StockSync.calcStock'], { apiGoodsId: 1 } as never)).toThrow(TypeError);
  });
});

describe('answers of the vendor', () => {
  const failures = new Map([
    ['disabled goods', [100, '货品id:jitx002规格Id:jitx002 已停用或者未开启同步']],
    ['internal failure, quotes repaired', [1064, ' Unknown Database Error']],
    ['refused', [100, '取消失败']],
    ['goods.ApiGoods.upload: shop error', [100, '店铺不存在/无权限/类型错误']],
    ['sales.RawTrade.pushSelf: shop error', [100, '店铺编号不存在或已停用']],
    ['nothing usable', [100, '商家编码全不存在或都已删除']],
    ['error, copied from another method', [100, '参数中必须包含起止时间']],
  ]);
  const ours = documentedExamples.filter((example) => Object.hasOwn(methods, example.method) && example.response_body !== undefined);

  test.each(ours)('$method: $case is read', (example) => {
    const read = () => readAnswer(methods[example.method as keyof typeof methods], example.response_body as string);
    const failure = failures.get(example.case) ?? failures.get(`${example.method}: ${example.case}`);
    if (failure) expect(read).toThrow(expect.objectContaining({ status: failure[0], message: failure[1] }));
    else expect(read()).toBeTypeOf('object');
  });

  test.each(documentedExamples.filter((example) => Object.hasOwn(methods, example.method) && example.request_body !== undefined))(
    '$method: the request of $case is read',
    ({ method, request_body, paging }) => {
      const page = paging && { size: paging.page_size, page: paging.page_no, total: true };
      expect(flagship.readCall(methods[method as keyof typeof methods], request_body as string, page).request).toBeTypeOf('object');
    },
  );

  test('a batch without its envelope, or with an empty object for no row, is read', () => {
    const batch = methods['sales.StockSync.batchCalcStock'];
    const expected = { data: { success_date: [], error_date: [{ rec_id: '2447', err_msg: 'force_sync' }] } };
    const inner = '"success_date":[{}],"error_date":[{"err_msg":"force_sync","rec_id":2447}]';
    for (const body of [`{${inner}}`, `{"status":0,${inner}}`, `{"status":0,"data":{${inner}}}`])
      expect(readAnswer(batch, body)).toEqual(expected);
  });

  test('rows and texts that are left out are none; a position that is left out is unknown', () => {
    expect(readAnswer(methods['sales.LogisticsSync.update'], '{"status":0}')).toEqual({ data: [] });
    expect(readAnswer(methods['sales.LogisticsSync.getSyncListExt'], '{"status":"0","data":null}')).toEqual({ data: [] });
    expect(readAnswer(methods['sales.StockSync.getSelfWaitSyncIdListOpen'], '{"status":0,"data":{"id_list":[]}}')).toEqual({
      data: { id_list: [] },
    });
    const shipment = '{"sync_id":1,"tid":"T","logistics_no":"L","logistics_code":null,"is_part_sync":0,"trade_id":1,"platform_id":127}';
    expect(readAnswer(methods['sales.LogisticsSync.getSyncListExt'], `{"status":0,"data":[${shipment}]}`).data[0]).toMatchObject({
      logistics_code: '',
      logistics_name: '',
      oids: '',
    });
  });
});

describe('an answer is a success only when it says status 0', () => {
  const read = (body: string) => readAnswer(methods['sales.StockSync.syncSuccess'], body);

  test.each(['{"status":0}', '{"status":"0"}', '{"status":0,"message":null,"data":[]}', ' {"status":0.0} '])('%s is one', (body) => {
    expect(read(body)).toEqual({});
  });

  test.each([
    '{}',
    '{"status":null}',
    '{"status":""}',
    '{"status":[]}',
    '{"status":false}',
    '{"status":{}}',
    '{"status":0.5}',
    '[]',
    '0',
    'null',
    '[{"status":0}]',
  ])('%s is none', (body) => {
    expect(() => read(body)).toThrow(FieldError);
  });

  test.each(['', 'OK', '<html>', '{"status":0', '{"status":0}x', '{“status”:1064}'])('%s is no answer', (body) => {
    expect(() => read(body)).toThrow(SyntaxError);
  });

  test.each([
    ['{"status":100,"message":"取消失败"}', 100, '取消失败'],
    ['{"status":"1064","message":" Unknown Database Error"}', 1064, ' Unknown Database Error'],
    ['{"status":1}', 1, ''],
    ['{"status":-1,"message":5}', -1, '5'],
    [`{"status":99,"message":"${'长'.repeat(300)}"}`, 99, '长'.repeat(300)],
  ])('%s is a refusal', (body, status, message) => {
    expect(() => read(body)).toThrow(FlagshipRefusal);
    expect(() => read(body)).toThrow(expect.objectContaining({ status, message }));
  });
});
