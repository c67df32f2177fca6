import type { Person } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { typed, word } from '../output/typed.ts';
import { withEngine } from '../with-engine.ts';

const HEADINGS = ['NAME', 'ROLE', 'ADDED', 'LAST SEEN', 'STATE'];

/** `tongbu person list`: a seller's people. */
export function personListCommand(): Command {
  return new Command('list')
    .summary("list a seller's people")
    .description("Lists a seller's people: role, when they were here last, and whether they may sign in.")
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ tongbu person list --seller demo\n')
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      const { seller, people } = await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        return { seller, people: await engine.listPeople({ seller }) };
      });
      if (flags.json) return printJson(people);
      if (people.length === 0)
        return print(typed(`seller "${seller}" has nobody yet; begin with: tongbu person link --seller ${word(seller)}`));
      print(
        table(
          HEADINGS.map((heading) => ({ heading })),
          people.map(rowOf),
        ),
      );
    });
}

function rowOf({ name, role, createdAt, seenAt, disabledAt, passwordAt }: Person): string[] {
  const state = disabledAt !== null ? `disabled ${moment(disabledAt)}` : passwordAt === null ? 'invited' : 'may sign in';
  return [name, role, moment(createdAt), seenAt === null ? 'never' : moment(seenAt), state];
}
