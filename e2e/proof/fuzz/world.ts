/** Who calls in the fuzz rigs, beside the keys of `seed.ts`: keys that must be refused, each for another reason. */
import type { Edition } from '@tongbu/engine';
import { inFolder, KEYS, STRANGER_KEYS, seed } from '../seed.ts';
import type { Extent } from './calls.ts';

export type { Edition };

/** A key as a caller holds it. */
export interface Holder {
  sid: string;
  key: string;
  secret: string;
}

/** Which key signs: the one that may do everything, and those that may not. */
export type Signer = 'full' | 'disabled' | 'from elsewhere' | 'over the limit' | 'of another warehouse' | 'stranger';

/** Records there are of each kind. */
export const EXTENT: Extent = { listings: 400, shipments: 200 };

const SELLER = KEYS.flagship.sid;
const special = (edition: Edition, name: string, secret: string): Holder => ({ sid: SELLER, key: `${name}-${edition}`, secret });

/** All holders of an edition. */
export const HOLDERS: Record<Edition, Record<Signer, Holder>> = {
  flagship: {
    full: KEYS.flagship,
    disabled: special('flagship', 'gone', 'g0ne-s3cret:pepper'),
    'from elsewhere': special('flagship', 'far', 'f4r-s3cret:pepper'),
    'over the limit': special('flagship', 'slow', 'sl0w-s3cret:pepper'),
    'of another warehouse': special('flagship', 'there', 'th3re-s3cret:pepper'),
    stranger: STRANGER_KEYS.flagship,
  },
  enterprise: {
    full: KEYS.enterprise,
    disabled: special('enterprise', 'gone', 'g0ne-s3cret'),
    'from elsewhere': special('enterprise', 'far', 'f4r-s3cret'),
    'over the limit': special('enterprise', 'slow', 'sl0w-s3cret'),
    'of another warehouse': special('enterprise', 'there', 'th3re-s3cret'),
    stranger: STRANGER_KEYS.enterprise,
  },
};

/** Calls a minute of the key that is over its limit. */
const FEW = 10;

/** Fills a folder with two sellers, the same numbers in both, and every key of {@link HOLDERS}. */
export async function seedWorld(folder: string): Promise<void> {
  await inFolder(folder, async (engine) => {
    await seed(engine, EXTENT);
    await seed(engine, { ...EXTENT, keys: STRANGER_KEYS });
    const now = Date.now();
    const put = (kind: string, records: Record<string, string>[]) =>
      engine.importRows({ seller: SELLER, kind, records, now, partial: false });
    await put('shops', [{ shop_no: 'S2' }]);
    await put('warehouses', [{ warehouse_no: 'W2' }]);
    const off = { shop_no: 'S2', goods_id: 'off', spec_no: 'A1', is_disable_syn: '1' };
    await put('listings', [off, { ...off, goods_id: 'deleted', status: '0', is_disable_syn: '0' }]);
    for (const edition of ['flagship', 'enterprise'] as const) {
      const { disabled, 'from elsewhere': far, 'over the limit': slow, 'of another warehouse': there } = HOLDERS[edition];
      const most = { callsPerMinute: 100_000_000, callsAtOnce: 100_000 };
      const add = ({ key, secret }: Holder, rest: object = {}) =>
        engine.addKey({ seller: SELLER, edition, appKey: key, secret, shops: null, allow: [], ...most, now, ...rest });
      await add(disabled);
      await engine.disableKey({ seller: SELLER, edition, appKey: disabled.key, now });
      await add(far, { allow: ['10.0.0.0/8', '2001:db8::/32'] });
      await add(slow, { callsPerMinute: FEW });
      await add(there, { warehouses: ['W2'] });
    }
  });
}
