import type { Role } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { consoleUrl, setupUrl } from '../console-url.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
The link is printed this once, and is good once, for a day: send it to the
person, who chooses a password by it. A viewer reads, an operator also acts on
records, goods and stock, an admin also gives rights to others.

Example:
  $ tongbu person add --seller demo --name "Li Ming" --role operator
`;

interface AddFlags extends Flags {
  name: string;
  role: Role;
  json?: true;
}

/** `tongbu person add`: lets somebody in, by a link. */
export function personAddCommand(): Command {
  return new Command('add')
    .summary('add a person')
    .description('Adds a person, and prints the link by which they choose a password.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .addOption(option('manage'))
    .requiredOption('--name <name>', 'the name they sign in with (required)')
    .addOption(new Option('--role <role>', 'what they may do (required)').choices(['viewer', 'operator', 'admin']).makeOptionMandatory())
    .option('--json', 'print JSON, the link in it')
    .addHelpText('after', HELP)
    .action(add);
}

async function add(flags: AddFlags): Promise<void> {
  const { data, seller: named, manage } = readSettings(['data', 'seller', 'manage'], flags);
  const { name, role } = flags;
  const made = await withEngine(data, async (engine) => {
    const seller = await onlySeller(engine, named);
    const input = { seller, name, role, now: Date.now() };
    return { seller, ...(await engine.invitePerson(input)) };
  });
  const { seller, token, expiresAt } = made;
  const link = setupUrl(await consoleUrl(data, manage), token);
  if (flags.json) return printJson({ seller, name, role, link, expiresAt });
  print(
    `person "${name}" of seller "${seller}" added: ${role}; by this link, until ${moment(expiresAt)}, they choose a password:\n\n  ${link}`,
  );
}
