import { expect, test } from 'vitest';
import { FieldError, flagship } from '../src/index.ts';

const { refuse, refusalOf } = flagship;

/** Status and message of every refusal, against the specification, flagship 3.2. */
const TABLE: Record<keyof typeof refuse, [flagship.FlagshipRefusal, number, string]> = {
  parameters: [refuse.parameters(), 1, '参数错误'],
  version: [refuse.version(), 8, '版本错误'],
  timestampForm: [refuse.timestampForm('1665947116495'), 1, 'For input string: "1665947116495"'],
  timestampWindow: [refuse.timestampWindow(), 7, '时间戳错误'],
  unknownSeller: [refuse.unknownSeller(), 1, 'sid is not found'],
  unknownKey: [refuse.unknownKey(), 1, 'app auth fail'],
  signature: [refuse.signature(), 1, '验证失败'],
  address: [refuse.address(), 6, 'ip限制'],
  right: [refuse.right(), 100, '权限不足'],
  callsPerMinute: [refuse.callsPerMinute(), 100, '超过每分钟最大调用频率限制，请稍后重试'],
  callsAtOnce: [refuse.callsAtOnce(), 100, '超过每分钟最大并发次数限制，请稍后重试'],
  unpaged: [refuse.unpaged('goods.ApiGoods.search'), 100, '此方法仅支持分页查询：goods.ApiGoods.search'],
  pageSize: [refuse.pageSize(1000), 100, 'page_size不能大于1000'],
  argumentCount: [refuse.argumentCount(), 1, 'invalid argument count'],
  argumentType: [refuse.argumentType(), 1, 'argument type mismatch'],
  missing: [refuse.missing('shop_no'), 100, 'shop_nomust not be null'],
  empty: [refuse.empty('stock_change_count'), 100, 'stock_change_count不能为空'],
  tooLong: [refuse.tooLong('tid'), 100, 'Data truncation: Data too long for column tid'],
  outOfRange: [refuse.outOfRange('count'), 100, 'Data truncation: Out of range value for column count'],
  batchSize: [refuse.batchSize(500), 100, '单次请求最多500条'],
  date: [refuse.date('2023/02/06 17:59:19'), 100, 'Unparseable date: 2023/02/06 17:59:19'],
  range: [refuse.range(), 100, '参数中必须包含起止时间'],
  wideRange: [refuse.wideRange(), 100, '您的查询时间过宽,查询时间不能大于30天'],
  warehouseRight: [refuse.warehouseRight(), 100, '无仓库访问权限'],
  unknownWarehouse: [refuse.unknownWarehouse('1002x'), 100, '仓库不存在  仓库编号: 1002x'],
  noItems: [refuse.noItems(), 100, '商家编码全不存在或都已删除'],
  unknownItems: [refuse.unknownItems('A1,A2'), 100, '商家编码不存在或无法盘点: A1,A2'],
  shopOfListings: [refuse.shopOfListings(), 100, '店铺不存在/无权限/类型错误'],
  orders: [refuse.orders('电话号码不能包含*'), 100, '电话号码不能包含*'],
  unknownShop: [refuse.unknownShop(), 100, '店铺编号不存在或已停用'],
  unknownListing: [refuse.unknownListing(), 100, '平台货品不存在'],
  disabledListing: [refuse.disabledListing('jitx002', 'jitx002'), 100, '货品id:jitx002规格Id:jitx002 已停用或者未开启同步'],
  cancel: [refuse.cancel(), 100, '取消失败'],
  storeResult: [refuse.storeResult(), 1064, 'Unknown Database Error'],
  other: [refuse.other(), 99, '其他错误'],
  busy: [refuse.busy(), 99, '系统繁忙，请稍后重试'],
};

test.each(Object.entries(TABLE))('%s', (_, [refusal, status, message]) => {
  expect(refusal).toBeInstanceOf(flagship.FlagshipRefusal);
  expect({ status: refusal.status, message: refusal.message }).toEqual({ status, message });
});

test('every refusal is in the table, and none is a success', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(refuse).sort());
  for (const [refusal] of Object.values(TABLE)) expect(refusal.status).toBeGreaterThan(0);
});

test.each([
  ['missing', 'shop_no', 100, 'shop_nomust not be null'],
  ['length', 'tid', 100, 'Data truncation: Data too long for column tid'],
  ['range', 'count', 100, 'Data truncation: Out of range value for column count'],
  ['time', 'start_time', 100, 'Unparseable date: '],
  ['type', 'info', 1, 'argument type mismatch'],
  ['json', 'info', 1, 'argument type mismatch'],
] as const)('a field that is %s', (problem, field, status, message) => {
  expect(refusalOf(new FieldError(problem, field))).toMatchObject({ status, message });
});
