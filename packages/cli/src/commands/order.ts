import { Command } from 'commander';
import { orderApproveCommand } from './order-approve.ts';
import { orderCloseCommand } from './order-close.ts';
import { orderListCommand } from './order-list.ts';
import { orderMergeCommand } from './order-merge.ts';
import { orderPayCommand } from './order-pay.ts';
import { orderRefundCommand } from './order-refund.ts';
import { orderShipCommand } from './order-ship.ts';
import { orderShowCommand } from './order-show.ts';
import { orderSplitCommand } from './order-split.ts';

/** `tongbu order`: what happens to one order. */
export function orderCommand(): Command {
  return new Command('order')
    .summary('list, pay, approve, ship, split, merge, refund and close orders')
    .description('Orders of the shops and their trades: what is reserved, what leaves, and which numbers the shops are told.')
    .addCommand(orderListCommand())
    .addCommand(orderShowCommand())
    .addCommand(orderPayCommand())
    .addCommand(orderApproveCommand())
    .addCommand(orderShipCommand())
    .addCommand(orderSplitCommand())
    .addCommand(orderMergeCommand())
    .addCommand(orderRefundCommand())
    .addCommand(orderCloseCommand());
}
