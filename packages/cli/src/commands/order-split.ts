import { Command } from 'commander';
import { option, repeated, whole } from '../option.ts';
import { portionOf, withOrders } from '../order.ts';
import { print } from '../output/print.ts';

/** `tongbu order split`: part of a trade leaves by itself. */
export function orderSplitCommand(): Command {
  return new Command('split')
    .summary('put a part of a trade into a new one')
    .description('Splits a trade: the named sub-orders, or so many pieces of them, go into a new trade that leaves by itself.')
    .argument('<trade>', 'the trade, by its number', whole(1, 2 ** 31 - 1))
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--oid <oid[=num]>', 'a sub-order, or so many pieces of it; may be repeated (required)', repeated)
    .addHelpText('after', '\nExample:\n  $ tongbu order split 12 --oid 1001 --oid 1002=2 --seller demo\n')
    .action(async (trade, flags) => {
      const lines = (flags.oid as string[]).map(portionOf);
      const made = await withOrders(flags, (engine, asker) => engine.splitTrade({ ...asker, trade, lines }));
      print(`trade ${trade} is split; the new trade is ${made}`);
    });
}
