import type { Engine } from '@tongbu/engine';
import { usage } from './error.ts';

/**
 * The seller that is meant: the one named, or the folder's only one.
 *
 * @throws CommandError `usage` when none is named and there is not exactly one
 */
export async function onlySeller(engine: Engine, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const sellers = await engine.listSellers({});
  const [first, second] = sellers;
  if (!first) throw usage('there is no seller yet; add one with: tongbu seller add <name>');
  if (second) throw usage(`which seller? Name it with --seller; there are ${sellers.map(({ seller }) => seller).join(', ')}`);
  return first.seller;
}
