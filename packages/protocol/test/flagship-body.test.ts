import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagship, type Method } from '../src/index.ts';

const { methods, readCall, FlagshipRefusal } = flagship;
const PAGE = { size: 40, page: 0, total: true };

const read = (name: keyof typeof methods, body: string, page: flagship.Page | undefined = undefined) =>
  readCall(methods[name] as Method, body, page) as { request: Record<string, unknown>; page: unknown };

const refusal = (status: number, message: string) => expect.objectContaining({ name: 'FlagshipRefusal', status, message });

describe('the body is one JSON array', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' '],
    ['an object', '{"apiGoodsId":2447,"forceSync":false}'],
    ['a text', '"[2447,false]"'],
    ['a number', '2447'],
    ['null', 'null'],
    ['two values', '[2447,false][2447,false]'],
    ['a byte order mark', '\ufeff[2447,false]'],
    ['an array cut short', '[2447,false'],
    ['a trailing comma', '[2447,false,]'],
    ['single quotes', "['2447',false]"],
    ['a form', 'body=%5B2447%2Cfalse%5D'],
    ['an array nested deeper than the stack', `${'['.repeat(200_000)}1e1${']'.repeat(200_000)}`],
  ])('%s is refused', (_, body) => {
    expect(() => read('sales.StockSync.calcStock', body)).toThrow(refusal(1, '参数错误'));
  });

  test('white space and escapes mean what JSON says they mean', () => {
    const compact = read('sales.StockSync.syncFail', '[2447,{"stock_change_count":1,"syn_result":"失败/=&<\'"}]');
    const loose = ' [ 2447 ,\r\n\t{ "stock_change_count" : 1 , "syn_result" : "\\u5931\\u8d25\\/\\u003d\\u0026\\u003c\\u0027" } ] ';
    expect(read('sales.StockSync.syncFail', loose)).toEqual(compact);
  });
});

describe('the arguments are counted', () => {
  test.each([
    ['sales.StockSync.calcStock', '[]'],
    ['sales.StockSync.calcStock', '[2447]'],
    ['sales.StockSync.calcStock', '[2447,false,1]'],
    ['sales.StockSync.getSelfWaitSyncIdListOpen', '[]'],
    ['sales.StockSync.syncSuccess', '[{"stock_change_count":1}]'],
    ['sales.LogisticsSync.update', '[]'],
    ['sales.LogisticsSync.update', '[1,2]'],
    ['sales.LogisticsSync.update', '[{"sync_id":1,"status":0},1]'],
    ['sales.StockSync.cancelSync', '[[2447,1]]'],
  ] as const)('%s %s', (name, body) => {
    expect(() => read(name, body)).toThrow(refusal(1, 'invalid argument count'));
  });

  test('null is an absent argument', () => {
    expect(() => read('sales.StockSync.calcStock', '[null,false]')).toThrow(refusal(100, 'apiGoodsIdmust not be null'));
    expect(() => read('sales.StockSync.syncSuccess', '[2447,null]')).toThrow(refusal(100, 'infomust not be null'));
    expect(() => read('sales.LogisticsSync.update', '[null]')).toThrow(refusal(100, 'syncListmust not be null'));
  });
});

describe('a query without paging', () => {
  const unpaged = refusal(100, '此方法仅支持分页查询：sales.LogisticsSync.getSyncListExt');
  const query = 'sales.LogisticsSync.getSyncListExt';

  test('takes its page from a trailing object of nothing but paging names', () => {
    const found = read(query, '[{"shop_no":"S1","is_own_platform":true},{"page_size":"10","page_no":2,"calc_total":1}]');
    expect(found.page).toEqual({ size: 10, page: 2, total: true });
    expect(found.request).toMatchObject({ params: { shop_no: 'S1', is_own_platform: true } });
    expect(read(query, '[{"page_size":10}]')).toEqual({ request: { params: undefined }, page: { size: 10, page: 0, total: false } });
    expect(read(query, '[null,{"page_size":10,"page_no":null}]').page).toEqual({ size: 10, page: 0, total: false });
  });

  test('does not take its filter for a page: that would lose the filter without a word', () => {
    expect(() => read(query, '[{"shop_no":"S1","is_own_platform":true,"page_size":10,"page_no":0}]')).toThrow(unpaged);
  });

  test.each(['[]', '[{}]', '[null]', '[{"shop_no":"S1"}]', '[{},{"page_no":1}]', '[{},1]', '[{},[]]', '[{},{"page_size":null}]'])(
    'is refused: %s',
    (body) => {
      expect(() => read(query, body)).toThrow(unpaged);
    },
  );

  test.each([
    ['[{},{"page_size":0}]', 1, '参数错误'],
    ['[{},{"page_size":"x"}]', 1, '参数错误'],
    ['[{},{"page_size":1.5}]', 1, '参数错误'],
    ['[{},{"page_size":1e400}]', 1, '参数错误'],
    ['[{},{"page_size":[10]}]', 1, '参数错误'],
    ['[{},{"page_size":{"toString":1,"valueOf":1}}]', 1, '参数错误'],
    ['[{},{"page_size":10,"page_no":-1}]', 1, '参数错误'],
    ['[{},{"page_size":1001}]', 100, 'page_size不能大于1000'],
  ] as const)('with a broken page is refused: %s', (body, status, message) => {
    expect(() => read(query, body)).toThrow(refusal(status, message));
  });

  test('the page of the query string wins, and a second one is an argument too many', () => {
    expect(read(query, '[{"shop_no":"S1"}]', PAGE).page).toEqual(PAGE);
    expect(() => read(query, '[{"shop_no":"S1"},{"page_size":10}]', PAGE)).toThrow(refusal(1, 'invalid argument count'));
  });

  test('arguments that may all be absent may be no arguments', () => {
    for (const body of ['[]', '[null]']) expect(read(query, body, PAGE)).toEqual({ request: { params: undefined }, page: PAGE });
    expect(read(query, '[{}]', PAGE).request).toEqual({ params: { is_own_platform: false } });
  });
});

