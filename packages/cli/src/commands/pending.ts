import type { PendingOfShop } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { count, print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { ago, moment } from '../output/time.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
Listings wait until the shop acknowledges their newest version; shipments until
it reports them done or failed. Delayed: not offered for a while after a
failure. Held: not offered because the listing is switched off, deleted or
bound to no item. Failed: the shop gave up; they wait no more.

Example:
  $ tongbu pending --seller demo
`;

const NUMBERS = ['listings', 'listingsDelayed', 'listingsHeld', 'shipments', 'shipmentsDelayed', 'shipmentsFailed'] as const;

const COLUMNS = [
  { heading: 'SHOP' },
  { heading: 'NAME' },
  ...['LISTINGS', 'DELAYED', 'HELD', 'SHIPMENTS', 'DELAYED', 'FAILED'].map((heading) => ({ heading, align: 'right' as const })),
  { heading: 'OLDEST SINCE' },
];

/** `tongbu pending`: what waits, in which shop, since when. */
export function pendingCommand(): Command {
  return new Command('pending')
    .summary('what waits in each shop, and since when')
    .description('Shows for each shop of a seller how many listings and shipments wait to be pulled and acknowledged.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      const now = Date.now();
      const { seller, shops } = await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        return { seller, shops: await engine.pendingByShop({ seller, now }) };
      });
      if (flags.json) return printJson(shops);
      if (shops.length === 0) return print(`seller "${seller}" has no shop yet; import some: tongbu import shops FILE --seller ${seller}`);
      print(table(COLUMNS, [...shops.map((shop) => rowOf(shop, now)), totalOf(shops, now)]));
    });
}

function rowOf(shop: PendingOfShop, now: number): string[] {
  const name = shop.disabled ? `${shop.name} (disabled)`.trim() : shop.name;
  return [shop.shopNo, name, ...NUMBERS.map((number) => count(shop[number])), since(shop.oldestAt, now)];
}

function totalOf(shops: PendingOfShop[], now: number): string[] {
  const sums = NUMBERS.map((number) => count(shops.reduce((sum, shop) => sum + shop[number], 0)));
  const oldest = shops.flatMap(({ oldestAt }) => oldestAt ?? []);
  return ['total', '', ...sums, since(oldest.length > 0 ? Math.min(...oldest) : null, now)];
}

function since(at: number | null, now: number): string {
  return at === null ? '-' : `${moment(at)} (${ago(at, now)})`;
}
