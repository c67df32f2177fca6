/** The interfaces that feed, as exact text, and what they do to the pools. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterpriseOrder, flagshipLine, flagshipOrder } from './feeding.ts';
import { put, seedListings, startTestServer, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: Date.parse('2026-11-10T10:00:00+08:00') });
  await seedListings(server, 6); // A1…A6 in S1, 10·n of each in W1
});
afterAll(() => server.close());

const caller = { seller: 'demo', key: null, actor: 'test' };
/** Version and quantity of a listing as it is told now. */
async function told(listing: number): Promise<[version: number, quantity: string] | null> {
  const [found] = await server.engine.calculateStock({ caller, listings: [listing] });
  return found?.found ? [found.change.version, found.change.quantity] : null;
}
const refusal = (status: number, message: string) => JSON.stringify({ status, message });
const refused = (code: number, message: string) => JSON.stringify({ code, message });

describe('goods.ApiGoods.upload', () => {
  const upload = (goods_list: object[], shop_no = 'S1') => flagship(server, 'goods.ApiGoods.upload', [{ shop_no, goods_list }]);
  const goods = { goods_id: 'U1', spec_id: 'a', spec_no: 'A1' };

  test('a new listing waits with its first version; the same again keeps its number, version and what the shop shows', async () => {
    expect(await upload([{ ...goods, stock_num: '7' }])).toBe('{"status":0,"data":{"status":0,"rec_ids":[7]}}');
    expect(await told(7)).toEqual([1, '10']);
    expect(await upload([goods])).toBe('{"status":0,"data":{"status":0,"rec_ids":[7]}}');
    expect(await told(7)).toEqual([1, '10']);
    const [found] = await server.engine.calculateStock({ caller, listings: [7] });
    expect(found?.found && found.change.shown).toBe('7');
  });

  test('another code binds it anew, under a new version; one that no item has leaves it unbound', async () => {
    expect(await upload([{ ...goods, spec_no: 'A2' }])).toBe('{"status":0,"data":{"status":0,"rec_ids":[7]}}');
    expect(await told(7)).toEqual([2, '20']);
    await upload([{ goods_id: 'U2', spec_no: 'nothing' }]);
    expect(await flagship(server, 'sales.StockSync.calcStock', [8, false])).toMatch('已停用或者未开启同步');
  });

  test('an element that is refused has the id 0 and is named; the others are taken, in their order', async () => {
    const list = [{ spec_no: 'A1' }, goods, { goods_id: 'x'.repeat(41) }, { goods_id: 'U3', status: 7 }, { goods_id: 'U4' }];
    expect(await upload(list)).toBe(
      '{"status":0,"message":"第1条: goods_id和spec_id不能同时为空；第3条: Data truncation: Data too long for column goods_id；第4条: Data truncation: Out of range value for column status","data":{"status":100,"rec_ids":[0,7,0,0,9]}}',
    );
  });

  test('at most 2000 in a call, and only for a shop of the key', async () => {
    const many = Array.from({ length: 2001 }, (_, i) => ({ goods_id: `M${i}` }));
    expect(await upload(many)).toBe(refusal(100, '单次请求最多2000条'));
    expect(await upload([goods], 'S9')).toBe(refusal(100, '店铺不存在/无权限/类型错误'));
    expect(await upload([])).toBe('{"status":0,"data":{"status":0,"rec_ids":[]}}');
  });
});

