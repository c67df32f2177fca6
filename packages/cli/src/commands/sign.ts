import type { SignedRequest } from '@tongbu/client';
import { flagship } from '@tongbu/protocol';
import { Command } from 'commander';
import type { Interface } from '../call/interface.ts';
import { ARGUMENTS_HELP, prepare, type RequestFlags, takesRequest } from '../call/request.ts';
import { whole } from '../option.ts';
import { print, remark } from '../output/print.ts';

const HELP = `${ARGUMENTS_HELP}
Example:
  $ tongbu sign sales.StockSync.calcStock '[12, false]'
  $ tongbu sign logistics_sync_query '{"shop_no":"mini"}' --timestamp 1762862400 \\
      --sid demo --key demo-app2 --secret-file ./secret.txt
`;

interface SignFlags extends RequestFlags {
  timestamp?: number;
  showSecret?: true;
}

/** `tongbu sign`: shows how a request is signed, without sending it. */
export function signCommand(): Command {
  const command = new Command('sign')
    .summary('show the signature of a request, step by step')
    .description('Shows the canonical text of a request, its signature, and a line to copy that sends it. Nothing is sent.');
  return takesRequest(command)
    .option(
      '--timestamp <n>',
      'as it stands in the request: seconds since 2012 (flagship) or Unix seconds (default: now)',
      whole(0, 2 ** 32),
    )
    .option('--show-secret', 'show the secret in the canonical text instead of ***')
    .addHelpText('after', HELP)
    .action(sign);
}

async function sign(name: string, json: string | undefined, flags: SignFlags): Promise<void> {
  const { asked, account, request } = await prepare(name, json, flags, (asked) => momentOf(asked, flags.timestamp));
  const secret = asked.edition === 'flagship' ? account.secret.slice(0, account.secret.indexOf(':')) : account.secret;
  print(`canonical  ${flags.showSecret ? request.canonical : hide(request.canonical, secret)}`);
  print(`signature  ${request.sign}`);
  print(`url        ${request.url}`);
  print(`body       ${request.body}`);
  print(`\n${curl(request)}`);
  const window = asked.edition === 'flagship' ? '2 minutes' : '5 minutes';
  if (flags.timestamp === undefined) remark(`\nMD5 of the canonical text is the signature. The line works for ${window}.`);
}

function momentOf({ edition }: Interface, timestamp: number | undefined): number {
  if (timestamp === undefined) return Date.now();
  return edition === 'flagship' ? flagship.fromTimestamp(timestamp) : timestamp * 1000;
}

/** The secret stands at the end, on the flagship edition at the start as well. */
function hide(canonical: string, secret: string): string {
  const start = canonical.startsWith(secret) ? secret.length : 0;
  return `${start > 0 ? '***' : ''}${canonical.slice(start, canonical.length - secret.length)}***`;
}

function curl({ url, headers, body }: SignedRequest): string {
  const header = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return ['curl -sS', ...header, `--data-binary ${quoted(body)}`, quoted(url)].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
