/** What shops say of a failure, brought into one form and sorted by what can be done about it. The texts are strangers' and never trusted. */
import { containing, contains } from '../pool/walk.ts';

/** What a failure is about; each has advice for the operator. The names are stable. */
export const FAILURE_KINDS = [
  'no-message',
  'unknown-listing',
  'unknown-order',
  'carrier',
  'order-state',
  'quantity',
  'rate-limit',
  'permission',
  'unreachable',
  'shop-message',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Longer texts are cut: what they are about is said by then. */
const LOOKED_AT = 400;
const MOST = 120;

/**
 * The form that texts of one reason have in common: numbers, codes and what stands in quotation marks become `#`, blanks become one,
 * what cannot be seen or turns the writing round is left out, at most 120 characters.
 */
export function normalReason(text: string): string {
  const plain = text
    .slice(0, LOOKED_AT)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, ' ');
  const masked = plain
    .replace(/"[^"]{1,100}"|'[^']{1,100}'|「[^」]{1,100}」|“[^”]{1,100}”|`[^`]{1,100}`/gu, '#')
    .replace(/[\p{L}\p{N}_.:/@-]*\p{Nd}[\p{Script=Latin}\p{N}_.:/@-]*/gu, maskCode)
    .replace(/#(?:[\s,，、;；]*#)+/gu, '#')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...masked];
  return characters.length > MOST ? `${characters.slice(0, MOST - 1).join('')}…` : masked;
}

/** Which failures are wanted; what is null or left out is not asked. */
export interface AskedReason {
  /** In the shop's last word on whose failure it stands, or whose failure is of this reason, as failures are grouped. */
  reason?: string | null;
  /** Whose failure stands, and is of this kind; with a reason, the one group of that kind and reason, and no other that its words stand in. */
  kind?: FailureKind | null;
}

/**
 * Whether a record is wanted for what its shop said.
 *
 * @param text the shop's last word
 * @param fails whether a failure stands
 */
export function isAsked(text: string, pool: 'stock' | 'shipment', fails: boolean, { reason = null, kind = null }: AskedReason): boolean {
  if (kind !== null) return fails && kindOfReason(text, pool) === kind && (reason === null || normalReason(text) === reason);
  return reason === null || contains(text, reason) || normalReason(text) === reason;
}

/**
 * A pattern for `like … escape '~'` that finds all texts that {@link isAsked} does for a reason, and some more: databases differ in which
 * letters beyond ASCII and Chinese are large or small, or written in two parts.
 */
export function likeReason(asked: string): string {
  return containing(asked).replace(/(?:[#\s]|(?!\p{Script=Han})\P{ASCII})+/gu, '%');
}

/** A code of an HTTP status says something; any other word with a digit in it names one record. */
function maskCode(word: string): string {
  if (/^[1-5]\d\d$/.test(word)) return word;
  // Letters that stand before it without a blank, as Chinese does, are no part of it.
  const at = word.search(/[\p{Script=Latin}\p{N}_.:/@-]+$/u);
  return `${word.slice(0, Math.max(at, 0))}#`;
}

const KINDS: [FailureKind, RegExp][] = [
  ['rate-limit', /频率|限流|过于频繁|并发|too many|rate.?limit|throttl|\b429\b/iu],
  ['carrier', /物流公司|快递公司|承运|物流编码|carrier|courier|shipping (?:method|company)|logistics (?:code|type|company)/iu],
  ['permission', /权限|未授权|授权|鉴权|forbidden|unauthori[sz]ed|permission|access denied|token|\b40[13]\b/iu],
  [
    'unreachable',
    /超时|连接|网络|无响应|维护|繁忙|稍后|busy|服务不可用|time.?d? ?out|timeout|unreachable|connect|socket|network|unavailable|maintenance|ECONN|\b50[0-4]\b/iu,
  ],
  [
    'order-state',
    /已发货|已退款|已取消|已关闭|已完成|退款中|重复发货|already|refund|cancel+ed|closed|completed|fulfil+ed|order (?:state|status)|订单状态/iu,
  ],
  [
    'unknown-order',
    /(?:订单|子单|交易|order|trade|tid|oid)[^。.;]{0,40}(?:不存在|未找到|找不到|无此|not found|unknown|no such|does not exist)/iu,
  ],
  ['unknown-order', /(?:不存在|未找到|找不到|无此|unknown|no such)[^。.;]{0,20}(?:订单|子单|交易|order|trade)/iu],
  ['quantity', /库存[^。.;]{0,10}(?:不能|无效|错误|超|小于|大于|负)|数量|quantity|stock (?:must|cannot|level)|negative/iu],
  [
    'unknown-listing',
    /不存在|未找到|找不到|无此|没有(?:该|此|这|找到)|已下架|已删除|not found|unknown|no such|does not exist|not mapped|unmapped|未映射|deleted/iu,
  ],
];

/** What a text is about, by words that shops use in Chinese and English; `shop-message` where none is known. */
export function kindOfReason(text: string, pool: 'stock' | 'shipment'): FailureKind {
  if (normalReason(text) === '') return 'no-message';
  const start = text.slice(0, LOOKED_AT);
  const kind = KINDS.find(([, words]) => words.test(start))?.[0] ?? 'shop-message';
  return kind === 'unknown-listing' && pool === 'shipment' ? 'unknown-order' : kind;
}
