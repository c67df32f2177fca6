/** A real Medusa and Tongbu, the whole way. */
import type { ShopOnTheWay } from './loop.ts';
import { loopPromises } from './loop-promises.ts';
import { startMedusa } from './medusa-shop.ts';

const WORDS = ['/fulfillments {', '/shipments {', '/location-levels'];

loopPromises('Medusa', WORDS, async (): Promise<ShopOnTheWay> => {
  const { port, apiKey, sell, buy, order, stockOf, stop } = await startMedusa();
  return {
    ...{ url: `http://127.0.0.1:${port}`, sell, stop },
    settings: (url) => `{ kind: medusa, url: '${url}', apiKey: '\${SHOP_KEY}' }`,
    environment: { SHOP_KEY: apiKey },
    states: { partly: 'partially_shipped', wholly: 'shipped' },
    async buy(skus) {
      const { id, items } = await buy(skus.map((sku) => ({ sku, pieces: 1 })));
      return { tid: id, oids: items.map((item) => item.id) };
    },
    async order(tid) {
      const { fulfillment_status: state, fulfillments } = await order(tid);
      const kept = fulfillments.filter(({ canceled_at: canceled }) => canceled === null);
      const parcels = kept.map(({ shipped_at: shippedAt, metadata, labels, items }) => ({
        ...{ isSent: shippedAt !== null, carrier: metadata?.['tongbu_carrier'] ?? '', trackingNumber: labels[0]?.tracking_number ?? '' },
        oids: items.map((item) => item.line_item_id).sort(),
      }));
      return { state, parcels };
    },
    async stockOf(sku) {
      const [level, ...more] = await stockOf(sku);
      if (!level || more.length > 0) throw new Error(`Medusa has ${sku} at ${more.length + 1} locations`);
      return { onHand: level.stocked, reserved: level.reserved };
    },
  };
});
