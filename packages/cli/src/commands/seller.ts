import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { option } from '../option.ts';
import { count, print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { typed, word } from '../output/typed.ts';
import { withEngine } from '../with-engine.ts';

/** `tongbu seller`: the sellers (sid) of a data folder. */
export function sellerCommand(): Command {
  return new Command('seller')
    .summary('add and list sellers')
    .description('Sellers (sid): each has its own shops, goods and keys.')
    .addCommand(add())
    .addCommand(list());
}

function add(): Command {
  return new Command('add')
    .summary('add a seller')
    .description('Adds a seller, and makes the data folder where there is none.')
    .argument('<name>', '1 to 64 visible characters, as the vendor issued it')
    .addOption(option('data'))
    .addHelpText('after', '\nExample:\n  $ tongbu seller add demo\n')
    .action(async (seller: string, flags) => {
      const { data } = readSettings(['data'], flags);
      await withEngine(data, (engine) => engine.addSeller({ seller, now: Date.now() }), { create: true });
      print(typed(`seller "${seller}" added; next: tongbu key add --seller ${word(seller)} --edition flagship --key <name>`));
    });
}

function list(): Command {
  return new Command('list')
    .summary('list the sellers')
    .description('Lists the sellers, and how many shops, listings and working keys each has.')
    .addOption(option('data'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ tongbu seller list\n')
    .action(async (flags) => {
      const { data } = readSettings(['data'], flags);
      const sellers = await withEngine(data, (engine) => engine.listSellers({}));
      if (flags.json) return printJson(sellers);
      if (sellers.length === 0) return print(typed('no seller yet; add one with: tongbu seller add <name>'));
      const columns = [{ heading: 'SELLER' }, ...['SHOPS', 'LISTINGS', 'KEYS'].map(right), { heading: 'ADDED' }];
      const rows = sellers.map((each) => [each.seller, ...[each.shops, each.listings, each.keys].map(count), moment(each.createdAt)]);
      print(table(columns, rows));
    });
}

function right(heading: string) {
  return { heading, align: 'right' as const };
}