describe('wms.StockPd.stockSyncByPd', () => {
  const line = (spec_no: string, new_num: unknown, defect = false) => ({ spec_no, new_num, defect, remark: '' });
  const count = (lines: object[], rest: object = {}) =>
    flagship(server, 'wms.StockPd.stockSyncByPd', [{ warehouse_no: 'W1', defect_mode: 0, remark: '', ...rest }, lines]);

  test('overwrites stock, and every listing that shows it has a new version; the others keep theirs', async () => {
    const before = [await told(3), await told(4)];
    expect(await count([line('A3', '31.5')])).toMatch(/^\{"status":0,"data":\{"\d+":"ok","pd_no":"WP20261110\d{4}"\}\}$/);
    expect(await told(3)).toEqual([(before[0]?.[0] as number) + 1, '31']);
    expect(await told(4)).toEqual(before[1]);
  });

  test('counted as it was, nothing has changed', async () => {
    const before = await told(3);
    expect(await count([line('A3', '31.5000')])).toContain('"ok"');
    expect(await told(3)).toEqual(before);
  });

  test('defective stock is counted apart and shown by no listing', async () => {
    const before = await told(3);
    expect(await count([line('A3', '4', true)])).toContain('"ok"');
    expect(await told(3)).toEqual(before);
    const rows = await flagship(server, 'wms.StockSpec.queryAvailableStock', [{ spec_no: 'A3' }], {
      parameters: { page_size: '10', page_no: '0', calc_total: '1' },
    });
    const { stocks, total_count } = JSON.parse(rows).data;
    expect([total_count, stocks.map(({ defect, num }: { defect: boolean; num: number }) => [defect, num])]).toEqual([
      2,
      [
        [false, 31.5],
        [true, 4],
      ],
    ]);
  });

  test('unknown items, negative numbers and lines outside defect_mode are skipped and named; with is_post_error nothing is counted', async () => {
    const lines = [line('A4', '41'), line('none', '1'), line('A5', '-1'), line('A6', 'x'), line('A3', '1', true)];
    expect(await count(lines, { defect_mode: 1, is_post_error: true })).toBe(refusal(100, '商家编码不存在或无法盘点: none,A5,A6,A3'));
    expect(await told(4)).toEqual([1, '40']);
    expect(JSON.parse(await count(lines, { defect_mode: 1 })).data.skip_spec_no).toBe('none,A5,A6,A3');
    expect(await told(4)).toEqual([2, '41']);
    expect(await told(5)).toEqual([1, '50']);
    expect(await count([line('none', '1')])).toBe(refusal(100, '商家编码全不存在或都已删除'));
  });

  test('at most 500 lines, in a warehouse that exists', async () => {
    const many = Array.from({ length: 501 }, () => line('A1', '1'));
    expect(await count(many)).toBe(refusal(100, '单次请求最多500条'));
    expect(await count([line('A1', '1')], { warehouse_no: 'W9' })).toBe(refusal(100, '仓库不存在  仓库编号: W9'));
    expect(await count([])).toMatch(/"ok"/);
  });
});

