/** A bridge between the real server and a tiny shop behind a webhook, all over sockets. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edition } from '@tongbu/client';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { expect } from 'vitest';
import { type BridgeOptions, runBridge, runBridgeOnce } from '../src/bridge.ts';
import { Meters } from '../src/meters.ts';
import type { Shop } from '../src/shop.ts';
import { webhook } from '../src/shops/webhook.ts';
import { type Receiver, SECRET, startReceiver } from './tiny-shop.ts';

export const EDITIONS: Edition[] = ['flagship', 'enterprise'];

export interface Rig {
  tongbu: Tongbu;
  receiver: Receiver;
  edition: Edition;
  folder: string;
  /** What was logged, as `level message`. */
  lines: string[];
  options(more?: Partial<BridgeOptions>): BridgeOptions;
  openShop(): Promise<Shop>;
  /** One pass over each pool by a new bridge. */
  once(more?: Partial<BridgeOptions>): Promise<Meters>;
  /** A bridge that goes on until it is stopped. */
  run(more?: Partial<BridgeOptions>): { meters: Meters; stop(): Promise<void>; ended: Promise<unknown> };
  /** What still waits in the ERP, what of it is delayed there, and what was given up. */
  waiting(): Promise<{ stock: number; stockDelayed: number; shipments: number; shipmentsFailed: number }>;
  /** Parcels of a scene leave; the shop knows their orders. */
  ship(scene: Parameters<Tongbu['ship']>[0]): Promise<string[]>;
  close(): Promise<void>;
}

/** A sandbox with ten listings that wait, all of which the shop sells. */
export async function startRig(edition: Edition): Promise<Rig> {
  const tongbu = await startTongbu();
  const receiver = await startReceiver();
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-bridge-'));
  const lines: string[] = [];
  for (let n = 1; n <= 10; n += 1) receiver.shop.listings.set(`SKU-${n}`, { quantity: '?', version: 0 });
  const rig: Rig = {
    ...{ tongbu, receiver, edition, folder, lines },
    options: (more = {}) => ({
      erp: { edition, url: tongbu.url, seller: tongbu.seller, ...tongbu.keys[edition] },
      ...{ shops: [tongbu.shopNo], limits: null, stock: { everyMs: 30, page: 100 }, shipments: { everyMs: 30, page: 100 } },
      mapping: { goods: new Map(), carriers: new Map([['SF', { code: 'sf', name: '顺丰', trackingUrl: null }]]), shops: new Map() },
      ...{ ignored: { listings: [], orders: [], carriers: [] }, policies: { listing: 'fail', order: 'keep', carrier: 'keep' } },
      ...{ share: { this: 1, of: 1 }, journal: join(folder, 'journal'), firstPauseMs: 10, graceMs: 1000, minuteMs: 50, patienceMs: 0 },
      ...more,
    }),
    openShop: () =>
      webhook.open(webhook.settings.parse({ url: receiver.url, secrets: [SECRET], http: true, allow: ['127.0.0.1'] }), {
        ...{ log: () => {}, environment: {}, folder },
      }),
    async once(more) {
      const [shop, meters] = [await rig.openShop(), new Meters()];
      const log = (level: string, message: string) => void lines.push(`${level} ${message}`);
      await runBridgeOnce(rig.options(more), { shop, log, meters }, new AbortController().signal).finally(() => shop.close());
      return meters;
    },
    run(more) {
      const [stop, meters] = [new AbortController(), new Meters()];
      const log = (level: string, message: string) => void lines.push(`${level} ${message}`);
      const ended = rig
        .openShop()
        .then((shop) => runBridge(rig.options(more), { shop, log, meters }, stop.signal).finally(() => shop.close()));
      ended.catch(() => {});
      return {
        ...{ meters, ended },
        async stop() {
          stop.abort();
          await ended;
        },
      };
    },
    async waiting() {
      const pending = await tongbu.engine.pendingByShop({ seller: tongbu.seller, now: tongbu.clock.now() });
      const sum = (of: (each: (typeof pending)[number]) => number) => pending.reduce((total, each) => total + of(each), 0);
      return {
        ...{ stock: sum(({ listings }) => listings), stockDelayed: sum(({ listingsDelayed }) => listingsDelayed) },
        ...{ shipments: sum(({ shipments }) => shipments), shipmentsFailed: sum(({ shipmentsFailed }) => shipmentsFailed) },
      };
    },
    async ship(scene) {
      const { tids } = await tongbu.ship(scene);
      for (const tid of tids) receiver.shop.orders.set(tid, [`${tid}-1`, `${tid}-2`]);
      return tids;
    },
    async close() {
      await tongbu.stop();
      await receiver.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'it', ms = 30_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > end) expect.fail(`waited ${ms} ms for ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
