import { bridgeMutants } from './list/bridge.ts';
import { engineOrdersMutants } from './list/engine-orders.ts';
import { enginePoolsMutants } from './list/engine-pools.ts';
import { engineSellersMutants } from './list/engine-sellers.ts';
import { engineStockMutants } from './list/engine-stock.ts';
import { serverMutants } from './list/server.ts';
import type { Mutant } from './mutant.ts';

/** By the part that is broken, as `npm run proof -- mutants --only <group>` names it. Mutants that only a rig can see are in that rig's `finds`. */
export const groups: Readonly<Record<string, Mutant[]>> = {
  'engine-pools': enginePoolsMutants,
  'engine-stock': engineStockMutants,
  'engine-orders': engineOrdersMutants,
  'engine-sellers': engineSellersMutants,
  server: serverMutants,
  bridge: bridgeMutants,
};

/** All of them; `npm run proof -- mutants` tries each. */
export const mutants: Mutant[] = Object.values(groups).flat();
