import { Command } from 'commander';
import { option, whole } from '../option.ts';
import { withOrders } from '../order.ts';
import { print } from '../output/print.ts';

const number = whole(1, 2 ** 31 - 1);

/** `tongbu order merge`: trades that leave together. */
export function orderMergeCommand(): Command {
  return new Command('merge')
    .summary('merge trades that leave together')
    .description('Merges trades of one shop, buyer, receiver and warehouse that are paid; the one with the lowest number stays.')
    .argument('<trade...>', 'two trades or more, by their numbers', (text: string, before: number[] | undefined) => [
      ...(before ?? []),
      number(text),
    ])
    .addOption(option('data'))
    .addOption(option('seller'))
    .addHelpText('after', '\nExample:\n  $ tongbu order merge 12 15 --seller demo\n')
    .action(async (trades, flags) => {
      const kept = await withOrders(flags, (engine, asker) => engine.mergeTrades({ ...asker, trades }));
      print(`trades ${trades.join(', ')} leave together as trade ${kept}`);
    });
}