describe('sales.RawTrade.pushSelf and pushSelf2', () => {
  const push = (orders: object[], lines: object[], rest: unknown[] = [], method = 'pushSelf2', shop = 'S1') =>
    flagship(server, `sales.RawTrade.${method}`, [shop, orders, lines, ...rest]);
  const counts = (created: number, changed: number, errors: object[] = []) =>
    JSON.stringify({ status: 0, data: { chg_count: changed, new_count: created, error_list: errors } });

  test('an order reserves stock, so that the listing shows less; the same again changes nothing', async () => {
    const before = (await told(6)) as [number, string];
    expect(await push([flagshipOrder('F1')], [flagshipLine('F1', 'F1-1', 'A6', { num: 2, price: 5 })])).toBe(counts(1, 0));
    expect(await told(6)).toEqual([before[0] + 1, String(Number(before[1]) - 2)]);
    server.clock.now += 1000;
    expect(await push([flagshipOrder('F1')], [flagshipLine('F1', 'F1-1', 'A6', { num: 2, price: 5 })])).toBe(counts(0, 1));
    expect(await told(6)).toEqual([before[0] + 1, String(Number(before[1]) - 2)]);
  });

  test('each order is decided by itself, in the documented words', async () => {
    const orders = [
      flagshipOrder('P1'),
      flagshipOrder('P2', { trade_time: '2026-11-10 10:10:00' }),
      flagshipOrder('P3', { trade_time: '2026/11/10' }),
      flagshipOrder('P4', { buyer_nick: ' ' }),
      flagshipOrder('P5', { buyer_message: 'a\u0007b' }),
      flagshipOrder('P6', { receiver_mobile: '138****0000' }),
      flagshipOrder('P7', { pay_method: 9 }),
      flagshipOrder('P8', { pay_method: 8 }),
      flagshipOrder('P9', { trade_status: 31 }),
      { ...flagshipOrder('P10'), buyer_nick: undefined },
      flagshipOrder('P11', { receiver_area: '' }),
      flagshipOrder('P12', { receiver_area: '', receiver_province_no: 110000, receiver_city_no: 110100, receiver_district_no: 110105 }),
      flagshipOrder('P13'),
      flagshipOrder('P14'),
    ];
    const lines = orders.flatMap(({ tid }) => (tid === 'P13' ? [] : [flagshipLine(tid, `${tid}-1`, 'A5')]));
    lines.push(flagshipLine('P14', 'P14-2', 'A5', { num: 'many' }), flagshipLine('nobody', 'N-1', 'A5'));
    expect(await push(orders, lines)).toBe(
      counts(3, 0, [
        { no: 'P2', error: '下单时间非法,原始单号为：P2' },
        { no: 'P3', error: '下单时间非法,原始单号为：P3' },
        { no: 'P4', error: '昵称/收件人姓名/收件人地址/买家留言包含非法字符或为空,原始单号为：P4' },
        { no: 'P5', error: '昵称/收件人姓名/收件人地址/买家留言包含非法字符或为空,原始单号为：P5' },
        { no: 'P6', error: '电话号码不能包含*' },
        { no: 'P7', error: 'pay_methodmust be less than or equal to 7' },
        { no: 'P9', error: 'Data truncation: Out of range value for column trade_status' },
        { no: 'P10', error: 'buyer_nickmust not be null' },
        { no: 'P11', error: 'receiver_areamust not be null' },
        { no: 'P13', error: '子订单不能为空' },
        { no: 'P14', error: 'argument type mismatch: num' },
        { no: 'nobody', error: '子订单或优惠没有对应的原始单' },
      ]),
    );
  });

  test('pushSelf fails as a whole, with the text of the first that is wrong, and nothing is kept of it', async () => {
    const before = await told(5);
    const orders = [flagshipOrder('W1'), flagshipOrder('W2', { receiver_telno: '*' }), flagshipOrder('W3', { pay_method: 9 })];
    const lines = orders.map(({ tid }) => flagshipLine(tid, `${tid}-1`, 'A5'));
    expect(await push(orders, lines, [], 'pushSelf')).toBe(refusal(100, '电话号码不能包含*'));
    expect(await told(5)).toEqual(before);
    const right = orders.slice(0, 1);
    expect(await push(right, lines.slice(0, 1), [], 'pushSelf')).toBe('{"status":0,"data":{"chg_count":0,"new_count":1}}');
    expect(await told(5)).not.toEqual(before);
  });

  test('what came first stays: pieces and price; an order number is one order of the seller', async () => {
    const line = (rest: object) => [flagshipLine('F1', 'F1-1', 'A6', { num: 2, price: 5, ...rest })];
    const altered = '子订单不可删除，发货后不可增加，数量和单价不可修改: F1-1';
    expect(await push([flagshipOrder('F1')], line({ num: 3 }))).toBe(counts(0, 0, [{ no: 'F1', error: altered }]));
    expect(await push([flagshipOrder('F1')], line({ price: 6 }))).toBe(counts(0, 0, [{ no: 'F1', error: altered }]));
    expect(await push([flagshipOrder('F1')], line({}), [], 'pushSelf2', 'S2')).toBe(counts(0, 0, [{ no: 'F1', error: '单号已被使用' }]));
  });

  test('goods that nobody has listed are listed', async () => {
    await push([flagshipOrder('L1')], [flagshipLine('L1', 'L1-1', 'A1', { goods_id: 'new-goods', spec_id: 'new-spec' })]);
    const known = await flagship(server, 'goods.ApiGoods.upload', [
      { shop_no: 'S1', goods_list: [{ goods_id: 'new-goods', spec_id: 'new-spec', spec_no: 'A1' }] },
    ]);
    const [listing] = JSON.parse(known).data.rec_ids;
    expect((await told(listing))?.[0]).toBe(2); // the first version, and what the order reserves
  });

  test('at most 100 orders, three or four arguments, a shop of the key', async () => {
    const orders = Array.from({ length: 101 }, (_, i) => flagshipOrder(`X${i}`));
    expect(await push(orders, [])).toBe(refusal(100, '单次请求最多100条'));
    expect(await push(orders.slice(0, 100), [flagshipLine('one-more', 'o', 'A1')])).toBe(refusal(100, '单次请求最多100条'));
    expect(await push([], [], [[], 5])).toBe(refusal(1, 'invalid argument count'));
    expect(await flagship(server, 'sales.RawTrade.pushSelf2', ['S1', []])).toBe(refusal(1, 'invalid argument count'));
    expect(await push([], [], [[]])).toBe(counts(0, 0));
    expect(await push([], [], [], 'pushSelf2', 'S9')).toBe(refusal(100, '店铺编号不存在或已停用'));
    const odd = [{ tid: 'D1', oid: 'x'.repeat(21) }];
    expect(await push([flagshipOrder('D1')], [flagshipLine('D1', 'D1-1', 'A1')], [odd])).toBe(
      counts(0, 0, [{ no: 'D1', error: 'Data truncation: Data too long for column oid' }]),
    );
  });
});

