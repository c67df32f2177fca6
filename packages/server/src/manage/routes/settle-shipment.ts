import { z } from 'zod';
import { Problem } from '../problem.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { shipmentParams } from './show-shipment.ts';

export const requeueShipment = route({
  name: 'requeueShipment',
  method: 'POST',
  path: '/api/shipments/{shipment}/requeue',
  role: 'operator',
  group: 'shipments',
  summary: {
    en: 'Queues a failed shipment again: it is replaced by a new record with a new number.',
    zh: '将失败的物流记录重新排队：原记录作废，以新编号生成新记录。',
  },
  params: shipmentParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      shipment: about(z.int(), 'The new number.', '新编号。'),
      replaces: about(z.int(), 'The record it replaces.', '被替换的记录。'),
    }),
    status: 201,
  },
  repeats: 'transaction',
  problems: ['not-found', 'conflict'],
  async handle(call) {
    const { shipment } = call.params;
    const { value } = await call.run('requeueShipment', named(call));
    if (value !== null) return { shipment: value, replaces: shipment };
    throw await whyNot(call, 'is not failed, or its sub-orders wait in another record');
  },
});

export const cancelShipment = route({
  name: 'cancelShipment',
  method: 'POST',
  path: '/api/shipments/{shipment}/cancel',
  role: 'operator',
  group: 'shipments',
  summary: { en: 'Takes a shipment that waits or failed out of the pool for good.', zh: '取消等待或失败的物流记录，不再同步。' },
  params: shipmentParams,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: z.object({ shipment: z.int(), cancelled: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found', 'conflict'],
  async handle(call) {
    const { value } = await call.run('cancelShipment', named(call));
    if (value) return { shipment: call.params.shipment, cancelled: true } as const;
    throw await whyNot(call, 'neither waits nor failed');
  },
});

type ShipmentCall = Call<z.output<typeof shipmentParams>>;

function named({ params: { shipment }, token, actor, now }: ShipmentCall) {
  return { seller: token.seller, shipment, actor, now };
}

async function whyNot({ engine, params: { shipment }, token, now }: ShipmentCall, problem: string): Promise<Problem> {
  const found = await engine.showShipment({ seller: token.seller, shipment, now });
  if (!found) return new Problem('not-found', `there is no shipment ${shipment}`);
  return new Problem('conflict', `shipment ${shipment} ${problem}; it is ${found.state}`);
}
