import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readSettings } from '../config.ts';
import { nearUrl, urlOf } from '../console-url.ts';
import { firstLink } from '../first-links.ts';
import { untilLetGo } from '../let-go.ts';
import { createLog } from '../log.ts';
import { openServer } from '../open-server.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { sandboxFolder, temporaryFolder } from '../sandbox-folder.ts';
import { greeting } from '../sandbox-greeting.ts';
import { lost, untilSignal } from './serve.ts';

const SETTINGS = ['api', 'manage', 'limits'] as const;

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/** What a temporary sandbox listens on unless told otherwise, so that any number of them run side by side. */
const FREE = { api: '127.0.0.1:0', manage: '127.0.0.1:0' };

const HELP = `
The first start makes a seller with one shop, ten items and ten listings that
wait, a key of each edition, and keeps that as the state "shop". Every start
makes the management token anew. A folder that was not made for a sandbox is
refused, so that real stock is never played with.

With --json one line is printed when it is ready for calls, for a test's set-up
in any language: url, manageUrl, folder, seller, shopNo, keys, token, setupUrl
(the console's, for its first admin; null once there is one). What is logged
goes to standard error.

Examples:
  $ tongbu sandbox start
  $ tongbu sandbox start --temporary --json
  $ tongbu sandbox fault add cut-after --method sales.StockSync.syncSuccess
  $ tongbu sandbox reset
`;

interface StartFlags extends Record<string, unknown> {
  data: string;
  seller: string;
  logLevel: string;
  temporary?: true;
  lang: string;
  json?: true;
}

/** `tongbu sandbox start`: runs the server as a sandbox. */
export function sandboxStartCommand(): Command {
  const command = new Command('start').summary('run a sandbox').description('Runs the server as a sandbox until it is told to stop.');
  command.addOption(sandboxFolder());
  const temporary = 'a new folder and free ports; gone when it stops, or when the program that started it ends';
  command.addOption(new Option('--temporary', temporary).conflicts('data'));
  for (const name of SETTINGS) command.addOption(option(name));
  command.addOption(new Option('--log-level <level>', 'how much to log, on standard error').choices(LEVELS).default('warn'));
  command.addOption(new Option('--seller <sid>', 'name of its seller').default('sandbox'));
  command.addOption(new Option('--lang <language>', 'what it speaks').choices(['en', 'zh-CN', 'zh']).default('en'));
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
  const { data, api, manage, limits } = readSettings(['data', ...SETTINGS], flags);
  const log = createLog(flags.logLevel);
  const { createSandbox, openAccount } = await import('@tongbu/server/sandbox');
  const server = await openServer(data, { api, manage, log, limits, sandbox: createSandbox() }, (error) => lost(log, error));
  try {
    const account = await openAccount(server.engine, { seller: flags.seller, now: Date.now() });
    const setupUrl = await firstLink(server.engine, flags.seller, nearUrl(server.manage));
    const started = { url: urlOf(server.api), manageUrl: urlOf(server.manage), folder: resolve(data), ...account, setupUrl };
    print(flags.json ? JSON.stringify(started) : greeting(started, data, flags.lang === 'en' ? 'en' : 'zh-CN'));
    await stopping;
  } finally {
    await server.stop();
  }
}