describe('trade_push', () => {
  const push = (orders: object[] | object, strict = '0', shop_no = 'S1') =>
    enterprise(server, 'trade_push', { shop_no, switch: strict, trade_list: JSON.stringify(orders) });
  const ok = (created: number, changed: number, message = '') =>
    JSON.stringify({ code: 0, message, new_count: created, chg_count: changed });

  test.each([
    ['paid below what the lines add up to', enterpriseOrder('B', 'A1', { paid: '9.9999' }), '已付金额不正确 paid'],
    ['paid above it', enterpriseOrder('B', 'A1', { paid: '10.0001' }), '已付金额不正确 paid'],
    ['a negative amount', enterpriseOrder('B', 'A1', { paid: -1 }), '应收不能小于0'],
    ['nothing to pay on delivery', enterpriseOrder('B', 'A1', { delivery_term: 2 }), '货到付款订单COD金额不能为0'],
    [
      'more to pay on delivery than in all',
      enterpriseOrder('B', 'A1', { delivery_term: 2, cod_amount: 11 }),
      'COD金额cod_amount大于应收paid',
    ],
    ['a refund that the line does not know', enterpriseOrder('B', 'A1', {}, { refund_status: 5 }), '子订单B-1退款状态与子订单状态不一致'],
    ['a line that is missing something', enterpriseOrder('B', 'A1', {}, { spec_no: undefined }), 'spec_no缺失或无效'],
    ['no place to send it to', enterpriseOrder('B', 'A1', { receiver_province: '' }), 'receiver_province缺失或无效'],
    ['201 lines', { ...enterpriseOrder('B', 'A1'), order_list: Array.from({ length: 201 }, () => ({})) }, 'order_list缺失或无效'],
  ])('%s is refused: a sentence, or in the strict mode a JSON text', async (_, order, error) => {
    expect(await push(order)).toBe(refused(1, error));
    expect(await push([order], '1')).toBe(refused(1, JSON.stringify([{ tid: 'B', error }])));
  });

  test('the amount rule is exact, to the fourth place', async () => {
    const line = { num: '1.5', price: '0.0003', adjust_amount: '-0.0001', discount: '0.0001', share_discount: '0.0001' };
    expect(await push(enterpriseOrder('E1', 'A1', { paid: '0.10015', post_amount: '0.1' }, line))).toMatch('"code":1');
    const exact = { ...line, num: 2 };
    expect(await push(enterpriseOrder('E1', 'A1', { paid: '0.1003', post_amount: '0.1' }, exact))).toBe(ok(1, 0));
  });

  test('each by itself: what was taken counts, and the errors of the others stand in the message', async () => {
    const [right, wrong] = [enterpriseOrder('E2', 'A1'), enterpriseOrder('E3', 'A1', { paid: 1 })];
    const errors = JSON.stringify([{ tid: 'E3', error: '已付金额不正确 paid' }]);
    expect(await push([right, wrong])).toBe(ok(1, 0, errors));
    expect(await push([wrong, right])).toBe(ok(0, 1, errors));
    const two = [wrong, enterpriseOrder('E4', 'A1', { paid: 1 })];
    expect(JSON.parse(JSON.parse(await push(two)).message)).toHaveLength(2);
  });

  test('strict: one wrong order keeps all of them back, and every one that is wrong is named, however many', async () => {
    const before = await told(1);
    const wrong = Array.from({ length: 30 }, (_, i) => enterpriseOrder(`Q${i}`, 'A1', { paid: 1 }));
    const { code, message } = JSON.parse(await push([enterpriseOrder('E5', 'A1'), ...wrong], '1'));
    expect([code, JSON.parse(message).length, JSON.parse(message)[1].tid]).toEqual([1, 31, 'Q0']);
    expect(await told(1)).toEqual(before);
    expect(await push([enterpriseOrder('E5', 'A1')], '1')).toBe(ok(1, 0));
  });

  test('an address that begins with its area needs none beside it', async () => {
    const none = { receiver_province: undefined, receiver_city: undefined, receiver_district: undefined };
    expect(await push(enterpriseOrder('E6', 'A1', { ...none, receiver_address: '北京 北京市 海淀区 中关村大街1号' }))).toBe(ok(1, 0));
    expect(await push(enterpriseOrder('E7', 'A1', { ...none, receiver_address: '中关村大街1号' }))).toMatch('"code":1');
  });

  test('limits, shapes and shops', async () => {
    const some = (count: number, name: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => enterpriseOrder(`Y${i}`, 'A1', { buyer_nick: name(i), paid: 1 }));
    expect(await push(some(51, String))).toBe(refused(2830, '参数值无效【trade_list】：单次请求最多50条'));
    expect(await push(some(31, () => '同一个人'))).toBe(refused(99, 'buyer_nick 名字不能只用一个，不同客户必须用不同的名字'));
    expect(await push([])).toBe(refused(1, 'trade_list订单列表为空'));
    expect(await push([], '0', 'S9')).toBe(refused(2310, '无效店铺编号'));
    const raw = (trade_list: string) => enterprise(server, 'trade_push', { shop_no: 'S1', trade_list });
    expect(await raw('[{]')).toBe(refused(1010, 'trade_list json格式错误，无法解析'));
    expect(await raw('7')).toBe(refused(1, 'trade_list订单列表结构异常'));
  });
});

