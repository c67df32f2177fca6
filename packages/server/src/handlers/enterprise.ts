/** The enterprise interfaces: translate to the model's words, call an engine verb, translate back. */
import type { ShipmentEffect, StockEffect } from '@tongbu/model';
import { type Element, enterprise } from '@tongbu/protocol';
import type { Handlers } from './call.ts';
import { listings } from './enterprise/listings.ts';
import { orders } from './enterprise/orders.ts';
import { settings } from './enterprise/settings.ts';
import { stock } from './enterprise/stock.ts';

const { refuse, recordError } = enterprise;

export const enterpriseHandlers: Handlers<typeof enterprise.methods> = {
  async api_goods_stock_change_query({ engine, caller, now, cursors }, { shop_no, limit }) {
    const reader = JSON.stringify(['stock', caller.seller, caller.actor, shop_no]);
    const after = cursors.last(reader);
    const changes = await engine.pullStock({ caller, shopNo: shop_no, after, limit, now });
    if (!changes) throw refuse.unknownShop();
    const offered = changes.map(({ listing }) => listing);
    cursors.offered(reader, offered);
    return { current_count: changes.length, stock_change_list: changes.map(enterprise.stockRow) };
  },

  async api_goods_stock_change_ack({ engine, caller, signedAt, now }, { stock_sync_list: list }) {
    const items = list.map(enterprise.stockAcknowledgement);
    const results = await engine.acknowledgeStock({ caller, items, signedAt, now });
    const errors = results.flatMap(({ effect }, i) => recordErrors(list[i], items[i]?.refused, stockErrors[effect]));
    return errors.length > 0 ? { errors } : {};
  },

  async logistics_sync_query({ engine, caller, now, cursors }, { limit, shop_no, is_part_sync_able }) {
    const filter = { shopNo: shop_no || null, tid: null, trackingNumber: null, part: is_part_sync_able ? null : false };
    const reader = JSON.stringify(['shipment', caller.seller, caller.actor, shop_no, is_part_sync_able]);
    const found = await engine.pullShipments({ caller, filter, after: cursors.last(reader), limit, now });
    if (!found) throw refuse.unknownShop();
    const offered = found.shipments.map(({ shipment }) => shipment);
    cursors.offered(reader, offered);
    return { total_count: found.total ?? undefined, trades: found.shipments.map(enterprise.shipmentRow) };
  },

  async logistics_sync_ack({ engine, caller, signedAt, now }, { logistics_list: list }) {
    const items = list.map(enterprise.shipmentAcknowledgement);
    const effects = await engine.acknowledgeShipments({ caller, items, signedAt, now });
    return { errors: effects.flatMap((effect, i) => recordErrors(list[i], items[i]?.refused, shipmentErrors[effect])) };
  },

  ...listings,
  ...orders,
  ...stock,
  ...settings,
};

/** Effects that are told; a stale or repeated acknowledgement is no error of the client. */
const stockErrors: Partial<Record<StockEffect, string>> = { unknown: recordError.unknown };
const shipmentErrors: Partial<Record<ShipmentEffect, string>> = {
  unknown: recordError.unknown,
  settled: recordError.settled,
  repeated: recordError.settled,
};

/** Names the record as the request did: an id that no record has may be longer than ours ever are (promise W4). */
function recordErrors(element: Element<{ rec_id: string }> | undefined, refused: string | undefined, error: string | undefined) {
  const text = refused ?? error;
  const rec_id = element?.ok ? element.value.rec_id : (element?.id ?? unreadableId(element));
  return text === undefined ? [] : [{ rec_id: rec_id ?? '', error: text }];
}

/** What stood in the place of the id, where something did. */
function unreadableId(element: Element<{ rec_id: string }> | undefined): string | undefined {
  return element && !element.ok && element.problem.field === 'rec_id' ? element.problem.value : undefined;
}
