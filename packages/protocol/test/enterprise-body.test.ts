import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enterprise, type Method } from '../src/index.ts';

const { methods, readCall, EnterpriseRefusal } = enterprise;

const read = (name: keyof typeof methods, form: Record<string, string>) =>
  readCall(methods[name] as Method, form) as Record<string, unknown>;
const refusal = (code: number, message: string) => expect.objectContaining({ name: 'EnterpriseRefusal', code, message });

describe('a list in a form field', () => {
  const element = { rec_id: '1', sync_stock: '100', stock_change_count: '338', syn_status: 'success' };
  const ack = (stock_sync_list: string) => read('api_goods_stock_change_ack', { stock_sync_list });

  test.each([
    ['text for every value', '[{"rec_id":"1","sync_stock":"100","stock_change_count":"338"}]'],
    ['numbers', '[{"rec_id":1,"sync_stock":100,"stock_change_count":338}]'],
    ['places', '[{"rec_id":"1","sync_stock":"100.0000","stock_change_count":"338.0000"}]'],
    ['blanks and Python separators', ' [{"rec_id": " 1 ", "sync_stock": "100 ", "stock_change_count": 338}] '],
    ['escapes', '[{"rec_id":"\\u0031","sync_stock":"100","stock_change_count":"338"}]'],
    ['unknown members', '[{"rec_id":"1","sync_stock":"100","stock_change_count":"338","shop_no":"S1","x":{}}]'],
    ['one object', '{"rec_id":"1","sync_stock":"100","stock_change_count":"338"}'],
    ['encoded twice', JSON.stringify('[{"rec_id":"1","sync_stock":"100","stock_change_count":"338"}]')],
    ['a byte order mark', '\ufeff[{"rec_id":"1","sync_stock":"100","stock_change_count":"338"}]'],
    ['a status of the web edition', '[{"rec_id":"1","sync_stock":"100","stock_change_count":"338","syn_status":"1"}]'],
  ])('%s', (_, list) => {
    expect(ack(list)).toEqual({ stock_sync_list: [{ ok: true, value: element }] });
  });

  test('an empty list is nothing to do', () => {
    expect(ack('[]')).toEqual({ stock_sync_list: [] });
  });

  test.each(['""', '"abc"', 'null', '{}', '1e400', '1.5'])('a version %s names no version', (version) => {
    const [{ ok, value }] = ack(`[{"rec_id":1,"sync_stock":1,"stock_change_count":${version}}]`)['stock_sync_list'] as [
      { ok: boolean; value: Record<string, unknown> },
    ];
    expect(ok).toBe(true);
    expect(value['stock_change_count']).toBeUndefined();
  });

  test('ids of 19 digits arrive whole', () => {
    const list = '[{"rec_id":1234567890123456789},{"rec_id":"9223372036854775807"}]';
    expect(ack(list)['stock_sync_list']).toMatchObject([
      { value: { rec_id: '1234567890123456789' } },
      { value: { rec_id: '9223372036854775807' } },
    ]);
  });

  test.each([
    ['', 1010, 'stock_sync_list json格式错误，无法解析'],
    ['[{"rec_id":1}', 1010, 'stock_sync_list json格式错误，无法解析'],
    ["[{'rec_id':1}]", 1010, 'stock_sync_list json格式错误，无法解析'],
    ['[{"rec_id":"908"},]', 1010, 'stock_sync_list json格式错误，无法解析'],
    ['1', 2830, '参数值无效【stock_sync_list】'],
    ['true', 2830, '参数值无效【stock_sync_list】'],
    ['null', 1001, '缺少必要请求参数【stock_sync_list】'],
  ])('%j fails as a whole', (list, code, message) => {
    expect(() => ack(list)).toThrow(refusal(code, message));
  });

  test('an absent list fails as a whole', () => {
    expect(() => read('api_goods_stock_change_ack', {})).toThrow(refusal(1001, '缺少必要请求参数【stock_sync_list】'));
    expect(() => read('logistics_sync_ack', { stock_sync_list: '[]' })).toThrow(refusal(1001, '缺少必要请求参数【logistics_list】'));
  });
});

describe('the older name of the stock list', () => {
  test('stands in where the newer one is missing, on that interface only', () => {
    expect(read('api_goods_stock_change_ack', { logistics_list: '[]' })).toEqual({ stock_sync_list: [] });
    expect(() => read('api_goods_stock_change_ack', { logistics_list: '[' })).toThrow(
      refusal(1010, 'stock_sync_list json格式错误，无法解析'),
    );
    expect(read('api_goods_stock_change_ack', { stock_sync_list: '[]', logistics_list: '[' })).toEqual({ stock_sync_list: [] });
  });
});

