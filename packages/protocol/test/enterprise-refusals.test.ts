import { expect, test } from 'vitest';
import { enterprise, FieldError } from '../src/index.ts';

const { refuse, refusalOf, recordError } = enterprise;

/** Code and message of every refusal, against the specification, enterprise 3.1, and docs/decisions for the codes of ours. */
const TABLE: Record<keyof typeof refuse, [enterprise.EnterpriseRefusal, number, string]> = {
  missing: [refuse.missing('sid'), 1001, '缺少必要请求参数【sid】'],
  unknownSeller: [refuse.unknownSeller(), 1002, '卖家账号sid不存在'],
  unknownKey: [refuse.unknownKey(), 1003, '接口账号appkey不存在'],
  timestamp: [refuse.timestamp(), 1004, '时间戳timestamp无效或与服务器时间相差超过5分钟'],
  signature: [refuse.signature(), 1005, '签名sign错误'],
  address: [refuse.address(), 1006, '请求IP不在白名单内'],
  disabledKey: [refuse.disabledKey(), 1007, '接口appkey已停用【解决办法：联系商务人员，重新开启接口appkey】 '],
  right: [refuse.right(), 1008, 'appkey没有该接口或店铺的权限'],
  callsPerMinute: [refuse.callsPerMinute(), 1009, '超过每分钟最大调用频率限制，请稍后重试'],
  callsAtOnce: [refuse.callsAtOnce(), 1009, '超过每分钟最大并发次数限制，请稍后重试'],
  json: [refuse.json('trade_list'), 1010, 'trade_list json格式错误，无法解析'],
  unknownInterface: [refuse.unknownInterface(), 1011, '接口不存在'],
  unknownShop: [refuse.unknownShop(), 2310, '店铺编号在系统中不存在或已停用，请检查shop_no是否正确'],
  invalid: [refuse.invalid('limit'), 2830, '参数值无效【limit】'],
  repeated: [refuse.repeated('sid'), 2830, '参数重复【sid】'],
  batchSize: [refuse.batchSize('logistics_list', 2000), 2830, '参数值无效【logistics_list】：单次请求最多2000条'],
  timeRange: [refuse.timeRange(), 2160, 'start_time和end_time为空或不是有效的时间格式'],
  wideRange: [refuse.wideRange(), 2180, 'start_time与end_time时间跨度不能超过最大范围30天'],
  pageSize: [refuse.pageSize(), 2220, 'page_size为正整数，请检查page_size是否为有效值'],
  otherPlatform: [refuse.otherPlatform(), 4304, 'shop_no 对应的店铺所属的平台 与 传入platform_id 不一致 '],
  unknownWarehouse: [refuse.unknownWarehouse('W9'), 2830, '仓库不存在【W9】'],
  unknownItems: [refuse.unknownItems('A1,A2'), 2830, '商家编码不存在或仓库中没有库存记录【A1,A2】'],
  noItems: [refuse.noItems(), 21000024, '未查询到任何货品，请检查商家编码（新）是否正确！'],
  repeatedOuterNo: [refuse.repeatedOuterNo(), 21000006, '外部单号重复，请保证外部单号[api_outer_no]的唯一性'],
  orderListEmpty: [refuse.orderListEmpty(), 1, 'trade_list订单列表为空'],
  orderListShape: [refuse.orderListShape(), 1, 'trade_list订单列表结构异常'],
  unknownShopOfOrders: [refuse.unknownShopOfOrders(), 2310, '无效店铺编号'],
  buyerNick: [refuse.buyerNick(), 99, 'buyer_nick 名字不能只用一个，不同客户必须用不同的名字'],
  orders: [refuse.orders('应收不能小于0'), 1, '应收不能小于0'],
  other: [refuse.other(), 1020, '系统异常，请稍后再试！'],
};

test.each(Object.entries(TABLE))('%s', (_, [refusal, code, message]) => {
  expect(refusal).toBeInstanceOf(enterprise.EnterpriseRefusal);
  expect({ code: refusal.code, message: refusal.message }).toEqual({ code, message });
});

test('every refusal is in the table, and none is a success', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(refuse).sort());
  for (const [refusal] of Object.values(TABLE)) expect(refusal.code).toBeGreaterThan(0);
});

test('the texts of refused records are the documented ones, the comma half width', () => {
  expect(recordError.unknown).toBe('记录不存在');
  expect(recordError.settled).toBe('非待同步状态,不可更新');
  expect(recordError.unreadable('status')).toBe('status缺失或无效');
});

test.each([
  ['start_time', 'time', 2160],
  ['end_time', 'type', 2160],
  ['page_size', 'range', 2220],
  ['page_size', 'type', 2220],
  ['trade_list', 'type', 1],
  ['trade_list', 'json', 1010],
  ['trade_list', 'missing', 1001],
  ['trade_list', 'batch', 2830],
] as const)('%s that is a %s problem has the code %d', (field, problem, code) => {
  expect(refusalOf(new FieldError(problem, field))).toMatchObject({ code });
});

test.each([
  ['missing', 1001, '缺少必要请求参数【f】'],
  ['json', 1010, 'f json格式错误，无法解析'],
  ['type', 2830, '参数值无效【f】'],
  ['length', 2830, '参数值无效【f】'],
  ['range', 2830, '参数值无效【f】'],
] as const)('a field that is %s', (problem, code, message) => {
  expect(refusalOf(new FieldError(problem, 'f'))).toMatchObject({ code, message });
});
