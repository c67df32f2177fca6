import { resolve } from 'node:path';
import type { Engine } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { createLog } from '../log.ts';
import { openServer } from '../open-server.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { sandboxFolder } from '../sandbox-folder.ts';
import { lost, untilSignal, urlOf } from './serve.ts';

const SETTINGS = ['api', 'manage', 'limits', 'logLevel'] as const;

const HELP = `
The first start makes a seller with one shop, ten items and ten listings that
wait, a key of each edition, and keeps that as the state "shop". A folder that
was not made for a sandbox is refused, so that real stock is never played with.

Examples:
  $ tongbu sandbox start
  $ tongbu sandbox start --api 127.0.0.1:0 --json   # one line, for a test's set-up
  $ tongbu sandbox fault add cut-after --method sales.StockSync.syncSuccess
  $ tongbu sandbox reset
`;

interface StartFlags extends Record<string, unknown> {
  seller: string;
  json?: true;
}

/** `tongbu sandbox start`: runs the server as a sandbox. */
export function sandboxStartCommand(): Command {
  const command = new Command('start').summary('run a sandbox').description('Runs the server as a sandbox until it is told to stop.');
  command.addOption(sandboxFolder());
  for (const name of SETTINGS) command.addOption(option(name));
  command.addOption(new Option('--seller <sid>', 'name of its seller').default('sandbox'));
  command.option('--json', 'print addresses and keys as one line of JSON');
  return command.addHelpText('after', HELP).action(start);
}

async function start(flags: StartFlags): Promise<void> {
  const { data, api, manage, limits, logLevel } = readSettings(['data', ...SETTINGS], { logLevel: 'warn', ...flags });
  const log = createLog(logLevel);
  const stopping = untilSignal();
  const { createSandbox } = await import('@tongbu/server/sandbox');
  const sandbox = createSandbox();
  const server = await openServer(data, { api, manage, log, limits, sandbox }, (error) => lost(log, error));
  try {
    const account = await accountOf(server.engine, flags.seller);
    const at = { url: urlOf(server.api), manageUrl: urlOf(server.manage) };
    if (flags.json) printJson({ ...at, ...account });
    else tell(data, at, account);
    await stopping;
  } finally {
    await server.stop();
  }
}

/** Fills an empty folder; of one that was filled before, says what it holds. */
async function accountOf(engine: Engine, seller: string) {
  const { fillSandbox, SANDBOX_SHOP } = await import('@tongbu/server/sandbox');
  const now = Date.now();
  await engine.markSandbox({ now });
  const there = (await engine.listSellers({})).map(({ seller }) => seller);
  if (there.length === 0) return fillSandbox(engine, { seller, now });
  if (!there.includes(seller)) throw usage(`this sandbox was made for the seller "${there.join('", "')}"; name it with --seller`);
  const keyOf = async (edition: 'flagship' | 'enterprise') => {
    const appKey = `${seller}-${edition}`;
    const found = await engine.findCredential({ seller, edition, appKey });
    return { key: appKey, secret: found.found === 'key' ? found.credential.secret : '' };
  };
  return { seller, shopNo: SANDBOX_SHOP, keys: { flagship: await keyOf('flagship'), enterprise: await keyOf('enterprise') } };
}

function tell(data: string, { url, manageUrl }: { url: string; manageUrl: string }, account: Awaited<ReturnType<typeof accountOf>>): void {
  const { seller, shopNo, keys } = account;
  print(`Tongbu sandbox in ${resolve(data)}: seller (sid) "${seller}", shop "${shopNo}"\n`);
  const columns = ['EDITION', 'ADDRESS', 'KEY', 'SECRET'].map((heading) => ({ heading }));
  print(
    table(columns, [
      ['flagship', `${url}/openapi`, keys.flagship.key, keys.flagship.secret],
      ['enterprise', `${url}/openapi2/`, keys.enterprise.key, keys.enterprise.secret],
    ]),
  );
  print(`\nmanagement  ${manageUrl}\nCtrl-C stops it.`);
}
