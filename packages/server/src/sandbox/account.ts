import type { Edition, Engine } from '@tongbu/engine';
import { EngineError } from '@tongbu/engine/outside';
import { fillSandbox, keyName } from './fresh.ts';
import { SANDBOX_SHOP } from './shop-files.ts';

/** What a shop calls the signed API with. */
export interface SandboxKey {
  /** `key` of the flagship edition, `appkey` of the enterprise edition. */
  key: string;
  /** The whole appsecret: `secret:salt` on the flagship edition. */
  secret: string;
}

/** Names and secrets of a sandbox's seller: all that a test needs to call it. */
export interface SandboxAccount {
  /** `sid`. */
  seller: string;
  shopNo: string;
  keys: Record<Edition, SandboxKey>;
  /** A bearer token of the management API, with the role admin. */
  token: string;
}

/** The name of its token. */
const TOKEN = 'sandbox';

/**
 * The account of a sandbox. An empty database is filled first; one that was filled before keeps its keys. The token is another
 * one each time, and the one before it is refused from then on: a token can be read only when it is made.
 *
 * @throws EngineError `input` when the database is no sandbox but holds a seller, or is the sandbox of another seller
 */
export async function openAccount(engine: Engine, { seller, now }: { seller: string; now: number }): Promise<SandboxAccount> {
  await engine.markSandbox({ now });
  const there = (await engine.listSellers({})).map((each) => each.seller);
  if (there.length === 0) await fillSandbox(engine, { seller, now });
  else if (!there.includes(seller))
    throw new EngineError('input', `this sandbox was made for the seller "${there.join('", "')}", not "${seller}"; name it with --seller`);
  const [flagship, enterprise] = await Promise.all([keyOf(engine, seller, 'flagship'), keyOf(engine, seller, 'enterprise')]);
  return { seller, shopNo: SANDBOX_SHOP, keys: { flagship, enterprise }, token: await newToken(engine, seller, now) };
}

async function keyOf(engine: Engine, seller: string, edition: Edition): Promise<SandboxKey> {
  const key = keyName(seller, edition);
  const found = await engine.findCredential({ seller, edition, appKey: key });
  if (found.found !== 'key') throw new EngineError('unknown', `the sandbox has no key "${key}" any more; begin one in an empty folder`);
  return { key, secret: found.credential.secret };
}

async function newToken(engine: Engine, seller: string, now: number): Promise<string> {
  const tokens = await engine.listTokens({ seller });
  if (tokens.some(({ name, revokedAt }) => name === TOKEN && revokedAt === null)) await engine.revokeToken({ seller, name: TOKEN, now });
  return engine.addToken({ seller, name: TOKEN, role: 'admin', expiresAt: null, now });
}