describe('a list argument', () => {
  const one = { ok: true, value: { sync_id: '1', status: 'success', error_msg: '' } };
  const two = { ok: true, value: { sync_id: '2', status: 'fail', error_msg: 'x' } };

  test.each([
    ['as documented', '[[{"sync_id":1,"status":0},{"sync_id":2,"status":2,"error_msg":"x"}]]', [one, two]],
    ['unwrapped', '[{"sync_id":1,"status":0},{"sync_id":2,"status":2,"error_msg":"x"}]', [one, two]],
    ['one object for a list of one', '[{"sync_id":1,"status":0}]', [one]],
    ['empty', '[[]]', []],
  ])('%s', (_, body, expected) => {
    expect(read('sales.LogisticsSync.update', body).request).toEqual({ syncList: expected });
  });

  test('of something else is of the wrong kind', () => {
    for (const body of ['[1]', '["[]"]', '[true]', '[1e400]']) {
      expect(() => read('sales.LogisticsSync.update', body)).toThrow(refusal(1, 'argument type mismatch'));
    }
  });

  test('one argument that happens to be an object is no list', () => {
    expect(() => read('sales.LogisticsSync.getSyncListExt', '[{},{}]', PAGE)).toThrow(refusal(1, 'invalid argument count'));
  });
});

describe('fields', () => {
  test.each([
    ['sales.StockSync.calcStock', '["abc",false]', 1, 'argument type mismatch'],
    ['sales.StockSync.calcStock', '[true,false]', 1, 'argument type mismatch'],
    ['sales.StockSync.calcStock', '[{},false]', 1, 'argument type mismatch'],
    ['sales.StockSync.calcStock', '[2447,"maybe"]', 1, 'argument type mismatch'],
    ['sales.StockSync.calcStock', '["",false]', 100, 'apiGoodsIdmust not be null'],
    ['sales.StockSync.calcStock', '[2447,null]', 100, 'forceSyncmust not be null'],
    ['sales.StockSync.getSelfWaitSyncIdListOpen', '[1e400,0]', 1, 'argument type mismatch'],
    ['sales.StockSync.getSelfWaitSyncIdListOpen', '[9007199254740993,0]', 100, 'Data truncation: Out of range value for column count'],
    ['sales.StockSync.syncSuccess', '[2447,[]]', 1, 'argument type mismatch'],
    ['sales.StockSync.syncSuccess', '[2447,{"stock_change_count":2.5}]', 1, 'argument type mismatch'],
    ['sales.StockSync.syncSuccess', '[2447,{"syn_stock":1e400}]', 100, 'Data truncation: Out of range value for column syn_stock'],
    [
      'sales.StockSync.syncSuccess',
      `[2447,{"stock_syn_rule_no":"${'x'.repeat(41)}"}]`,
      100,
      'Data truncation: Data too long for column stock_syn_rule_no',
    ],
    ['sales.LogisticsSync.getSpecialOids', `[1,127,"${'x'.repeat(41)}",""]`, 100, 'Data truncation: Data too long for column tid'],
  ] as const)('%s %s', (name, body, status, message) => {
    expect(() => read(name, body)).toThrow(refusal(status, message));
  });

  test('a result may leave out all but its version, or even that; a reason is cut at 1024 characters', () => {
    expect(read('sales.StockSync.syncSuccess', '[2447,{}]').request).toEqual({ apiGoodsId: '2447', info: { is_manual: false } });
    const long = read('sales.StockSync.syncFail', `[2447,{"syn_result":"${'\u{1f600}'.repeat(2000)}"}]`).request;
    expect((long['info'] as { syn_result: string }).syn_result).toBe('\u{1f600}'.repeat(1024));
  });
});

/** Values as hostile as JSON allows, and some that nearly fit. */
const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    ...[
      '1e400',
      '-1e400',
      '1e-400',
      '123456789012345678901234567890',
      '{"toString":1,"valueOf":1}',
      '{"__proto__":{"length":1}}',
      '-0',
      '"\\ud800"',
    ],
    ...[
      '[[]]',
      '[null]',
      '{"page_size":{}}',
      '{"page_size":1,"page_no":[]}',
      '{"sync_id":{},"status":[]}',
      '{"api_goods_id":true}',
      '""',
      '"\\u0000"',
    ],
  ),
);
const hostileText = (value: unknown) => (typeof value === 'string' && /^[-[{"\d]/.test(value) ? value : JSON.stringify(value));

test.each(Object.keys(methods) as (keyof typeof methods)[])(
  '%s: whatever arrives is read or refused, and nothing else is thrown',
  (name) => {
    const bodies = fc.oneof(
      fc.array(hostile, { maxLength: 5 }).map((values) => `[${values.map(hostileText).join(',')}]`),
      fc.array(hostile, { maxLength: 3 }).map((values) => `[[${values.map(hostileText).join(',')}]]`),
      fc.json(),
      fc.string(),
    );
    fc.assert(
      fc.property(bodies, fc.constantFrom(PAGE, undefined), (body, page) => {
        try {
          expect(read(name, body, page)).toBeTypeOf('object');
        } catch (error) {
          if (!(error instanceof FlagshipRefusal)) throw error;
          expect([1, 100]).toContain(error.status);
        }
      }),
      { numRuns: 300 },
    );
  },
);
