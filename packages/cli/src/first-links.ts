import type { Engine } from '@tongbu/engine';
import { byCommand } from '@tongbu/engine/outside';
import { setupUrl } from './console-url.ts';
import { remark } from './output/print.ts';
import { typed, word } from './output/typed.ts';
import { userName } from './user-name.ts';

/** For so many sellers the links are shown at a start; beyond, the command is. */
const MOST_SHOWN = 3;

/**
 * Shows a one-time link for each seller that nobody can sign in to who may give rights: by it the first admin chooses a name and a
 * password. There is no password to begin with. A link of an earlier start is good no longer.
 */
export async function showFirstLinks(engine: Engine, console: string, now: number): Promise<void> {
  const sellers = await engine.sellersWithoutAdmin({});
  for (const seller of sellers.slice(0, MOST_SHOWN)) {
    const { token } = await byCommand(engine, userName()).makeSetupLink({ seller, name: null, now });
    remark(`Nobody is admin of seller "${seller}" yet. Good once, for a day:\n  ${setupUrl(console, token)}\n`);
  }
  const [next] = sellers.slice(MOST_SHOWN);
  if (next) remark(typed(`${sellers.length - MOST_SHOWN} more sellers without an admin: tongbu person link --seller ${word(next)}`));
}

/** A one-time link for the first admin of one seller; null where there is one. */
export async function firstLink(engine: Engine, seller: string, console: string): Promise<string | null> {
  const without = await engine.sellersWithoutAdmin({});
  if (!without.includes(seller)) return null;
  const { token } = await byCommand(engine, userName()).makeSetupLink({ seller, name: null, now: Date.now() });
  return setupUrl(console, token);
}
