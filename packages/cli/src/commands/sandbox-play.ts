import type { Played } from '@tongbu/server/sandbox';
import { Argument, Command } from 'commander';
import { withServer } from '../control-client.ts';
import { onlySeller } from '../only-seller.ts';
import { whole } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { NEEDS_SANDBOX, sandboxFolder } from '../sandbox-folder.ts';

/** Every kind, in the order of the documentation; `server/src/sandbox/scenes.ts` plays them. */
const SCENES: Record<string, string> = {
  whole: 'one parcel for a whole order',
  split: 'two parcels, each with its sub-orders',
  'split-off-main': 'two parcels, split shipping off: the main one is told',
  'split-off-first': 'the same: the first is told',
  'split-off-last': 'the same: the last is told',
  'one-sub-order': 'one sub-order over two parcels: only the first is told',
  packages: 'one order in three packages: the main number is told',
  merged: 'two orders in one parcel: a record for each',
  'by-quantity': 'one sub-order in two parcels, pieces counted',
  'long-list': 'sub-orders of over 208 characters: a placeholder',
  'partly-refunded': 'one sub-order refunded, the rest in one parcel',
};

const HELP = `
${Object.entries(SCENES)
  .map(([name, about]) => `  ${name.padEnd(17)}${about}`)
  .join('\n')}

Example:
  $ tongbu sandbox ship split
`;

/** `tongbu sandbox ship`: parcels of every documented kind. */
export function sandboxShipCommand(): Command {
  return new Command('ship')
    .summary('let parcels of a documented kind leave')
    .description('Makes orders and ships them: records wait for the shop as the documentation says.')
    .addArgument(new Argument('<kind>', 'which kind').choices(Object.keys(SCENES)))
    .addOption(sandboxFolder())
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (scene: string, { data, json }: { data: string; json?: true }) => {
      const played = await withServer(data, NEEDS_SANDBOX, async ({ engine, ask }) =>
        ask<Played>('playScene', { seller: await onlySeller(engine, undefined), scene }),
      );
      if (json) return printJson(played);
      const { tids, shipments } = played;
      const waiting = shipments.length === 1 ? `shipment ${shipments[0]} waits` : `shipments ${shipments.join(', ')} wait`;
      print(`${tids.length === 1 ? 'order' : 'orders'} ${tids.join(', ')} left; ${waiting} for the shop`);
    });
}

/** `tongbu sandbox move`: lets stock move. */
export function sandboxMoveCommand(): Command {
  return new Command('move')
    .summary('let stock move')
    .description('Sets how many pieces of an item lie in the warehouse "main"; its listing waits for the shop then.')
    .argument('<spec_no>', 'merchant code, such as SKU-1')
    .argument('<pieces>', 'how many', whole(0, 1_000_000_000))
    .addOption(sandboxFolder())
    .action(async (specNo: string, pieces: number, { data }: { data: string }) => {
      await withServer(data, NEEDS_SANDBOX, async ({ engine, ask }) =>
        ask('moveStock', { seller: await onlySeller(engine, undefined), specNo, stock: pieces }),
      );
      print(`${pieces} of ${specNo} in main`);
    });
}
