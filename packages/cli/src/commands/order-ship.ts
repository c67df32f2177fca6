import { Command } from 'commander';
import { usage } from '../error.ts';
import { option, repeated, whole } from '../option.ts';
import { portionOf, shipmentsText, withOrders } from '../order.ts';
import { print, printJson } from '../output/print.ts';

const HELP = `
Without --oid all that is open of the order leaves; with it only these
sub-orders, or so many pieces of them, and the rest stays open. Of several
numbers the first is the main one, which the shop is told. The same again
changes nothing; another number for what has left is a correction.

Which numbers a shop is told is a setting of the shop (import shops:
is_split_shipping, reported_number, is_split_by_quantity).

Example:
  $ tongbu order ship 202611111203118801 --carrier ZTO-HZ --number 78784120960317
  $ tongbu order ship 202611112008541177 --oid 20261111200854117701 \\
      --carrier YTO-HZ --number YT7618820415936
  $ tongbu order ship --trade 12 --carrier SF --number SF1 --number SF2
`;

/** `tongbu order ship`: what leaves, by whom and under which numbers. */
export function orderShipCommand(): Command {
  return new Command('ship')
    .summary('ship an order, or a part of it')
    .description('Ships an order: takes down stock and what was reserved, and makes the records by which the shop is told.')
    .argument('[tid]', "the shop's order number; not with --trade")
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--carrier <code>', "the seller's own code of the carrier (required)")
    .requiredOption('--number <number>', 'a tracking number, the main one first; may be repeated (required)', repeated)
    .option('--oid <oid[=num]>', 'only this sub-order, or so many pieces of it; may be repeated', repeated)
    .option('--trade <n>', 'the trade, where an order is split; with all orders in it', whole(1, 2 ** 31 - 1))
    .option('--allow-negative', 'ship more than the books say lies in the warehouse')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (tid: string | undefined, flags) => {
      if ((tid === undefined) === (flags.trade === undefined)) throw usage('name either an order, or a trade with --trade');
      if (flags.trade !== undefined && flags.oid) throw usage('--oid goes with an order; a trade leaves as it is (tongbu order split)');
      const lines = flags.oid ? (flags.oid as string[]).map(portionOf) : null;
      const consignment = { carrier: flags.carrier, numbers: flags.number, allowNegative: flags.allowNegative === true };
      const done = await withOrders(flags, (engine, asker) =>
        tid === undefined
          ? engine.shipTrade({ ...asker, ...consignment, trade: flags.trade })
          : engine.shipOrder({ ...asker, ...consignment, tid, lines }),
      );
      if (flags.json) return printJson(done);
      if (done.effect === 'unchanged') return print(`trade ${done.trade} has left just so before; nothing is changed`);
      print(`trade ${done.trade} is ${done.effect}; ${shipmentsText(done.shipments)}`);
    });
}
