import { Command } from 'commander';
import { option, whole } from '../option.ts';
import { withOrders } from '../order.ts';
import { print } from '../output/print.ts';

const number = whole(1, 2 ** 31 - 1);

const HELP = `
The trades of an order stand in: tongbu order show <tid>

Example:
  $ tongbu order approve 12 15 --seller demo
`;

/** `tongbu order approve`: paid trades are to be sent from now on. */
export function orderApproveCommand(): Command {
  return new Command('approve')
    .summary('approve paid trades: they are to be sent')
    .description('Approves paid trades: what they hold is to be sent from now on. All of them, or none where one is not paid or not open.')
    .argument('<trade...>', 'trades, by their numbers', (text: string, before: number[] | undefined) => [...(before ?? []), number(text)])
    .addOption(option('data'))
    .addOption(option('seller'))
    .addHelpText('after', HELP)
    .action(async (trades: number[], flags) => {
      const approved = await withOrders(flags, (engine, asker) => engine.approveTrades({ ...asker, trades }));
      const before = trades.length - approved;
      print(`${approved} of ${trades.length} approved${before === 0 ? '' : `; ${before} had been before`}`);
    });
}
