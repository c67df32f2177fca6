import { randomBytes } from 'node:crypto';
import type { Credential, Edition, Engine } from '@tongbu/engine';
import { demoFiles, MINI, WEB } from './seed.ts';

/** The made-up seller. */
export const SELLER = 'demo';

/** The demo's two keys, one for each edition and shop. */
export const KEYS: Record<Edition, { appKey: string; shop: string }> = {
  flagship: { appKey: 'demo-web', shop: WEB },
  enterprise: { appKey: 'demo-mini', shop: MINI },
};

/** Whether the made-up seller is all there: its keys are added last, and carriers were not there before it had orders. */
export async function isSetUp(engine: Engine): Promise<boolean> {
  const sellers = await engine.listSellers({});
  if (!sellers.some(({ seller }) => seller === SELLER)) return false;
  if ((await engine.listCarriers({ seller: SELLER })).length === 0) return false;
  return (await engine.listKeys({ seller: SELLER })).length === Object.keys(KEYS).length;
}

/** Makes the seller, imports its files, and gives each shop a key with a secret of its own. Goes on where a first start was killed. */
export async function setUp(engine: Engine): Promise<void> {
  const now = Date.now();
  if (!(await engine.listSellers({})).some(({ seller }) => seller === SELLER)) await engine.addSeller({ seller: SELLER, now });
  for (const [kind, records] of Object.entries(demoFiles())) {
    await engine.importRows({ seller: SELLER, kind, records, now: Date.now(), partial: false });
  }
  const there = (await engine.listKeys({ seller: SELLER })).map(({ appKey }) => appKey);
  for (const edition of ['flagship', 'enterprise'] as const) {
    const { appKey, shop } = KEYS[edition];
    if (there.includes(appKey)) continue;
    const secret = randomBytes(32).toString('hex') + (edition === 'flagship' ? `:${randomBytes(8).toString('hex')}` : '');
    await engine.addKey({
      seller: SELLER,
      edition,
      appKey,
      secret,
      shops: [shop],
      allow: [],
      callsPerMinute: null,
      callsAtOnce: null,
      now,
    });
  }
}

/** The key of an edition, with its secret. */
export async function credentialOf(engine: Engine, edition: Edition): Promise<Credential> {
  const { appKey } = KEYS[edition];
  const found = await engine.findCredential({ seller: SELLER, edition, appKey });
  if (found.found !== 'key')
    throw new Error(`the demo's ${edition} key "${appKey}" is gone from its data folder; remove the folder to begin anew`);
  return found.credential;
}
