import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, numeral, shipment, shipmentOf } from '../schemas.ts';

/** The number of a shipment in an address. */
export const shipmentParams = z.strictObject({ shipment: about(numeral, 'The shipment’s number.', '物流同步记录编号。') });

const replacement = z.object({
  shipment: z.int(),
  trackingNumber: z.string(),
  state: shipment.shape.state,
  message: about(z.string(), 'The shop’s last word on it.', '商城最近的说明。'),
});

const shown = shipment
  .extend({
    replaces: about(
      replacement.nullable(),
      'The record in whose place it was made: queued again after it failed, or corrected. Null for the first of its parcel.',
      '此记录所接替的记录：失败后重新排队，或经更正；包裹的首条记录为 null。',
    ),
    replacedBy: about(replacement.nullable(), 'The record that took its place; null while none did.', '接替此记录的记录；没有时为 null。'),
  })
  .meta({ id: 'ShownShipment' });

export const showShipment = route({
  name: 'showShipment',
  method: 'GET',
  path: '/api/shipments/{shipment}',
  role: 'viewer',
  group: 'shipments',
  summary: { en: 'One shipment.', zh: '查看一条物流同步记录。' },
  params: shipmentParams,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: shown },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params, now }) {
    const found = await engine.showShipment({ seller: token.seller, shipment: params.shipment, now });
    if (!found) throw new Problem('not-found', `there is no shipment ${params.shipment}`);
    const { replaces, replacedBy, ...record } = found;
    return { ...shipmentOf(record), replaces, replacedBy };
  },
});
