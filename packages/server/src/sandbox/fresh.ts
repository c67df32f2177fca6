import { randomBytes } from 'node:crypto';
import type { Edition, Engine } from '@tongbu/engine';
import { SANDBOX_SHOP, shopFiles } from './shop-files.ts';

/** The state of a fresh sandbox. */
export const SHOP_STATE = 'shop';

/** What a shop calls the signed API with. */
export interface SandboxKey {
  /** `key` of the flagship edition, `appkey` of the enterprise edition. */
  key: string;
  /** The whole appsecret: `secret:salt` on the flagship edition. */
  secret: string;
}

/** Names and secrets of a sandbox's only seller. */
export interface SandboxAccount {
  /** `sid`. */
  seller: string;
  shopNo: string;
  keys: Record<Edition, SandboxKey>;
}

/**
 * Fills an empty database: a seller with one shop, a key of each edition that may do everything, and the state `shop`, saved.
 *
 * @throws EngineError `input` when the database holds a seller already
 */
export async function fillSandbox(engine: Engine, { seller, now }: { seller: string; now: number }): Promise<SandboxAccount> {
  await engine.markSandbox({ now });
  await engine.addSeller({ seller, now });
  for (const [kind, records] of Object.entries(shopFiles)) {
    await engine.importRows({ seller, kind, records, now, partial: false });
  }
  const keys = {
    flagship: { key: `${seller}-flagship`, secret: `${random()}:${random()}` },
    enterprise: { key: `${seller}-enterprise`, secret: random() },
  };
  for (const edition of ['flagship', 'enterprise'] as const) {
    const { key: appKey, secret } = keys[edition];
    const free = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };
    await engine.addKey({ seller, edition, appKey, secret, ...free, now });
  }
  await engine.saveState({ seller, name: SHOP_STATE, now });
  return { seller, shopNo: SANDBOX_SHOP, keys };
}

const random = () => randomBytes(16).toString('hex');
