/**
 * The whole way: a customer buys in a real shop, the order is pushed to Tongbu, which ships it in parts; `tongbu bridge` tells the shop and
 * acknowledges. Then the same with kill -9 around each of its words to the shop and to the ERP. Each shop's own file calls it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Edition, type Loop, pushOrder, type ShopOnTheWay, ship, startLoop, type When, waiting } from './loop.ts';

const SKUS = ['SKU-1', 'SKU-2', 'SKU-3'];

/** Ten listings wait in a new sandbox, and the shop sells three of them: the others are gaps in the mapping, kept as the file says. */
const GAPS = { listings: 7, shipments: 0, failed: 0 };

/** What the bridge says to the ERP. */
const ACKNOWLEDGEMENTS: Record<Edition, string[]> = {
  flagship: ['StockSync.syncSuccess', 'LogisticsSync.update'],
  enterprise: ['api_goods_stock_change_ack', 'logistics_sync_ack'],
};

/**
 * The named tests.
 *
 * @param words texts of the requests to the shop around which the bridge is killed: such as make a parcel, send it off, set stock
 */
export function loopPromises(name: string, words: readonly string[], startShop: () => Promise<ShopOnTheWay>): void {
  let shop: ShopOnTheWay;
  let folder: string;

  beforeAll(async () => {
    shop = await startShop();
    for (const sku of SKUS) await shop.sell(sku, 1000);
    folder = mkdtempSync(join(tmpdir(), 'tongbu-loop-'));
  }, 300_000);

  afterAll(async () => {
    await shop?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  describe.each(['flagship', 'enterprise'] as const)(`${name} and Tongbu, %s edition`, (edition) => {
    let loop: Loop;
    beforeAll(async () => {
      loop = await startLoop(shop, edition, folder);
    });
    afterAll(() => loop?.stop());

    const buyAndPush = async (skus: readonly string[]) => {
      const order = await shop.buy(skus);
      await pushOrder(loop.tongbu, order, skus);
      return order;
    };

    test('stock and parcels go the whole way and are acknowledged', async () => {
      const { tongbu, pass } = loop;
      const { tid, oids } = await buyAndPush(SKUS.slice(0, 2));
      for (const [at, sku] of SKUS.entries()) await tongbu.move(sku, 100 * (at + 1));
      await ship(tongbu, tid, oids[0] as string, 'SF-1-OF-2');
      await pass();
      const half = await shop.order(tid);
      await ship(tongbu, tid, null, 'SF-2-OF-2');
      await pass();
      await pass(); // the parcels have changed the stock
      const whole = await shop.order(tid);
      expect([half.state, whole.state]).toEqual([shop.states.partly, shop.states.wholly]);
      expect(await waiting(tongbu)).toEqual(GAPS);
      const stock = await Promise.all(SKUS.map((sku) => shop.stockOf(sku)));
      expect(stock).toEqual([99, 199, 300].map((onHand) => ({ onHand, reserved: 0 })));
      const parcel = { isSent: true, carrier: '顺丰速运' };
      expect(whole.parcels.sort((a, b) => a.trackingNumber.localeCompare(b.trackingNumber))).toEqual([
        { ...parcel, trackingNumber: 'SF-1-OF-2', oids: [oids[0]] },
        { ...parcel, trackingNumber: 'SF-2-OF-2', oids: [oids[1]] },
      ]);
      const told = [...whole.parcels, ...stock.map((each, at) => ({ sku: SKUS[at], ...each }))].map((each) => JSON.stringify(each));
      const title = `${edition}: what ${name}'s API says afterwards of order ${tid}: ${half.state}, then ${whole.state}`;
      console.log([title, ...told].join('\n  '));
    });

    const kills = [...words, ...ACKNOWLEDGEMENTS[edition]].flatMap((word) =>
      (['before', 'after'] as When[]).map((when) => ({ when, word })),
    );

    test.each(kills)(
      'kill -9 $when "$word": one parcel, the stock of the ERP, both acknowledged, and not before the shop had them',
      async ({ when, word }) => {
        const { tongbu, pass } = loop;
        const { tid, oids } = await buyAndPush(SKUS.slice(0, 2));
        const pieces = 400 + kills.findIndex((each) => each.when === when && each.word === word);
        await tongbu.move('SKU-3', pieces);
        await ship(tongbu, tid, null, `SF-${tid}`);
        const wasSent: boolean[] = [];
        loop.beforeParcelIsAcknowledged = async () => {
          wasSent.push((await shop.order(tid)).parcels.some(({ isSent }) => isSent));
        };
        expect(await pass(when, word)).toBe(true);
        const atDeath = (await shop.order(tid)).parcels.map(({ isSent }) => (isSent ? 'sent' : 'made'));
        expect(await pass()).toBe(false);
        const { state, parcels } = await shop.order(tid);
        const seen = `${name} had [${atDeath}], after a new bridge ${state} with ${parcels.length} parcel`;
        console.log(`${edition}: killed ${when} ${word}: ${seen}`);
        expect([state, parcels]).toEqual([
          shop.states.wholly,
          [{ isSent: true, carrier: '顺丰速运', trackingNumber: `SF-${tid}`, oids: [...oids].sort() }],
        ]);
        expect(await shop.stockOf('SKU-3')).toEqual({ onHand: pieces, reserved: 0 });
        expect(wasSent.length).toBeGreaterThan(0);
        expect(wasSent).not.toContain(false);
        expect(await waiting(tongbu)).toEqual(GAPS);
      },
    );
  });
}
