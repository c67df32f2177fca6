import { Command } from 'commander';
import { withServer } from '../control-client.ts';
import { onlySeller } from '../only-seller.ts';
import { print } from '../output/print.ts';
import { NEEDS_SANDBOX, sandboxFolder } from '../sandbox-folder.ts';

/** `tongbu sandbox save`: keeps the present state under a name. */
export function sandboxSaveCommand(): Command {
  return new Command('save')
    .summary('keep everything as it is now')
    .description('Keeps goods, stock, orders, pools and journal as they are now, under a name.')
    .argument('<name>', 'letters, digits, ".", "_" or "-"')
    .addOption(sandboxFolder())
    .action(async (name: string, { data }: { data: string }) => {
      const rows = await withServer(data, NEEDS_SANDBOX, async ({ engine }) => {
        const seller = await onlySeller(engine, undefined);
        return engine.saveState({ seller, name, now: Date.now() });
      });
      print(`state "${name}" saved (${rows} rows); tongbu sandbox reset ${name} brings it back`);
    });
}

/** `tongbu sandbox reset`: puts a saved state back. */
export function sandboxResetCommand(): Command {
  return new Command('reset')
    .summary('begin anew')
    .description(
      'Puts a saved state back, numbers to come included; faults are gone, the clock is right and counted calls are forgotten. Keys and shops stay.',
    )
    .argument('[name]', 'a saved state, "shop" as at the first start, or "empty"', 'shop')
    .addOption(sandboxFolder())
    .action(async (name: string, { data }: { data: string }) => {
      await withServer(data, NEEDS_SANDBOX, async ({ engine, ask }) =>
        ask('resetSandbox', { seller: await onlySeller(engine, undefined), state: name }),
      );
      print(`everything is as in the state "${name}"`);
    });
}
