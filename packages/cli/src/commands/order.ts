import { Command } from 'commander';
import { orderCloseCommand } from './order-close.ts';
import { orderMergeCommand } from './order-merge.ts';
import { orderPayCommand } from './order-pay.ts';
import { orderShipCommand } from './order-ship.ts';
import { orderShowCommand } from './order-show.ts';
import { orderSplitCommand } from './order-split.ts';

/** `tongbu order`: what happens to one order. */
export function orderCommand(): Command {
  return new Command('order')
    .summary('show, pay, ship, split, merge and close orders')
    .description('Orders of the shops and their trades: what is reserved, what leaves, and which numbers the shops are told.')
    .addCommand(orderShowCommand())
    .addCommand(orderPayCommand())
    .addCommand(orderShipCommand())
    .addCommand(orderSplitCommand())
    .addCommand(orderMergeCommand())
    .addCommand(orderCloseCommand());
}