describe('the outcome of a shipment', () => {
  const outcome = (members: string) =>
    (read('logistics_sync_ack', { logistics_list: `[{"rec_id":1${members}}]` })['logistics_list'] as unknown[])[0];

  test.each([
    [',"status":0', 'success'],
    [',"status":"0"', 'success'],
    [',"status":1', 'fail'],
    [',"status":"1"', 'fail'],
    [',"status":true', 'fail'],
  ])('%s is %s', (members, status) => {
    expect(outcome(members)).toEqual({ ok: true, value: { rec_id: '1', status, message: '' } });
  });

  test.each(['', ',"status":""', ',"status":null', ',"status":2', ',"status":-100', ',"status":"ok"', ',"status":{}'])(
    'the record with %s is refused and stays waiting',
    (members) => {
      expect(outcome(members)).toMatchObject({ ok: false, id: '1', problem: { field: 'status' } });
    },
  );

  test('a message is cut at 255 characters', () => {
    expect(outcome(`,"status":1,"message":"${'因'.repeat(300)}"`)).toMatchObject({ value: { message: '因'.repeat(255) } });
  });
});

describe('the fields of queries', () => {
  test.each([
    [{ shop_no: 'S1' }, { shop_no: 'S1', limit: 100 }],
    [
      { shop_no: 'S1', limit: '5000' },
      { shop_no: 'S1', limit: 2000 },
    ],
    [
      { shop_no: 'S1', limit: 'all' },
      { shop_no: 'S1', limit: 100 },
    ],
    [
      { shop_no: '店'.repeat(20), limit: '1' },
      { shop_no: '店'.repeat(20), limit: 1 },
    ],
  ])('stock %j', (form, expected) => {
    expect(read('api_goods_stock_change_query', form)).toEqual(expected);
  });

  test.each([
    [{}, { shop_no: '', limit: 100, is_part_sync_able: true }],
    [
      { shop_no: '', limit: '101', is_part_sync_able: '' },
      { shop_no: '', limit: 100, is_part_sync_able: true },
    ],
    [
      { shop_no: 'S1', limit: '0', is_part_sync_able: '0' },
      { shop_no: 'S1', limit: 100, is_part_sync_able: false },
    ],
  ])('shipments %j', (form, expected) => {
    expect(read('logistics_sync_query', form)).toEqual(expected);
  });

  test('are refused where they cannot be read', () => {
    expect(() => read('api_goods_stock_change_query', {})).toThrow(refusal(1001, '缺少必要请求参数【shop_no】'));
    expect(() => read('api_goods_stock_change_query', { shop_no: 'x'.repeat(21) })).toThrow(refusal(2830, '参数值无效【shop_no】'));
    expect(() => read('logistics_sync_query', { is_part_sync_able: '2' })).toThrow(refusal(2830, '参数值无效【is_part_sync_able】'));
  });
});

test.each(Object.keys(methods) as (keyof typeof methods)[])(
  '%s: whatever arrives is read or refused, and nothing else is thrown',
  (name) => {
    const names = ['stock_sync_list', 'logistics_list', 'shop_no', 'limit', 'is_part_sync_able'];
    const value = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => JSON.stringify(json)),
      fc
        .array(fc.dictionary(fc.constantFrom('rec_id', 'status', 'message', 'sync_stock', '__proto__'), fc.jsonValue()))
        .map((list) => JSON.stringify(list)),
      fc.constantFrom(
        '[1e400]',
        '[{"rec_id":1e400,"status":1e-400}]',
        '"\\ud800"',
        '[{"rec_id":{"toString":1},"status":{"valueOf":1}}]',
        '\ufeff',
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (form) => {
        try {
          expect(read(name, form)).toBeTypeOf('object');
        } catch (error) {
          if (!(error instanceof EnterpriseRefusal)) throw error;
          expect([1001, 1010, 2830]).toContain(error.code);
        }
      }),
      { numRuns: 300 },
    );
  },
);

test('whatever bytes arrive, a form is read or refused, and nothing else is thrown', () => {
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: fc.constantFrom('a', '=', '&', '%', '+', '4', '1', 'F', '店') }).map((text) => new Uint8Array(Buffer.from(text))),
  );
  fc.assert(
    fc.property(bytes, (body) => {
      try {
        enterprise.readForm(body);
      } catch (error) {
        if (!(error instanceof EnterpriseRefusal)) throw error;
        expect([1001, 1005, 2830]).toContain(error.code);
      }
    }),
  );
});
