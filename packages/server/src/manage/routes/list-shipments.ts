import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, page, paging, shipment, shipmentOf } from '../schemas.ts';

const only = (length: number) => z.string().min(1).max(length).nullable().default(null);

export const listShipments = route({
  name: 'listShipments',
  method: 'GET',
  path: '/api/shipments',
  role: 'viewer',
  group: 'shipments',
  summary: { en: 'Shipments, the newest first.', zh: '查询物流同步记录，由新到旧。' },
  params: NOTHING,
  query: z.strictObject({
    state: about(
      z.enum(['all', 'pending', 'done', 'failed', 'cancelled', 'replaced']).default('all'),
      'In this state alone.',
      '仅此状态。',
    ),
    shop: about(only(20), 'Of this shop alone (shop_no).', '仅此店铺（shop_no）。'),
    tid: about(only(40), 'Of this order alone, the whole number.', '仅此原始单号（完整）。'),
    trackingNumber: about(only(40), 'With this tracking number alone, the whole of it.', '仅此物流单号（完整）。'),
    ...paging,
  }),
  body: NO_BODY,
  answers: { json: page(shipment) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { shop, ...asked }, now }) {
    const { rows, next } = await engine.listShipments({ seller: token.seller, ...asked, shopNo: shop, now });
    return { items: rows.map(shipmentOf), next };
  },
});
