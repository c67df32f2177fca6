import type { FieldError } from '../field-error.ts';

/**
 * A call of the flagship edition that is refused: what the envelope says.
 *
 * Thrown by checks and handlers, turned into an answer in one place. All codes and texts of the edition stand in
 * {@link refuse}.
 *
 * @see the specification, flagship 3.2
 */
export class FlagshipRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'FlagshipRefusal';
    this.status = status;
  }
}

const as = (status: number, message: string) => new FlagshipRefusal(status, message);

/** Every refusal of the edition, by what went wrong. */
export const refuse = {
  parameters: () => as(1, '参数错误'),
  version: () => as(8, '版本错误'),
  timestampForm: (value: string) => as(1, `For input string: "${value}"`),
  timestampWindow: () => as(7, '时间戳错误'),
  unknownSeller: () => as(1, 'sid is not found'),
  unknownKey: () => as(1, 'app auth fail'),
  signature: () => as(1, '验证失败'),
  address: () => as(6, 'ip限制'),
  right: () => as(100, '权限不足'),
  callsPerMinute: () => as(100, '超过每分钟最大调用频率限制，请稍后重试'),
  callsAtOnce: () => as(100, '超过每分钟最大并发次数限制，请稍后重试'),
  unpaged: (method: string) => as(100, `此方法仅支持分页查询：${method}`),
  pageSize: (largest: number) => as(100, `page_size不能大于${largest}`),
  argumentCount: () => as(1, 'invalid argument count'),
  argumentType: () => as(1, 'argument type mismatch'),
  /** No blank before `must`: the vendor glues its texts, as in `pay_methodmust be less than or equal to 7`. */
  missing: (field: string) => as(100, `${field}must not be null`),
  empty: (label: string) => as(100, `${label}不能为空`),
  tooLong: (field: string) => as(100, `Data truncation: Data too long for column ${field}`),
  outOfRange: (field: string) => as(100, `Data truncation: Out of range value for column ${field}`),
  date: (value: string) => as(100, `Unparseable date: ${value}`),
  batchSize: (largest: number) => as(100, `单次请求最多${largest}条`),
  range: () => as(100, '参数中必须包含起止时间'),
  wideRange: () => as(100, '您的查询时间过宽,查询时间不能大于30天'),
  warehouseRight: () => as(100, '无仓库访问权限'),
  /** Two blanks: the vendor's. */
  unknownWarehouse: (warehouseNo: string) => as(100, `仓库不存在  仓库编号: ${warehouseNo}`),
  noItems: () => as(100, '商家编码全不存在或都已删除'),
  unknownItems: (specNos: string) => as(100, `商家编码不存在或无法盘点: ${specNos}`),
  /** Of `upload` alone. */
  shopOfListings: () => as(100, '店铺不存在/无权限/类型错误'),
  /** Orders were refused as a whole; the text is that of the first. */
  orders: (message: string) => as(100, message),
  unknownShop: () => as(100, '店铺编号不存在或已停用'),
  unknownListing: () => as(100, '平台货品不存在'),
  disabledListing: (goodsId: string, specId: string) => as(100, `货品id:${goodsId}规格Id:${specId} 已停用或者未开启同步`),
  cancel: () => as(100, '取消失败'),
  /** A result could not be saved (`syncSuccess`, `syncFail`); retryable. */
  storeResult: () => as(1064, 'Unknown Database Error'),
  /** Anything unexpected, overload and draining; retryable. */
  other: () => as(99, '其他错误'),
  busy: () => as(99, '系统繁忙，请稍后重试'),
};

/** The refusal a broken field of a call becomes. */
export function refusalOf(error: FieldError): FlagshipRefusal {
  switch (error.problem) {
    case 'missing':
      return refuse.missing(error.field);
    case 'length':
      return refuse.tooLong(error.field);
    case 'range':
      return refuse.outOfRange(error.field);
    case 'batch':
      return refuse.batchSize(Number(error.value));
    case 'time':
      return refuse.date(error.value ?? '');
    case 'type':
    case 'json':
      return refuse.argumentType();
  }
}
