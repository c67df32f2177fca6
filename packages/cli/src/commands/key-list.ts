import type { AppKey } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { count, print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { typed, word } from '../output/typed.ts';
import { withEngine } from '../with-engine.ts';

const HEADINGS = ['EDITION', 'KEY', 'SHOPS', 'WAREHOUSES', 'INTERFACES', 'FROM', 'A MINUTE', 'AT ONCE', 'ADDED', 'USED', 'STATE'];

/** `tongbu key list`: a seller's keys, never their secrets. */
export function keyListCommand(): Command {
  return new Command('list')
    .summary("list a seller's keys")
    .description("Lists a seller's keys and their rights; secrets are never shown.")
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ tongbu key list --seller demo\n')
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      const { seller, keys } = await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        return { seller, keys: await engine.listKeys({ seller }) };
      });
      if (flags.json) return printJson(keys);
      if (keys.length === 0)
        return print(
          typed(
            `seller "${seller}" has no key yet; add one with: tongbu key add --seller ${word(seller)} --edition flagship --key my-shop`,
          ),
        );
      print(
        table(
          HEADINGS.map((heading) => ({ heading })),
          keys.map(rowOf),
        ),
      );
    });
}

function rowOf(key: AppKey): string[] {
  return [
    key.edition,
    key.appKey,
    key.shops?.join(',') ?? 'all',
    key.warehouses?.join(',') ?? 'all',
    key.interfaces === null ? 'all' : String(key.interfaces.length),
    key.allow.join(',') || 'anywhere',
    limit(key.callsPerMinute),
    limit(key.callsAtOnce),
    moment(key.createdAt),
    key.usedAt === null ? 'never' : moment(key.usedAt),
    stateOf(key),
  ];
}

function stateOf({ disabledAt, previous }: AppKey): string {
  if (disabledAt !== null) return `disabled ${moment(disabledAt)}`;
  if (previous === null || (previous.until !== null && previous.until <= Date.now())) return 'works';
  const used = previous.usedAt === null ? 'never used' : `used ${moment(previous.usedAt)}`;
  return `works; the secret before ${previous.until === null ? 'too' : `until ${moment(previous.until)}`}, ${used}`;
}

function limit(calls: number | null): string {
  return calls === null ? "server's" : count(calls);
}
