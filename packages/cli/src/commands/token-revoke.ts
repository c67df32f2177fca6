import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';

/** `tongbu token revoke`: from the next request on the token is refused. */
export function tokenRevokeCommand(): Command {
  return new Command('revoke')
    .summary('revoke a token')
    .description('Revokes a token: a running server refuses it from the next request on. Its name may be used again.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--name <name>', 'the name of the token (required)')
    .addHelpText('after', '\nExample:\n  $ tongbu token revoke --seller demo --name ops\n')
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        await engine.revokeToken({ seller, name: flags.name, now: Date.now() });
        print(`token "${flags.name}" of seller "${seller}" revoked; requests that bring it are refused from now on`);
      });
    });
}
