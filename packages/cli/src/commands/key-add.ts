import type { Edition } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option, repeated, whole } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { givenSecret, newSecret, SECRET_FILE } from '../secret.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
Without a secret a new one of 256 random bits is made and printed, this once; it
is stored encrypted and cannot be shown again. A client that already has a key
and a secret keeps them: give both. Adding a disabled key again lets it work
again, with the new secret and the new rights.

Example:
  $ tongbu key add --seller demo --edition flagship --key demo-app
  $ tongbu key add --seller demo --edition flagship --key demo-app \\
      --secret 's3cr3t:5alt'
  $ tongbu key add --seller demo --edition enterprise --key demo-app2 \\
      --secret-file ./secret.txt --shop web --allow 10.0.0.0/8
`;

interface AddFlags extends Flags {
  edition: Edition;
  key: string;
  shop?: string[];
  warehouse?: string[];
  interface?: string[];
  allow?: string[];
  callsPerMinute?: number;
  callsAtOnce?: number;
  json?: true;
}

/** `tongbu key add`: gives a client the right to call. */
export function keyAddCommand(): Command {
  return new Command('add')
    .summary('add a key')
    .description('Adds an app key, with a secret of yours or a new one.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .addOption(editionOption(' (required)').makeOptionMandatory())
    .requiredOption('--key <name>', 'key (flagship) or appkey (enterprise) (required)')
    .addOption(option('secret'))
    .option(...SECRET_FILE)
    .option('--shop <no>', 'a shop it may see; may be repeated (default: all, later ones included)', repeated)
    .option('--warehouse <no>', 'a warehouse it may see; may be repeated (default: all, later ones included)', repeated)
    .option('--interface <name>', 'an interface it may call; may be repeated (default: all, later ones included)', repeated)
    .option('--allow <cidr>', 'an address or network it may call from; may be repeated (default: anywhere)', repeated)
    .option('--calls-per-minute <n>', "most calls a minute (default: the server's --limits)", whole(1, 1_000_000))
    .option('--calls-at-once <n>', "most calls at once (default: the server's --limits)", whole(1, 10_000))
    .option('--json', 'print JSON, a generated secret in it')
    .addHelpText('after', HELP)
    .action(add);
}

/** `--edition flagship|enterprise`. */
export function editionOption(mark = ''): Option {
  return new Option('--edition <edition>', `which edition it signs for${mark}`).choices(['flagship', 'enterprise']);
}

/** @throws CommandError `usage` for an interface that the edition does not have */
async function checkInterfaces(edition: Edition, names: string[]): Promise<void> {
  if (names.length === 0) return;
  const { enterprise, flagship } = await import('@tongbu/protocol');
  const there = edition === 'flagship' ? flagship.methods : enterprise.methods;
  const wrong = names.find((name) => !Object.hasOwn(there, name));
  if (wrong !== undefined) throw usage(`--interface "${wrong}": the ${edition} edition has ${Object.keys(there).join(', ')}`);
}

async function add(flags: AddFlags): Promise<void> {
  const { data, seller: named } = readSettings(['data', 'seller'], flags);
  const {
    edition,
    key,
    shop = null,
    warehouse = null,
    interface: calls = null,
    allow = [],
    callsPerMinute = null,
    callsAtOnce = null,
  } = flags;
  await checkInterfaces(edition, calls ?? []);
  const given = givenSecret(flags);
  const secret = given ?? newSecret(edition);
  const seller = await withEngine(data, async (engine) => {
    const seller = await onlySeller(engine, named);
    const rights = { shops: shop, warehouses: warehouse, interfaces: calls, allow, callsPerMinute, callsAtOnce };
    await engine.addKey({ seller, edition, appKey: key, secret, ...rights, now: Date.now() });
    return seller;
  });
  if (flags.json) return printJson({ seller, edition, key, ...(given === undefined && { secret }) });
  const bound = [...(warehouse ? [`warehouse ${warehouse.join(', ')}`] : []), ...(calls ? [`calling ${calls.join(', ')}`] : [])];
  const sees = [shop ? `shop ${shop.join(', ')}` : 'all shops', ...bound].join(', ');
  print(`${edition} key "${key}" of seller "${seller}" added: ${sees}, from ${allow.length > 0 ? allow.join(', ') : 'anywhere'}`);
  if (given !== undefined) return print('it signs with the secret you gave, which is stored encrypted');
  print(`\n  secret  ${secret}\n\nThis is the only time it is shown; keep it where the client finds it.`);
}
