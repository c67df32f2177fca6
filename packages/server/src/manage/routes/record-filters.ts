/** What listings and shipments are looked for by: the same words in a list, an export, and an action on many. */
import type { ListingFilter, ShipmentSearch } from '@tongbu/engine';
import { FAILURE_KINDS } from '@tongbu/engine/outside';
import { z } from 'zod';
import { about, moment } from '../schemas.ts';

const text = (longest: number) => z.string().min(1).max(longest).nullable().default(null);
const when = moment.nullable().default(null);

const shop = about(text(20), 'Of this shop alone (shop_no).', '仅此店铺（shop_no）。');

const kind = about(
  z.enum(FAILURE_KINDS).nullable().default(null),
  'Whose failure stands and is of this `kind` of `/api/failures`; with `reason`, of that one group alone.',
  '现有失败属于 `/api/failures` 中的此 `kind`；同时给出 `reason` 时，仅限该类别与原因的那一组。',
);

export const listingFilter = {
  state: about(
    z
      .enum(['all', 'pending', 'failed', 'held', 'superseded', 'done', 'cancelled', 'suspended', 'disabled', 'deleted', 'unbound'])
      .default('all'),
    '`pending` waits for the shop; of that, `failed` failed last, `held` is offered to nobody, `superseded` had changed again as the shop confirmed what came earlier, and not since. `done`: the shop confirmed the newest change; `cancelled`: that change was taken out unconfirmed. `suspended`, `disabled`, `deleted`; `unbound` is bound to nothing.',
    '`pending` 等待同步；其中 `failed` 最近一次失败，`held` 不会下发，`superseded` 商城确认的较早变化已被取代（确认时已有最新变化）。`done` 商城已确认最新变化；`cancelled` 最新变化未经确认即被取消。`suspended` 暂停中，`disabled` 已停用，`deleted` 已删除；`unbound` 未绑定货品。',
  ),
  shop,
  q: about(
    text(40),
    'Whose number (rec_id) or code of item or suite this is, or whose spec_no, goods_no, goods_id or spec_id begins with it; found at once. Upper and lower case differ.',
    '编号（rec_id）、单品或组合装编码等于此值，或 spec_no、goods_no、goods_id、spec_id 以此开头；直接查索引，区分大小写。',
  ),
  name: about(
    text(100),
    'In whose name of goods or specification this stands. Without an index: a page is looked for through stretches of 20,000 listings for half a second at most, and goes on.',
    '货品名称或规格名称包含此文字。无索引：按每段 20,000 条查看，每页最多查找约半秒，之后可继续。',
  ),
  reason: about(
    text(255),
    'In the shop’s last word on whose failure this stands, or whose failure is of this `reason` of `/api/failures`.',
    '商城给出的最近失败原因包含此文字，或归入 `/api/failures` 中的此 `reason`。',
  ),
  kind,
  since: about(when, 'Whose newest change was made then or later.', '最新变化不早于此时间。'),
  until: about(when, 'Whose newest change was made before.', '最新变化早于此时间。'),
};

type ListingAsked = z.output<z.ZodObject<typeof listingFilter>>;

/** What of a query of these names is asked of the engine. */
export function listingsAsked({ shop: shopNo, q: search, ...rest }: ListingAsked): ListingFilter {
  return { ...rest, shopNo, search };
}

export const shipmentFilter = {
  state: about(
    z.enum(['all', 'pending', 'failing', 'delayed', 'done', 'failed', 'cancelled', 'replaced']).default('all'),
    'In this state alone; `failing` is failed, or pending after the shop asked to be told again; of those, `delayed` is not offered until later.',
    '仅此状态；`failing` 为失败，或商城要求稍后重试后仍在等待；其中 `delayed` 暂不下发。',
  ),
  shop,
  q: about(
    text(255),
    'Whose number (sync_id, rec_id), order, sub-order or tracking number this is, the whole of it; found at once.',
    '编号（sync_id、rec_id）、原始单号、子订单号或物流单号等于此值（完整）；直接查索引。',
  ),
  tid: about(text(40), 'Of this order alone, the whole number.', '仅此原始单号（完整）。'),
  oid: about(
    text(255),
    'With this sub-order, the whole number, alone or with others. Where parcels came without orders, only if it stands first among those of its parcel.',
    '含此子订单（完整）。未推送订单、仅导入物流记录时，须为包裹内的第一个子订单。',
  ),
  trackingNumber: about(text(40), 'With this tracking number alone, the whole of it.', '仅此物流单号（完整）。'),
  carrier: about(text(40), 'By the carrier of this code alone (logistics_no).', '仅此物流公司编码（logistics_no）。'),
  reason: about(
    text(255),
    'In the shop’s last word on which this stands, or which is of this `reason` of `/api/failures`.',
    '商城最近的说明包含此文字，或归入 `/api/failures` 中的此 `reason`。',
  ),
  kind,
  since: about(when, 'Made then or later.', '不早于此时间生成。'),
  until: about(when, 'Made before.', '早于此时间生成。'),
};

type ShipmentAsked = z.output<z.ZodObject<typeof shipmentFilter>>;

/** What of a query of these names is asked of the engine. */
export function shipmentsAsked({ shop: shopNo, q: search, ...rest }: ShipmentAsked): ShipmentSearch {
  return { ...rest, shopNo, search };
}
