import type { Role } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option, whole } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { withEngine } from '../with-engine.ts';

const DAY_MS = 24 * 60 * 60_000;

const HELP = `
The token is printed this once; only its SHA-256 is stored. A viewer reads, an
operator also acts on records, goods and stock, an admin also gives rights to
others. The management API is described at /api/docs of the server.

Example:
  $ tongbu token add --seller demo --name ops --role operator
  $ tongbu token add --name report --role viewer --days 90
`;

interface AddFlags extends Flags {
  name: string;
  role: Role;
  days?: number;
  json?: true;
}

/** `tongbu token add`: gives a person or a script access to the management API. */
export function tokenAddCommand(): Command {
  return new Command('add')
    .summary('add a token')
    .description('Makes a bearer token for the management API and prints it once.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--name <name>', 'what it is for; the journal names it (required)')
    .addOption(new Option('--role <role>', 'what it may do (required)').choices(['viewer', 'operator', 'admin']).makeOptionMandatory())
    .option('--days <n>', 'ends after so many days (default: never)', whole(1, 3650))
    .option('--json', 'print JSON, the token in it')
    .addHelpText('after', HELP)
    .action(add);
}

async function add(flags: AddFlags): Promise<void> {
  const { data, seller: named } = readSettings(['data', 'seller'], flags);
  const { name, role, days } = flags;
  const now = Date.now();
  const expiresAt = days === undefined ? null : now + days * DAY_MS;
  const { seller, token } = await withEngine(data, async (engine) => {
    const seller = await onlySeller(engine, named);
    return { seller, token: await engine.addToken({ seller, name, role, expiresAt, now }) };
  });
  if (flags.json) return printJson({ seller, name, role, expiresAt, token });
  print(
    `token "${name}" of seller "${seller}" added: ${role}, ${expiresAt === null ? 'until it is revoked' : `until ${moment(expiresAt)}`}`,
  );
  print(`\n  token  ${token}\n\nThis is the only time it is shown; send it as: Authorization: Bearer <token>`);
}
