import type { Account } from '@tongbu/client';
import type { Edition, Engine } from '@tongbu/engine';
import { type Flags, readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { remark } from '../output/print.ts';
import { word } from '../output/typed.ts';
import { givenSecret } from '../secret.ts';
import { withEngine } from '../with-engine.ts';

/** Flags of `call` and `sign` that say who calls. */
export interface AccountFlags extends Flags {
  sid?: string;
  key?: string;
}

/**
 * Who calls, and where: as given, the rest from the data folder, where there is only one answer.
 *
 * @throws CommandError `usage` when something is neither given nor to be found
 */
export async function accountOf(edition: Edition, flags: AccountFlags): Promise<Account> {
  const { url, data, seller } = readSettings(['url', 'data', 'seller'], flags);
  const sid = flags.sid ?? seller;
  const secret = givenSecret(flags);
  if (sid !== undefined && flags.key !== undefined && secret !== undefined) return { url, sid, key: flags.key, secret };
  const found = await withEngine(data, async (engine) => {
    const seller = await onlySeller(engine, sid);
    const key = flags.key ?? (await onlyKey(engine, seller, edition));
    return { sid: seller, key, secret: secret ?? (await secretOf(engine, seller, edition, key)) };
  });
  remark(
    `using seller "${found.sid}", ${edition} key "${found.key}", ${secret === undefined ? `secret from ${data}` : 'the secret given'}`,
  );
  return { url, ...found };
}

async function onlyKey(engine: Engine, seller: string, edition: Edition): Promise<string> {
  const keys = (await engine.listKeys({ seller })).filter((key) => key.edition === edition && key.disabledAt === null);
  const [first, second] = keys;
  if (!first)
    throw usage(
      `seller "${seller}" has no ${edition} key that works; add one with: tongbu key add --seller ${word(seller)} --edition ${edition} --key <name>`,
    );
  if (second) throw usage(`which ${edition} key? Name it with --key; there are ${keys.map(({ appKey }) => appKey).join(', ')}`);
  return first.appKey;
}

async function secretOf(engine: Engine, seller: string, edition: Edition, appKey: string): Promise<string> {
  const found = await engine.findCredential({ seller, edition, appKey });
  if (found.found === 'key') return found.credential.secret;
  throw usage(`seller "${seller}" has no ${edition} key "${appKey}" here; give its secret with --secret-file, or see: tongbu key list`);
}
