import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { page, paging, shipment, shipmentOf } from '../schemas.ts';
import { shipmentFilter, shipmentsAsked } from './record-filters.ts';

export const listShipments = route({
  name: 'listShipments',
  method: 'GET',
  path: '/api/shipments',
  role: 'viewer',
  group: 'shipments',
  summary: { en: 'Shipments, the newest first.', zh: '查询物流同步记录，由新到旧。' },
  params: NOTHING,
  query: z.strictObject({ ...shipmentFilter, ...paging }),
  body: NO_BODY,
  answers: { json: page(shipment) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { limit, cursor, ...asked }, now }) {
    const { rows, next } = await engine.listShipments({ seller: token.seller, ...shipmentsAsked(asked), limit, cursor, now });
    return { items: rows.map(shipmentOf), next };
  },
});
