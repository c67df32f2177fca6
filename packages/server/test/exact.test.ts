/** Numbers come through digit for digit, from the JSON text to the store and back, or are refused (promise W4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

const LARGEST = '999999999999999.9999';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await seedListings(server, 3);
});
afterAll(() => server.close());

const calculate = (listing: unknown) => flagship(server, 'sales.StockSync.calcStock', `[${listing},false]`);
const succeed = (listing: string, info: string) => flagship(server, 'sales.StockSync.syncSuccess', `[${listing},${info}]`);
const newest = async () => (await stateOf(server)).journal.at(-1);

test('what is left of the largest level is shown to the last piece', async () => {
  const level = { spec_no: 'A1', warehouse_no: 'W1', stock_num: LARGEST };
  await put(server, 'levels', [{ ...level, order_num: '999999999999999.0000' }]);
  expect(await calculate(1)).toContain('"syn_stock":0,"stock_change_count":2,');
  await put(server, 'levels', [{ ...level, order_num: '999999999999998.9999' }]);
  expect(await calculate(1)).toContain('"syn_stock":1,"stock_change_count":3,');
});

test('a quantity is shown up to the largest number that clients hold', async () => {
  await put(server, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: LARGEST, order_num: '0' }]);
  expect(await calculate(1)).toContain('"syn_stock":2147483647,"stock_change_count":4,');
  const pulled = await enterprise(server, 'api_goods_stock_change_query', { shop_no: 'S1' });
  expect(pulled).toContain('"sync_stock":"2147483647","stock_change_count":"4"');
});

test('a rule is told as it stands', async () => {
  const rule = { stock_syn_plus: '0.0001', stock_syn_min: '0.1', stock_syn_max: LARGEST };
  await put(server, 'rules', [{ stock_syn_rule_no: 'default', ...rule }]);
  expect(await calculate(2)).toContain(`"stock_syn_plus":0.0001,"stock_syn_min":0.1,"stock_syn_max":${LARGEST},`);
});

describe('a quantity that a shop reports is kept as it was written', () => {
  test.for([
    [LARGEST, LARGEST],
    [`"${LARGEST}"`, LARGEST],
    ['1.0000', '1'],
    ['"0.10"', '0.1'],
    ['1.5e3', '1500'],
    ['123456789012345.6789', '123456789012345.6789'],
    ['0.3', '0.3'],
    ['-0.0001', '-0.0001'],
  ] as const)('%s', async ([written, kept]) => {
    expect(await succeed('2', `{"syn_stock":${written},"stock_change_count":1}`)).toBe('{"status":0}');
    expect(await newest()).toMatchObject({ quantity: kept });
    const list = `[{"rec_id":2,"sync_stock":${written},"stock_change_count":1}]`;
    expect(await enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list: list })).toBe('{"code":0,"message":"OK"}');
    expect(await newest()).toMatchObject({ quantity: kept });
  });

  test('and is shown so', async () => {
    await succeed('3', `{"syn_stock":${LARGEST},"stock_change_count":1}`);
    expect(await calculate(3)).toContain(`"stock_num":${LARGEST},`);
    expect(await calculate(3)).toContain(`"last_syn_num":${LARGEST},`);
  });
});

describe('a quantity that does not fit is refused, and nothing is saved', () => {
  test.for(['1000000000000000', '0.00001', '1e400', `1${'0'.repeat(500)}`, '999999999999999.99999'])('%s', async (written) => {
    const before = await stateOf(server);
    expect(await succeed('2', `{"syn_stock":${written},"stock_change_count":1}`)).toMatch(/^\{"status":(100|1),"message":/);
    expect(await stateOf(server)).toEqual(before);
  });

  test.for(['NaN', 'Infinity', '0x10', '1,5', '１', '--1', '1.2.3'])('no number at all: "%s"', async (written) => {
    const before = await stateOf(server);
    expect(await succeed('2', `{"syn_stock":"${written}","stock_change_count":1}`)).toBe('{"status":1,"message":"argument type mismatch"}');
    expect(await stateOf(server)).toEqual(before);
  });
});

describe('ids and versions of any length name what they say', () => {
  const UNKNOWN = '{"status":100,"message":"平台货品不存在"}';
  // Doubles of the first three are the numbers of listings that exist, or of each other.
  test.for(['1.0000000000000000001', '9007199254740993', '4294967297', '18446744073709551617', `1${'0'.repeat(39)}`, '-1', '0'])(
    '%s is not listing 1',
    async (id) => {
      const answer = await calculate(id);
      expect([
        UNKNOWN,
        '{"status":1,"message":"argument type mismatch"}',
        '{"status":100,"message":"Data truncation: Out of range value for column apiGoodsId"}',
      ]).toContain(answer);
      expect(await calculate(`"${id}"`)).toBe(answer);
    },
  );

  test.for(['1', '"1"', '1.0', '"1.0000"', ' 1 ', '"01"', '1e0'])('%s is', async (id) => {
    expect(await calculate(id)).toContain('{"status":0,"data":{"rec_id":1,');
  });

  test('an unknown id of 19 digits is named as it was sent', async () => {
    const id = '9223372036854775807';
    expect(await flagship(server, 'sales.LogisticsSync.update', `[[{"sync_id":${id},"status":0}]]`)).toBe(
      `{"status":0,"data":["物流同步记录不存在: ${id}"]}`,
    );
    expect(await flagship(server, 'sales.StockSync.batchCalcStock', `[[{"api_goods_id":${id},"force_sync":false}]]`)).toBe(
      `{"status":0,"data":{"success_date":[],"error_date":[{"rec_id":${id},"err_msg":"平台货品不存在"}]}}`,
    );
    for (const written of [id, `"${id}"`]) {
      const stock_sync_list = `[{"rec_id":${written},"sync_stock":1,"stock_change_count":1}]`;
      expect(await enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list })).toBe(
        `{"code":0,"message":"OK","errors":[{"rec_id":"${id}","error":"记录不存在"}]}`,
      );
      expect(await enterprise(server, 'logistics_sync_ack', { logistics_list: `[{"rec_id":${written},"status":0}]` })).toBe(
        `{"code":0,"message":"","errors":[{"rec_id":"${id}","error":"记录不存在"}]}`,
      );
    }
  });

  test('a version of 19 digits was never issued, whatever a double makes of it', async () => {
    expect(await succeed('2', '{"stock_change_count":9223372036854775807}')).toBe('{"status":0}');
    expect(await newest()).toMatchObject({ subject: 2, effect: 'never issued' });
    expect(await flagship(server, 'sales.StockSync.cancelSync', '[1,-9223372036854775809]')).toBe('{"status":100,"message":"取消失败"}');
  });
});
