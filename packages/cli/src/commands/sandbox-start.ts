import { resolve } from 'node:path';
import type { SandboxAccount } from '@tongbu/server/sandbox';
import { Command, Option } from 'commander';
import { readSettings } from '../config.ts';
import { untilLetGo } from '../let-go.ts';
import { createLog } from '../log.ts';
import { openServer } from '../open-server.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { table } from '../output/table.ts';
import { sandboxFolder, temporaryFolder } from '../sandbox-folder.ts';
import { lost, untilSignal, urlOf } from './serve.ts';

const SETTINGS = ['api', 'manage', 'limits', 'logLevel'] as const;

/** What a temporary sandbox listens on unless told otherwise, so that any number of them run side by side. */
const FREE = { api: '127.0.0.1:0', manage: '127.0.0.1:0' };

const HELP = `
The first start makes a seller with one shop, ten items and ten listings that
wait, a key of each edition, and keeps that as the state "shop". Every start
makes the management token anew. A folder that was not made for a sandbox is
refused, so that real stock is never played with.

With --json one line is printed when it is ready for calls, for a test's set-up
in any language: url, manageUrl, folder, seller, shopNo, keys, token. What is
logged goes to standard error.

Examples:
  $ tongbu sandbox start
  $ tongbu sandbox start --temporary --json
  $ tongbu sandbox fault add cut-after --method sales.StockSync.syncSuccess
  $ tongbu sandbox reset
`;

interface StartFlags extends Record<string, unknown> {
  data: string;
  seller: string;
  temporary?: true;
  json?: true;
}

/** `tongbu sandbox start`: runs the server as a sandbox. */
export function sandboxStartCommand(): Command {
  const command = new Command('start').summary('run a sandbox').description('Runs the server as a sandbox until it is told to stop.');
  command.addOption(sandboxFolder());
  const temporary = 'a new folder and free ports; gone when it stops, or when the program that started it ends';
  command.addOption(new Option('--temporary', temporary).conflicts('data'));
  for (const name of SETTINGS) command.addOption(option(name));
  command.addOption(new Option('--seller <sid>', 'name of its seller').default('sandbox'));
  command.option('--json', 'print addresses, keys and token as one line of JSON');
  return command.addHelpText('after', HELP).action(start);
}

async function start(flags: StartFlags): Promise<void> {
  if (!flags.temporary) return run(flags, untilSignal());
  const { path, remove } = await temporaryFolder();
  try {
    await run({ ...FREE, ...flags, data: path }, Promise.race([untilSignal(), untilLetGo()]));
  } finally {
    await remove();
  }
}

async function run(flags: StartFlags, stopping: Promise<unknown>): Promise<void> {
  const { data, api, manage, limits, logLevel } = readSettings(['data', ...SETTINGS], { logLevel: 'warn', ...flags });
  const log = createLog(logLevel);
  const { createSandbox, openAccount } = await import('@tongbu/server/sandbox');
  const server = await openServer(data, { api, manage, log, limits, sandbox: createSandbox() }, (error) => lost(log, error));
  try {
    const account = await openAccount(server.engine, { seller: flags.seller, now: Date.now() });
    const started = { url: urlOf(server.api), manageUrl: urlOf(server.manage), folder: resolve(data), ...account };
    if (flags.json) print(JSON.stringify(started));
    else tell(started);
    await stopping;
  } finally {
    await server.stop();
  }
}

function tell({
  url,
  manageUrl,
  folder,
  seller,
  shopNo,
  keys,
  token,
}: SandboxAccount & Record<'url' | 'manageUrl' | 'folder', string>): void {
  print(`Tongbu sandbox in ${folder}: seller (sid) "${seller}", shop "${shopNo}"\n`);
  const columns = ['EDITION', 'ADDRESS', 'KEY', 'SECRET'].map((heading) => ({ heading }));
  print(
    table(columns, [
      ['flagship', `${url}/openapi`, keys.flagship.key, keys.flagship.secret],
      ['enterprise', `${url}/openapi2/<name>.php`, keys.enterprise.key, keys.enterprise.secret],
    ]),
  );
  print(`\nmanagement  ${manageUrl}/api/docs\ntoken       ${token}\n\nThe token is of this start alone. Ctrl-C stops the sandbox.`);
}
