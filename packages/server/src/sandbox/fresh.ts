import { randomBytes } from 'node:crypto';
import type { Edition, Engine } from '@tongbu/engine';
import { shopFiles } from './shop-files.ts';

/** The state of a fresh sandbox. */
export const SHOP_STATE = 'shop';

/** The name of a sandbox's key. */
export const keyName = (seller: string, edition: Edition) => `${seller}-${edition}`;

/**
 * Fills a database that is marked as a sandbox and holds nothing: a seller with one shop, a key of each edition that may do
 * everything, and the state `shop`, saved.
 */
export async function fillSandbox(engine: Engine, { seller, now }: { seller: string; now: number }): Promise<void> {
  await engine.addSeller({ seller, now });
  for (const [kind, records] of Object.entries(shopFiles)) {
    await engine.importRows({ seller, kind, records, now, partial: false });
  }
  for (const edition of ['flagship', 'enterprise'] as const) {
    const appKey = keyName(seller, edition);
    const secret = edition === 'flagship' ? `${random()}:${random()}` : random();
    const free = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };
    await engine.addKey({ seller, edition, appKey, secret, ...free, now });
  }
  await engine.saveState({ seller, name: SHOP_STATE, now });
}

const random = () => randomBytes(16).toString('hex');
