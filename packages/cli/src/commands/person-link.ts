import type { Engine } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { consoleUrl, setupUrl } from '../console-url.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
With --name: by the link that person chooses another password, and is signed out
everywhere else. Without: by the link the seller's first admin chooses a name
and a password; once there is one, it is for the only person there is.

The link is printed this once, is good once, for a day, and replaces the one
before it.

Examples:
  $ tongbu person link --seller demo
  $ tongbu person link --seller demo --name "Li Ming"
`;

/** `tongbu person link`: a fresh one-time link. */
export function personLinkCommand(): Command {
  return new Command('link')
    .summary('print a link by which a password is chosen')
    .description('Prints a one-time link by which somebody chooses a password.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .addOption(option('manage'))
    .option('--name <name>', 'whose password; left out, of the first admin or the only person')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (flags) => {
      const { data, seller: named, manage } = readSettings(['data', 'seller', 'manage'], flags);
      const { seller, name, token, expiresAt } = await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        const name: string | null = flags.name ?? (await onlyPerson(engine, seller));
        return { seller, name, ...(await engine.makeSetupLink({ seller, name, now: Date.now() })) };
      });
      const link = setupUrl(await consoleUrl(data, manage), token);
      if (flags.json) return printJson({ seller, name, link, expiresAt });
      const who = name === null ? `the first admin of seller "${seller}"` : `"${name}" of seller "${seller}"`;
      print(`by this link, until ${moment(expiresAt)}, ${who} chooses a password:\n\n  ${link}`);
    });
}

/**
 * Who is meant by nobody's name: the first admin while there is none (null), then the only person.
 *
 * @throws CommandError `usage` when there are several
 */
async function onlyPerson(engine: Engine, seller: string): Promise<string | null> {
  if ((await engine.sellersWithoutAdmin({})).includes(seller)) return null;
  const people = (await engine.listPeople({ seller })).filter(({ disabledAt }) => disabledAt === null).map(({ name }) => name);
  if (people.length > 1) throw usage(`whose password? Name them with --name; there are ${people.join(', ')}`);
  return people[0] ?? null;
}
