/** What several routes take and give. Times are RFC 3339 in UTC, quantities decimal text, exact to four places. */
import type { JournalEntry, ListingRecord, ShipmentRecord } from '@tongbu/engine';
import { readQuantity } from '@tongbu/model';
import { z } from 'zod';

/** A schema with what it means, in both languages. */
export function about<T extends z.ZodType>(schema: T, en: string, zh: string): T {
  return schema.meta({ description: en, 'x-description-zh': zh }) as T;
}

/** The largest number that travels. */
const LARGEST = 2 ** 31 - 1;

/** A number in an address or a query. */
export const numeral = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a whole number from 1')
  .transform(Number)
  .refine((n) => n <= LARGEST, 'is too large');

export const time = z.iso.datetime();
export const quantity = z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/);

/** Digits that a JSON number carries exactly. */
const EXACT_DIGITS = 15;

/** A quantity or an amount that is sent: text, or a number of so few digits that none is lost on the way. */
export const amount = z.union([z.string().max(40), z.number()]).transform((given, context) => {
  const text = String(given);
  const exact = typeof given === 'string' || text.replace(/\D/g, '').length <= EXACT_DIGITS;
  const read = exact ? readQuantity(text) : undefined;
  if (read !== undefined) return read;
  const message = exact ? 'must be a number of at most 15 digits before and 4 after the point' : 'has more than 15 digits; send it as text';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** A moment that is sent, as epoch milliseconds. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Epoch milliseconds as they travel. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

export const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** What every list takes. */
export const paging = {
  limit: about(
    z
      .string()
      .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 200')
      .default('50')
      .transform(Number)
      .refine((n) => n >= 1 && n <= 200, 'must be a whole number from 1 to 200'),
    'Most records on a page, 1 to 200; 50 by default.',
    '每页最多条数，1 到 200，默认 50。',
  ),
  cursor: about(
    z.string().max(500).nullable().default(null),
    'Where to go on: `next` of the page before, with the same filters.',
    '从何处继续：上一页返回的 `next`，筛选条件须保持不变。',
  ),
};

/** A page of a list. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: about(
      z.string().nullable(),
      'Cursor of the next page; null at the end. A page may hold fewer records than asked for, even none, and go on.',
      '下一页的游标，到末尾为 null。一页可能不足所要的条数，甚至为空，但仍有下一页。',
    ),
  });
}

export const listing = z
  .object({
    listing: about(z.int(), 'Its number (rec_id).', '编号（rec_id）。'),
    shopNo: z.string(),
    shopPaused: about(z.boolean(), 'Whether its shop is paused.', '所属店铺是否已暂停。'),
    goodsId: z.string(),
    specId: z.string(),
    goodsNo: z.string(),
    specNo: z.string(),
    goodsName: z.string(),
    specName: z.string(),
    status: z.enum(['deleted', 'onSale', 'offSale']),
    syncDisabled: z.boolean(),
    bound: about(z.boolean(), 'Whether it is bound to an item or suite.', '是否已绑定单品或组合装。'),
    suspendedUntil: about(time.nullable(), 'Until when it is left out of pulls.', '暂停同步的截止时间。'),
    standing: about(
      z.enum(['unbound', 'no rule', 'deleted', 'disabled', 'suspended', 'failed', 'superseded', 'pending', 'new', 'done', 'cancelled']),
      'How it stands, in one word: the gravest that keeps it from its shop, else how far it has come. `superseded`: it had changed again as the shop confirmed an earlier change, and not since; `new`: it never had anything to tell; `cancelled`: its newest change was taken out of the pool.',
      '当前状况：若被阻止则为最主要的原因，否则为进度。`superseded`：商城确认的较早变化已被取代（确认时已有最新变化）；`new`：尚无可下发的内容；`cancelled`：最新变化已被取消。',
    ),
    version: about(z.int(), 'Counts its changes (stock_change_count).', '库存变化次数（stock_change_count）。'),
    acknowledged: about(z.int(), 'The version that the shop acknowledged last.', '商城最近确认的版本。'),
    quantity: about(quantity, 'What it should show.', '应展示库存。'),
    changedAt: time,
    lastQuantity: about(quantity.nullable(), 'What the shop acknowledged last.', '商城最近确认的数量。'),
    lastAt: time.nullable(),
    pending: about(z.boolean(), 'Whether it waits for the shop.', '是否等待同步。'),
    failures: about(z.int(), 'Failures since its last change.', '本次变化以来的失败次数。'),
    reason: about(z.string(), 'What the shop said of the last failure.', '商城给出的最近失败原因。'),
    retryAt: about(time.nullable(), 'Until when it is not offered; null when it is.', '在此之前不再下发；null 表示未延迟。'),
  })
  .meta({ id: 'Listing' });

const STATUS = ['deleted', 'onSale', 'offSale'] as const;

/** A listing as it travels. */
export function listingOf(record: ListingRecord): z.input<typeof listing> {
  const { changedAt, lastAt, retryAt, suspendedUntil, status, ...rest } = record;
  return {
    ...rest,
    status: STATUS[status] as (typeof STATUS)[number],
    ...{ changedAt: iso(changedAt), lastAt: isoOrNull(lastAt), retryAt: isoOrNull(retryAt), suspendedUntil: isoOrNull(suspendedUntil) },
  };
}

export const shipment = z
  .object({
    shipment: about(z.int(), 'Its number (sync_id, rec_id).', '编号（sync_id、rec_id）。'),
    shopNo: z.string(),
    shopPaused: about(z.boolean(), 'Whether its shop is paused.', '所属店铺是否已暂停。'),
    tradeId: z.int(),
    tid: about(z.string(), 'The shop’s order.', '原始单号。'),
    oids: about(z.array(z.string()), 'Sub-orders in this parcel; empty for the whole order.', '包裹内的子订单；空表示整单。'),
    part: about(z.boolean(), 'Whether it is part of an order that was split.', '是否为拆单发货的一部分。'),
    trackingNumber: z.string(),
    carrier: about(
      z.object({ code: z.string(), name: z.string(), type: z.int() }),
      'Who carries it: the seller’s own code and name, and the vendor’s type; -1 while it is mapped to none.',
      '物流公司：卖家自己的编码与名称，以及平台类型；尚未映射为 -1。',
    ),
    deliveryTerm: about(z.int(), 'How the buyer pays: 1 before delivery, 2 on delivery.', '发货条件：1 款到发货，2 货到付款。'),
    goodsCount: quantity.nullable(),
    state: z.enum(['pending', 'done', 'failed', 'cancelled', 'replaced']),
    shippedAt: time,
    createdAt: time,
    settledAt: about(
      time.nullable(),
      'When it was settled: confirmed, failed, cancelled or replaced.',
      '处理完成（成功、失败、取消或作废）的时间。',
    ),
    retries: about(z.int(), 'How often the shop asked to be told again.', '商城要求稍后重试的次数。'),
    message: about(z.string(), 'The shop’s last word on it.', '商城最近的说明。'),
    retryAt: about(time.nullable(), 'Until when it is not offered; null when it is.', '在此之前不再下发；null 表示未延迟。'),
  })
  .meta({ id: 'Shipment' });

/** A shipment as it travels. */
export function shipmentOf(record: ShipmentRecord): z.input<typeof shipment> {
  const { shippedAt, createdAt, settledAt, retryAt, ...rest } = record;
  return {
    ...rest,
    ...{ shippedAt: iso(shippedAt), createdAt: iso(createdAt), settledAt: isoOrNull(settledAt), retryAt: isoOrNull(retryAt) },
  };
}

export const entry = z
  .object({
    seq: about(z.int(), 'Grows with every row; gaps are normal.', '逐行递增，允许有空缺。'),
    at: time,
    actor: about(
      z.string(),
      'Who: `flagship:<key>`, `enterprise:<key>`, `import`, `operator:<token>`.',
      '操作者：`flagship:<key>`、`enterprise:<key>`、`import`、`operator:<令牌名>`。',
    ),
    pool: about(
      z.enum(['stock', 'shipment', 'level', 'order', 'key']),
      'What it is about: a listing, a shipment, an item’s level, an order, or an app key.',
      '对象类别：平台货品、物流同步、库存、订单、接口账号。',
    ),
    event: z.string(),
    subject: about(
      z.int().nullable(),
      'Number of the listing, shipment, item, order or key.',
      '平台货品、物流同步、单品、订单或接口账号的编号。',
    ),
    version: z.int().nullable(),
    quantity: z.string().nullable(),
    effect: about(z.string(), 'What it did; for a change, its cause.', '产生的效果；对变化而言是其原因。'),
    signedAt: about(time.nullable(), 'When the client signed it, by its own clock.', '客户端签名时间（以其时钟为准）。'),
    detail: z.string(),
  })
  .meta({ id: 'JournalEntry' });

/** A row of the journal as it travels. */
export function entryOf({ at, signedAt, ...rest }: JournalEntry): z.input<typeof entry> {
  return { ...rest, at: iso(at), signedAt: isoOrNull(signedAt) };
}
