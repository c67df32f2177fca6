import { Command } from 'commander';
import { option } from '../option.ts';
import { withOrders } from '../order.ts';
import { print } from '../output/print.ts';

/** `tongbu order pay`: notes that an order is paid. */
export function orderPayCommand(): Command {
  return new Command('pay')
    .summary('note that an order is paid')
    .description(
      'Notes that an order is paid: what it reserves is to be approved and shipped now, where the shop has not said so by a push.',
    )
    .argument('<tid>', "the shop's order number")
    .addOption(option('data'))
    .addOption(option('seller'))
    .addHelpText('after', '\nExample:\n  $ tongbu order pay 202611111203118801 --seller demo\n')
    .action(async (tid, flags) => {
      const paid = await withOrders(flags, (engine, asker) => engine.payOrder({ ...asker, tid }));
      print(paid ? `order ${tid} is paid` : `order ${tid} was paid before`);
    });
}
