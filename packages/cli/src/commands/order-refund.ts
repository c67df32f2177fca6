import { Command } from 'commander';
import { option, repeated } from '../option.ts';
import { portionOf, withOrders } from '../order.ts';
import { print } from '../output/print.ts';

/** `tongbu order refund`: pieces that are given back before they leave. */
export function orderRefundCommand(): Command {
  return new Command('refund')
    .summary('refund sub-orders before they leave')
    .description('Refunds sub-orders, or so many pieces of them, before they leave: what was reserved for them is free.')
    .argument('<tid>', "the shop's order number")
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--oid <oid[=num]>', 'a sub-order, or so many pieces of it; may be repeated (required)', repeated)
    .addHelpText('after', '\nExample:\n  $ tongbu order refund 202611111203118801 --oid 1001 --oid 1002=2 --seller demo\n')
    .action(async (tid: string, flags) => {
      const lines = (flags.oid as string[]).map(portionOf);
      const released = await withOrders(flags, (engine, asker) => engine.refundSubOrders({ ...asker, tid, lines }));
      print(`${released} pieces of order ${tid} are refunded; what was reserved for them is free`);
    });
}
