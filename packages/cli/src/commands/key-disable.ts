import type { Edition, Engine } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';
import { editionOption } from './key-add.ts';

/** `tongbu key disable`: from the next request on the key is refused. */
export function keyDisableCommand(): Command {
  return new Command('disable')
    .summary('disable a key')
    .description(
      'Disables a key: a running server refuses it from the next request on. Adding it again gives it another secret and lets it work again.',
    )
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--key <name>', 'the key (required)')
    .addOption(editionOption())
    .addHelpText('after', '\nExample:\n  $ tongbu key disable --seller demo --key demo-app\n')
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        const edition = await editionOf(engine, seller, flags.key, flags.edition);
        await engine.disableKey({ seller, edition, appKey: flags.key, now: Date.now() });
        print(`key "${flags.key}" of seller "${seller}" disabled; requests it signs are refused from now on`);
      });
    });
}

/** Two editions may have a key of one name; which of them is meant must be said. */
async function editionOf(engine: Engine, seller: string, appKey: string, named: Edition | undefined): Promise<Edition | null> {
  if (named) return named;
  const keys = (await engine.listKeys({ seller })).filter((key) => key.appKey === appKey);
  if (keys.length > 1) throw usage(`both editions have a key "${appKey}"; say which with --edition`);
  return keys[0]?.edition ?? null;
}
