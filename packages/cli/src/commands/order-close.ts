import { Command } from 'commander';
import { option } from '../option.ts';
import { withOrders } from '../order.ts';
import { print } from '../output/print.ts';

/** `tongbu order close`: what is open of an order will not be shipped. */
export function orderCloseCommand(): Command {
  return new Command('close')
    .summary('close an order; its unshipped rest is released')
    .description('Closes an order: what has not left is released and will not be shipped. What has left stays as it is.')
    .argument('<tid>', "the shop's order number")
    .addOption(option('data'))
    .addOption(option('seller'))
    .addHelpText('after', '\nExample:\n  $ tongbu order close 202611111203118801 --seller demo\n')
    .action(async (tid, flags) => {
      const closed = await withOrders(flags, (engine, asker) => engine.closeOrder({ ...asker, tid }));
      print(closed ? `order ${tid} is closed; what was reserved for it is free` : `order ${tid} was closed before`);
    });
}
