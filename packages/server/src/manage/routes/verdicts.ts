import type { Edition } from '@tongbu/engine';
import { judgePulls } from '@tongbu/engine/outside';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about, isoOrNull, time } from '../schemas.ts';
import { listingVerdict } from '../verdicts/listing.ts';
import { shipmentVerdict } from '../verdicts/shipment.ts';
import type { Surroundings } from '../verdicts/verdict.ts';
import { listingParams } from './show-listing.ts';
import { shipmentParams } from './show-shipment.ts';

const UNREAD = ['no key', 'never pulled', 'stopped pulling', 'not acknowledged', 'waits'] as const;

const shared = {
  mend: about(
    z.enum(['bind', 'rule', 'enable', 'resume', 'requeue', 'key', 'requests', 'carrier']).nullable(),
    'What mends it: bind the listing, look at the rules, switch it on, let the shop go on, queue it again, give a key the right, look at what the connector asks, map the carrier. Null: nothing has to be done.',
    '处理办法：绑定货品、检查策略、启用、恢复店铺、重新排队、授权接口账号、查看接口请求、映射物流公司；null 表示无需处理。',
  ),
  reason: about(z.string(), 'What the shop, or whoever switched it off, said; empty for nothing.', '商城或停用者给出的原因；可能为空。'),
  pulledAt: about(time.nullable(), 'When the shop’s pool was pulled last; null for never.', '该店铺最近一次拉取的时间；从未拉取为 null。'),
};

const OFFERED = {
  en: ' Of what is offered: `no key` sees the shop; `never pulled` and `stopped pulling`, though something waits; `not acknowledged`: it was pulled since, and no result came; `waits` for the next pull.',
  zh: ' 已可下发的：`no key` 没有可见该店铺的接口账号；`never pulled` 从未拉取；`stopped pulling` 停止拉取；`not acknowledged` 已拉取但未回写结果；`waits` 等待下次拉取。',
};

export const judgeListing = route({
  name: 'judgeListing',
  method: 'GET',
  path: '/api/listings/{listing}/verdict',
  role: 'viewer',
  group: 'listings',
  summary: {
    en: 'Why a listing’s quantity is not in its shop, or that it is, in one word, and what mends it.',
    zh: '一条平台货品的数量为何未到商城（或已到），及处理办法。',
  },
  params: listingParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        verdict: about(
          z.enum([
            ...['unbound', 'none fits', 'own rule disabled', 'no warehouse', 'deleted', 'disabled', 'shop paused', 'suspended'],
            ...['in the shop', 'in the shop, differs', 'cancelled', 'new', 'soon', 'failed', 'failed, offered', 'superseded'],
            ...UNREAD,
          ] as const),
          `\`unbound\` to \`suspended\`: nothing of it is told. \`in the shop\`; \`differs\`: the shop confirmed another number; \`cancelled\`; \`new\`: there was never anything to tell; \`soon\`: a change is on its way. \`failed\`: the shop refused it, and is asked again later, or now (\`offered\`); \`superseded\`: the shop confirmed an earlier change.${OFFERED.en}`,
          `\`unbound\` 至 \`suspended\`：不会下发。\`in the shop\` 已到商城；\`differs\` 商城确认了不同的数量；\`cancelled\` 已取消；\`new\` 尚无可下发；\`soon\` 变化正在处理。\`failed\` 商城拒绝、稍后再下发，\`offered\` 已可再次下发；\`superseded\` 商城确认的是较早的变化。${OFFERED.zh}`,
        ),
        ...shared,
      })
      .meta({ id: 'ListingVerdict' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle(call) {
    const { engine, token, params, now } = call;
    const asked = { seller: token.seller, listing: params.listing, now };
    const listing = await engine.showListing(asked);
    if (!listing) throw new Problem('not-found', `there is no listing ${params.listing}`);
    const explained = await engine.explainListing(asked);
    const around = await surroundings(call, 'stock', listing.shopNo, listing.pending ? listing.changedAt : null);
    const verdict = listingVerdict({ listing: { ...listing, reason: explained.reason }, explained, ...around });
    return { ...verdict, pulledAt: isoOrNull(around.pulls.at) };
  },
});

export const judgeShipment = route({
  name: 'judgeShipment',
  method: 'GET',
  path: '/api/shipments/{shipment}/verdict',
  role: 'viewer',
  group: 'shipments',
  summary: {
    en: 'Why a parcel is not in its shop, or that it is, in one word, and what mends it.',
    zh: '一条物流同步记录为何未到商城（或已到），及处理办法。',
  },
  params: shipmentParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        verdict: about(
          z.enum([
            ...['in the shop', 'cancelled', 'replaced', 'failed', 'failed, carrier unmapped', 'carrier unmapped', 'shop paused'],
            ...['delayed', 'retried'],
            ...UNREAD,
          ] as const),
          `\`in the shop\`; \`cancelled\`; \`replaced\` by another record of the order; \`failed\`: the shop gave it up; \`carrier unmapped\`: its carrier is none of the vendor’s; \`shop paused\`; \`delayed\`: the shop asked to be told again later; \`retried\`: and is offered again now.${OFFERED.en}`,
          `\`in the shop\` 已到商城；\`cancelled\` 已取消；\`replaced\` 已由同一订单的其他记录替换；\`failed\` 商城判定失败；\`carrier unmapped\` 物流公司未映射；\`shop paused\` 店铺已暂停；\`delayed\` 商城要求稍后重试；\`retried\` 已可再次下发。${OFFERED.zh}`,
        ),
        ...shared,
      })
      .meta({ id: 'ShipmentVerdict' }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle(call) {
    const { engine, token, params, now } = call;
    const shipment = await engine.showShipment({ seller: token.seller, shipment: params.shipment, now });
    if (!shipment) throw new Problem('not-found', `there is no shipment ${params.shipment}`);
    const around = await surroundings(call, 'shipment', shipment.shopNo, shipment.state === 'pending' ? shipment.createdAt : null);
    return { ...shipmentVerdict({ shipment, ...around }), pulledAt: isoOrNull(around.pulls.at) };
  },
});

/** The interfaces by which each pool is pulled: a key that is bound to interfaces needs one of its edition's. */
const PULLING: Record<'stock' | 'shipment', Record<Edition, string[]>> = {
  stock: {
    flagship: ['sales.StockSync.getSelfWaitSyncIdListOpen', 'sales.StockSync.calcStock', 'sales.StockSync.batchCalcStock'],
    enterprise: ['api_goods_stock_change_query'],
  },
  shipment: { flagship: ['sales.LogisticsSync.getSyncListExt'], enterprise: ['logistics_sync_query'] },
};

async function surroundings(
  { engine, token, now }: Call<unknown, unknown>,
  pool: 'stock' | 'shipment',
  shopNo: string,
  waitingSince: number | null,
): Promise<Surroundings> {
  const keys = await engine.listKeys({ seller: token.seller });
  const hasKey = keys.some(
    ({ disabledAt, shops, edition, interfaces }) =>
      disabledAt === null &&
      (shops === null || shops.includes(shopNo)) &&
      (interfaces === null || PULLING[pool][edition].some((name) => interfaces.includes(name))),
  );
  const { shops } = await engine.overviewNow({ seller: token.seller, now });
  const readers = shops.find((shop) => shop.shopNo === shopNo)?.readers[pool] ?? [];
  return { hasKey, pulls: judgePulls(readers, waitingSince, now) };
}
