import type { PendingOfShop } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { count, print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { ago } from '../output/time.ts';
import { typed, word } from '../output/typed.ts';
import { cut } from '../output/width.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
Listings wait until the shop acknowledges their newest version; parcels until it
reports them done or failed. LISTINGS and PARCELS count everything that waits;
DELAYED, HELD and RETRY are among them, and a pull does not offer those now.
  DELAYED  listings, for a while after a failure
  HELD     listings that are switched off, deleted or bound to no item
  RETRY    parcels, for a while after a failure
  FAILED   parcels the shop gave up; they wait no more
  DIFFERS  acknowledged so far with another quantity than the one offered
  OLDEST   how long the oldest has waited

Times are this machine's own (TZ); on the wire they are Beijing time.

Example:
  $ tongbu pending --seller demo
`;

const NUMBERS = [
  'listings',
  'listingsDelayed',
  'listingsHeld',
  'shipments',
  'shipmentsDelayed',
  'shipmentsFailed',
  'quantityDiffers',
] as const;

/** With a name of so many cells a line fits on 100. */
const LONGEST_NAME = 24;

const COLUMNS = [
  { heading: 'SHOP' },
  { heading: 'NAME' },
  ...['LISTINGS', 'DELAYED', 'HELD', 'PARCELS', 'RETRY', 'FAILED', 'DIFFERS', 'OLDEST'].map((heading) => ({
    heading,
    align: 'right' as const,
  })),
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
      if (shops.length === 0) {
        return print(typed(`seller "${seller}" has no shop yet; import some: tongbu import shops FILE --seller ${word(seller)}`));
      }
      print(table(COLUMNS, [...shops.map((shop) => rowOf(shop, now)), totalOf(shops, now)]));
    });
}

function rowOf(shop: PendingOfShop, now: number): string[] {
  const mark = shop.disabled ? ' (disabled)' : '';
  const name = `${cut(shop.name, LONGEST_NAME - mark.length)}${mark}`.trim();
  return [shop.shopNo, name, ...NUMBERS.map((number) => count(shop[number])), since(shop.oldestAt, now)];
}

function totalOf(shops: PendingOfShop[], now: number): string[] {
  const sums = NUMBERS.map((number) => count(shops.reduce((sum, shop) => sum + shop[number], 0)));
  const oldest = shops.flatMap(({ oldestAt }) => oldestAt ?? []);
  return ['total', '', ...sums, since(oldest.length > 0 ? Math.min(...oldest) : null, now)];
}

function since(at: number | null, now: number): string {
  return at === null ? '-' : ago(at, now);
}