describe('api_goodsspec_push, stock_sync_by_pd', () => {
  const goods = (goods_list: object[], rest: object = {}) =>
    enterprise(server, 'api_goodsspec_push', {
      api_goods_info: JSON.stringify({ platform_id: 127, shop_no: 'S1', goods_list, ...rest }),
    });
  const one = { goods_id: 'EG', spec_id: 'ES', spec_no: 'A2', goods_no: 'g', status: 1 };

  test('listings are counted new or not, and every one that is refused is named with both of its ids', async () => {
    expect(await goods([one])).toBe('{"code":0,"message":"OK","new_count":1,"chg_count":0}');
    expect(await goods([one, { ...one, goods_name: 'n' }])).toBe('{"code":0,"message":"OK","new_count":0,"chg_count":2}');
    expect(await goods([{ ...one, status: 9 }, one])).toBe(
      '{"code":0,"message":"OK","new_count":0,"chg_count":1,"errors":[{"goods_id":"EG","spec_id":"ES","error":"status缺失或无效"}]}',
    );
    const many = Array.from({ length: 2001 }, () => one);
    expect(await goods(many)).toBe(refused(2830, '参数值无效【goods_list】：单次请求最多2000条'));
    expect(await goods([one], { platform_id: 1 })).toBe(refused(4304, 'shop_no 对应的店铺所属的平台 与 传入platform_id 不一致 '));
    expect(await goods([one], { shop_no: 'S9' })).toBe(refused(2310, '店铺编号在系统中不存在或已停用，请检查shop_no是否正确'));
  });

  const count = (outer: string, lines: object[], rest: Record<string, string> = {}) =>
    enterprise(server, 'stock_sync_by_pd', { warehouse_no: 'W1', api_outer_no: outer, goods_list: JSON.stringify(lines), ...rest });

  test('a stocktake overwrites; its own number counts once', async () => {
    const before = (await told(2)) as [number, string];
    expect(await count('PD1', [{ spec_no: 'A2', stock_num: '22' }])).toMatch(/^\{"code":0,"message":"","pd_no":"WP20261110\d{4}"\}$/);
    expect(await told(2)).toEqual([before[0] + 1, '22']);
    expect(await count('PD1', [{ spec_no: 'A2', stock_num: '23' }])).toBe(
      refused(21000006, '外部单号重复，请保证外部单号[api_outer_no]的唯一性'),
    );
    expect(await told(2)).toEqual([before[0] + 1, '22']);
  });

  test('strict unless told; what is not there is made only when told', async () => {
    await put(server, 'items', [{ spec_no: 'A99' }]);
    const lines = [
      { spec_no: 'A2', stock_num: '24' },
      { spec_no: 'A99', stock_num: '1' },
    ];
    expect(await count('PD2', lines)).toBe(refused(2830, '商家编码不存在或仓库中没有库存记录【A99】'));
    expect((await told(2))?.[1]).toBe('22');
    const skipped = JSON.parse(await count('PD3', lines, { is_post_error: '0' }));
    expect([skipped.code, skipped.warning.map(({ spec_no }: { spec_no: string }) => spec_no)]).toEqual([0, ['A99']]);
    expect((await told(2))?.[1]).toBe('24');
    expect(JSON.parse(await count('PD4', lines, { is_create_stock: '1' })).warning).toBeUndefined();
    expect(await count('PD5', [{ spec_no: 'none', stock_num: '1' }], { is_post_error: '0' })).toBe(
      refused(21000024, '未查询到任何货品，请检查商家编码（新）是否正确！'),
    );
  });

  test('500 lines, by item, in a warehouse that exists', async () => {
    const many = Array.from({ length: 501 }, () => ({ spec_no: 'A1', stock_num: '1' }));
    expect(await count('PD6', many)).toBe(refused(2830, '参数值无效【goods_list】：单次请求最多500条'));
    expect(await count('PD6', [], { mode: '1' })).toBe(refused(2830, '参数值无效【mode】'));
    expect(await count('PD6', [], { warehouse_no: 'W9' })).toBe(refused(2830, '仓库不存在【W9】'));
  });
});
