import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { consoleUrl, setupUrl } from '../console-url.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
With --name: by the link that person chooses another password, and is signed out
everywhere else. Without: by the link the seller's first admin chooses a name
and a password; only while nobody can sign in as admin.

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
    .option('--name <name>', 'whose password; left out, of the first admin')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (flags) => {
      const { data, seller: named, manage } = readSettings(['data', 'seller', 'manage'], flags);
      const name: string | null = flags.name ?? null;
      const { seller, token, expiresAt } = await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        return { seller, ...(await engine.makeSetupLink({ seller, name, now: Date.now() })) };
      });
      const link = setupUrl(await consoleUrl(data, manage), token);
      if (flags.json) return printJson({ seller, name, link, expiresAt });
      const who = name === null ? `the first admin of seller "${seller}"` : `"${name}" of seller "${seller}"`;
      print(`by this link, until ${moment(expiresAt)}, ${who} chooses a password:\n\n  ${link}`);
    });
}
