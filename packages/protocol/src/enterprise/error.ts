import { firstCharacters } from '../characters.ts';
import type { FieldError } from '../field-error.ts';

/**
 * A call of the enterprise edition that is refused: what the envelope says.
 *
 * All codes and texts of the edition stand in {@link refuse}. The vendor published none for identity, signature, clock
 * and rate; those numbers are ours (docs/decisions/0004-enterprise-codes.md).
 *
 * @see the specification, enterprise 3.1
 */
export class EnterpriseRefusal extends Error {
  readonly code: number;
  /** How many characters of the message travel. */
  readonly longest: number;

  constructor(code: number, message: string, longest = 255) {
    super(message);
    this.name = 'EnterpriseRefusal';
    this.code = code;
    this.longest = longest;
  }
}

const as = (code: number, message: string) => new EnterpriseRefusal(code, message);

/** Every refusal of the edition, by what went wrong. */
export const refuse = {
  missing: (name: string) => as(1001, `缺少必要请求参数【${name}】`),
  unknownSeller: () => as(1002, '卖家账号sid不存在'),
  unknownKey: () => as(1003, '接口账号appkey不存在'),
  timestamp: () => as(1004, '时间戳timestamp无效或与服务器时间相差超过5分钟'),
  signature: () => as(1005, '签名sign错误'),
  address: () => as(1006, '请求IP不在白名单内'),
  /** The trailing blank is the vendor's. */
  disabledKey: () => as(1007, '接口appkey已停用【解决办法：联系商务人员，重新开启接口appkey】 '),
  right: () => as(1008, 'appkey没有该接口或店铺的权限'),
  callsPerMinute: () => as(1009, '超过每分钟最大调用频率限制，请稍后重试'),
  callsAtOnce: () => as(1009, '超过每分钟最大并发次数限制，请稍后重试'),
  json: (name: string) => as(1010, `${name} json格式错误，无法解析`),
  unknownInterface: () => as(1011, '接口不存在'),
  unknownShop: () => as(2310, '店铺编号在系统中不存在或已停用，请检查shop_no是否正确'),
  invalid: (name: string) => as(2830, `参数值无效【${name}】`),
  repeated: (name: string) => as(2830, `参数重复【${firstCharacters(name, 40)}】`),
  batchSize: (name: string, largest: number) => as(2830, `参数值无效【${name}】：单次请求最多${largest}条`),
  timeRange: () => as(2160, 'start_time和end_time为空或不是有效的时间格式'),
  wideRange: () => as(2180, 'start_time与end_time时间跨度不能超过最大范围30天'),
  pageSize: () => as(2220, 'page_size为正整数，请检查page_size是否为有效值'),
  /** The trailing blank is the vendor's. */
  otherPlatform: () => as(4304, 'shop_no 对应的店铺所属的平台 与 传入platform_id 不一致 '),
  unknownWarehouse: (warehouseNo: string) => as(2830, `仓库不存在【${warehouseNo}】`),
  unknownItems: (specNos: string) => as(2830, `商家编码不存在或仓库中没有库存记录【${specNos}】`),
  noItems: () => as(21000024, '未查询到任何货品，请检查商家编码（新）是否正确！'),
  repeatedOuterNo: () => as(21000006, '外部单号重复，请保证外部单号[api_outer_no]的唯一性'),
  orderListEmpty: () => as(1, 'trade_list订单列表为空'),
  orderListShape: () => as(1, 'trade_list订单列表结构异常'),
  unknownShopOfOrders: () => as(2310, '无效店铺编号'),
  buyerNick: () => as(99, 'buyer_nick 名字不能只用一个，不同客户必须用不同的名字'),
  /** Orders were refused; the text is a sentence, or a JSON text of all errors, which is useless when it is cut. */
  orders: (message: string) => new EnterpriseRefusal(1, message, Number.POSITIVE_INFINITY),
  /** Anything unexpected, overload and draining; retryable. */
  other: () => as(1020, '系统异常，请稍后再试！'),
};

/** Texts of single records that are refused; the call itself succeeds. */
export const recordError = {
  unknown: '记录不存在',
  settled: '非待同步状态,不可更新',
  unknownItem: '商家编码不存在、已删除或无法读取，或仓库中没有库存记录',
  unreadable: (field: string) => `${field}缺失或无效`,
};

/** Fields whose unreadable values have a code of their own. */
const BY_FIELD: Record<string, () => EnterpriseRefusal> = {
  start_time: refuse.timeRange,
  end_time: refuse.timeRange,
  page_size: refuse.pageSize,
  trade_list: refuse.orderListShape,
};

/** The refusal a broken form field becomes. */
export function refusalOf(error: FieldError): EnterpriseRefusal {
  const ofField = BY_FIELD[error.field];
  if (ofField && error.problem !== 'missing' && error.problem !== 'json' && error.problem !== 'batch') return ofField();
  switch (error.problem) {
    case 'missing':
      return refuse.missing(error.field);
    case 'json':
      return refuse.json(error.field);
    case 'batch':
      return refuse.batchSize(error.field, Number(error.value));
    default:
      return refuse.invalid(error.field);
  }
}
