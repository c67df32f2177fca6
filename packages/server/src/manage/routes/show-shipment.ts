import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, numeral, shipment, shipmentOf } from '../schemas.ts';

/** The number of a shipment in an address. */
export const shipmentParams = z.strictObject({ shipment: about(numeral, 'The shipment’s number.', '物流同步记录编号。') });

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
  answers: { json: shipment },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params, now }) {
    const found = await engine.showShipment({ seller: token.seller, shipment: params.shipment, now });
    if (!found) throw new Problem('not-found', `there is no shipment ${params.shipment}`);
    return shipmentOf(found);
  },
});
