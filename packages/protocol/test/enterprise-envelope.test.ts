import { describe, expect, test } from 'vitest';
import { enterprise, FieldError } from '../src/index.ts';

const { methods, writeAnswer, writeRefusal, writeCall, readAnswer, EnterpriseRefusal, refuse } = enterprise;

describe('what we write, as exact text', () => {
  test('counts are numbers, columns are text', () => {
    expect(
      writeAnswer(methods.api_goods_stock_change_query, {
        current_count: 1,
        stock_change_list: [
          {
            ...{ rec_id: 2447, shop_id: 1, shop_no: '店/1', goods_id: 'G', spec_id: 'S', goods_no: '', spec_no: '' },
            ...({ erp_spec_type: 'item', erp_spec_id: '9007199254740993', sync_stock: '100', stock_change_count: 338n } as const),
          },
        ],
      }),
    ).toBe(
      '{"code":0,"message":"","current_count":1,"stock_change_list":[{"rec_id":"2447","shop_id":"1","shop_no":"店/1","goods_id":"G","spec_id":"S","goods_no":"","spec_no":"","erp_spec_type":"1","erp_spec_id":"9007199254740993","sync_stock":"100","stock_change_count":"338"}]}',
    );
  });

  test('flags are digits, times are in Beijing, not set is empty', () => {
    expect(
      writeAnswer(methods.logistics_sync_query, {
        total_count: 1,
        trades: [
          {
            ...{
              rec_id: 3296,
              shop_no: 'S1',
              tid: 'T',
              logistics_no: 'L',
              logistics_type: 35,
              logistics_name: '优速物流',
              consign_time: 0,
            },
            ...({ is_part_sync: true, oids: 'a,b', is_need_sync: true, sync_status: 'waiting', sync_time: null } as const),
          },
        ],
      }),
    ).toBe(
      '{"code":0,"message":"","total_count":"1","trades":[{"rec_id":"3296","shop_no":"S1","tid":"T","logistics_no":"L","logistics_type":"35","logistics_name":"优速物流","consign_time":"1970-01-01 08:00:00","is_part_sync":"1","oids":"a,b","is_need_sync":"1","sync_status":"0","sync_time":""}]}',
    );
  });

  test('each acknowledgement has its own text of success', () => {
    expect(writeAnswer(methods.api_goods_stock_change_ack, {})).toBe('{"code":0,"message":"OK"}');
    expect(writeAnswer(methods.logistics_sync_ack, { errors: [{ rec_id: '1', error: '记录不存在' }] })).toBe(
      '{"code":0,"message":"","errors":[{"rec_id":"1","error":"记录不存在"}]}',
    );
  });

  test('a refusal is code and message', () => {
    expect(writeRefusal(refuse.missing('sid'))).toBe('{"code":1001,"message":"缺少必要请求参数【sid】"}');
  });

  test('a call is a form of texts; lists are pure ASCII, empty values are left out', () => {
    expect(
      writeCall(methods.logistics_sync_ack, { logistics_list: [{ rec_id: '3296', status: 'fail', message: '同步失败\u{1f600}' }] }),
    ).toEqual({
      logistics_list: '[{"rec_id":3296,"status":1,"message":"\\u540c\\u6b65\\u5931\\u8d25\\ud83d\\ude00"}]',
    });
    expect(writeCall(methods.logistics_sync_query, { shop_no: '', limit: 100, is_part_sync_able: true })).toEqual({
      limit: '100',
      is_part_sync_able: '1',
    });
    expect(writeCall(methods.api_goods_stock_change_query, { shop_no: '店1' })).toEqual({ shop_no: '店1' });
  });
});

describe('answers of the vendor', () => {
  test('null, empty text, numbers and text stand for each other', () => {
    const body =
      '{"code":"0","message":null,"current_count":"1","stock_change_list":[{"rec_id":1001,"goods_id":null,"spec_id":"","spec_no":"SN1","erp_spec_type":"9","sync_stock":"100.0000","stock_change_count":"338"}]}';
    expect(readAnswer(methods.api_goods_stock_change_query, body)).toMatchObject({
      current_count: 1,
      stock_change_list: [
        {
          rec_id: '1001',
          goods_id: '',
          goods_no: '',
          spec_no: 'SN1',
          erp_spec_type: undefined,
          sync_stock: '100',
          stock_change_count: '338',
        },
      ],
    });
  });

  test('a time or a state that cannot be read does not cost the shipment', () => {
    const row =
      '{"rec_id":"1","tid":"T","logistics_no":"L","logistics_type":"35","is_part_sync":"0","consign_time":"2024-01-01","sync_status":"7","oids":null}';
    expect(readAnswer(methods.logistics_sync_query, `{"code":0,"message":"","trades":[${row}]}`).trades[0]).toMatchObject({
      rec_id: '1',
      consign_time: undefined,
      sync_status: undefined,
      oids: undefined,
    });
  });

  test('a name longer than documented does not cost the page', () => {
    const row = `{"rec_id":"1","tid":"T","logistics_no":"L","logistics_type":"35","is_part_sync":"0","logistics_name":"${'长'.repeat(41)}"}`;
    expect(readAnswer(methods.logistics_sync_query, `{"code":0,"trades":[${row}]}`).trades[0]?.logistics_name).toBe('长'.repeat(41));
  });

  test.each(['{"code":0,"message":"","trades":[]}', '{"code":0,"trades":null}', '{"code":0}', '{"code":0,"trades":""}'])(
    '%s has no shipments',
    (body) => {
      expect(readAnswer(methods.logistics_sync_query, body)).toEqual({ trades: [] });
    },
  );

  test('the errors of an acknowledgement are never overlooked', () => {
    const read = (errors: string) => readAnswer(methods.logistics_sync_ack, `{"code":0,"message":"","errors":${errors}}`);
    expect(read('[{"rec_id":5496,"error":"记录不存在"}]')).toEqual({ errors: [{ rec_id: '5496', error: '记录不存在' }] });
    expect(read('{"rec_id":"1","error":"记录不存在"}')).toEqual({ errors: [{ rec_id: '1', error: '记录不存在' }] });
    for (const none of ['[]', '""', '{}']) expect(read(none)).toEqual({ errors: [] });
    expect(() => read('"记录不存在"')).toThrow(FieldError);
    expect(() => read('1')).toThrow(FieldError);
  });
});

describe('an answer is a success only when it says code 0', () => {
  const read = (body: string) => readAnswer(methods.api_goods_stock_change_ack, body);

  test.each(['{"code":0,"message":"OK"}', '{"code":"0"}', '{"code":0.0}'])('%s is one', (body) => {
    expect(read(body)).toEqual({});
  });

  test.each(['{}', '{"code":null}', '{"code":""}', '{"code":[]}', '{"code":false}', '{"code":"ok"}', '[]', '0', '{"status":0}'])(
    '%s is none',
    (body) => {
      expect(() => read(body)).toThrow(FieldError);
    },
  );

  test.each(['', "{'code':0,'message':'OK',}", '<html>', '{"code":0'])('%s is no answer', (body) => {
    expect(() => read(body)).toThrow(SyntaxError);
  });

  test.each([
    ['{"code":1007,"message":"接口appkey已停用"}', 1007, '接口appkey已停用'],
    ['{"code":"1005"}', 1005, ''],
    ['{"code":1e3}', 1000, ''],
  ])('%s is a refusal', (body, code, message) => {
    expect(() => read(body)).toThrow(EnterpriseRefusal);
    expect(() => read(body)).toThrow(expect.objectContaining({ code, message }));
  });
});
