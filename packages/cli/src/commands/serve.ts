import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Logger } from 'pino';
import { type Configuration, readSettings } from '../config.ts';
import { nearUrl, urlOf } from '../console-url.ts';
import { showFirstLinks } from '../first-links.ts';
import { createLog } from '../log.ts';
import { type OpenServer, openServer } from '../open-server.ts';
import { option } from '../option.ts';
import { print, remark } from '../output/print.ts';
import { typed } from '../output/typed.ts';
import { goOnUnread } from '../output/unread.ts';

const SETTINGS = [
  ...(['data', 'api', 'manage', 'limits', 'callsPerAddress', 'keepRequests', 'keepRequestBytes'] as const),
  ...(['proxy', 'bodyLimit', 'metricsToken', 'traces', 'logLevel'] as const),
] as const;

const HELP = `
Everything is on loopback until told otherwise; TLS is a proxy's work. Ctrl-C
stops: calls in hand are answered first, a second Ctrl-C does not wait for them.
Other tongbu commands with the same --data talk to this server.

Example:
  $ tongbu serve --data ./tongbu-data
  $ tongbu serve --api 0.0.0.0:8090 --proxy 10.0.0.0/8   # behind a proxy with TLS
`;

/** `tongbu serve`: runs the server on a data folder until it is told to stop. */
export function serveCommand(): Command {
  const command = new Command('serve').summary('run the server').description('Runs the server on a data folder until it is told to stop.');
  for (const name of SETTINGS) if (name !== 'metricsToken') command.addOption(option(name)); // a secret is no flag
  return command.addHelpText('after', HELP).action(async (flags) => serve(readSettings(SETTINGS, flags)));
}

async function serve(settings: Pick<Configuration, (typeof SETTINGS)[number]>): Promise<void> {
  const { data, api, manage, limits, callsPerAddress, keepRequests: kept, keepRequestBytes: bytes, logLevel, ...others } = settings;
  const { proxy, bodyLimit, metricsToken, traces } = others;
  const tracing = traces === undefined ? undefined : await (await import('../traces.ts')).openTraces(traces);
  const log = createLog(logLevel, tracing?.inLog);
  tracing?.complainTo(log);
  goOnUnread();
  const stopping = untilSignal(); // from the start: a signal must not find the server half open
  const requests = { kept, bytes };
  const options = { api, manage, log, limits, callsPerAddress, requests, proxies: proxy, bodyLimit, metricsToken, tracer: tracing?.tracer };
  const server = await openServer(data, options, (error) => lost(log, error));
  try {
    await announce(data, server, log);
    const signal = await stopping;
    log.info({ signal }, 'stopping: finishing what was begun; a second signal does not wait');
  } finally {
    await server.stop();
    await tracing?.stop();
  }
  log.info('stopped');
}

/** Resolves at the first SIGINT or SIGTERM; the second ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((first) => {
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(1);
        stopping = true;
        first(signal);
      });
    }
  });
}

/** Without its store a server can only refuse; a supervisor starts a new one. */
export function lost(log: Logger, error: Error): void {
  log.fatal({ error }, 'the store is lost; nothing was answered that is not durable');
  process.exit(1);
}

async function announce(data: string, { api, manage, engine }: OpenServer, log: Logger): Promise<void> {
  print(`Tongbu serves ${resolve(data)}`);
  print(`  signed API   ${urlOf(api)}/openapi  and  ${urlOf(api)}/openapi2/<name>.php`);
  print(`  management   ${urlOf(manage)}/ the console, /api/docs, /healthz and /readyz`);
  print('Ctrl-C stops it.\n');
  const sellers = await engine.listSellers({});
  // A disk that is full just now takes no link: whoever pulls and acknowledges is served all the same.
  await showFirstLinks(engine, nearUrl(manage), Date.now()).catch((error) =>
    log.error({ error }, 'the link for a first admin cannot be made; tongbu person link makes one later'),
  );
  if (sellers.length === 0) remark(typed('No seller yet; in another terminal: tongbu seller add <name>, then tongbu person link'));
  if (!process.stderr.isTTY) log.info({ data: resolve(data), api: urlOf(api), manage: urlOf(manage) }, 'listening');
}
