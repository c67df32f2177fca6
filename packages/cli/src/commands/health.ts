import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readSettings } from '../config.ts';
import { type Answer, askListener } from '../doctor/listeners.ts';
import { CommandError, EXIT } from '../error.ts';
import { option, whole } from '../option.ts';
import { print } from '../output/print.ts';

const HELP = `
Asks /readyz on the management listener, or with --bridge /healthz of a bridge
that listens (metrics: in its file). For containers, init scripts and
supervisors; it opens no data folder.

Ends with 0 when it is ready, 1 when it answers that it is not, 3 when nothing
answers.

Example:
  $ tongbu health
  $ tongbu health --wait 30            # until it is ready, 30 s at most
  $ tongbu health --bridge 127.0.0.1:9464
`;

interface Address {
  host: string;
  port: number;
}

/** `tongbu health`: whether a server, or a bridge, can take work. */
export function healthCommand(): Command {
  return new Command('health')
    .summary('whether a server can take calls, for containers and scripts')
    .description('Asks a running server whether it can take calls.')
    .addOption(option('manage'))
    .addOption(new Option('--bridge <host:port>', 'ask a bridge instead').argParser(address).conflicts('manage'))
    .addOption(new Option('--wait <seconds>', 'ask again until it is ready, for so long').argParser(whole(1, 600)))
    .addHelpText('after', HELP)
    .action(async ({ bridge, wait, ...flags }: { bridge?: Address; wait?: number } & Record<string, unknown>) => {
      const { manage } = readSettings(['manage'], flags);
      const asked = bridge ? { ...bridge, path: '/healthz' } : { ...manage, path: '/readyz' };
      const until = performance.now() + (wait ?? 0) * 1000;
      let answer = await askListener(asked, asked.path);
      while (answer.status !== 200 && performance.now() < until) {
        await pause(250);
        answer = await askListener(asked, asked.path);
      }
      tell(asked, answer);
    });
}

function tell({ host, port, path }: Address & { path: string }, { status, text }: Answer): void {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
  if (status === null) {
    throw new CommandError(EXIT.unreachable, `${url} does not answer (${text}); see whether it runs, and where it listens`);
  }
  if (status !== 200) throw new CommandError(EXIT.failed, `${url} is not ready: HTTP ${status} ${text.trim().slice(0, 200)}`);
  print(`${url} is ready`);
}

function address(text: string): Address {
  const { hostname = '', port = '' } = URL.parse(`http://${text}`) ?? {};
  if (hostname === '' || port === '') throw new InvalidArgumentError('It must be host:port, such as 127.0.0.1:9464.');
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}
