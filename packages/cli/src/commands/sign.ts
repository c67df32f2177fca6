import type { SignedRequest } from '@tongbu/client';
import { flagship } from '@tongbu/protocol';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Interface } from '../call/interface.ts';
import { ARGUMENTS_HELP, prepare, type RequestFlags, takesRequest } from '../call/request.ts';
import { usage } from '../error.ts';
import { type ExplainFlags, explainRefused } from '../explain/run.ts';
import { whole } from '../option.ts';
import { print, remark } from '../output/print.ts';

const HELP = `${ARGUMENTS_HELP}
Example:
  $ tongbu sign sales.StockSync.calcStock '[12, false]'
  $ tongbu sign logistics_sync_query '{"shop_no":"mini"}' --timestamp 1762862400 \\
      --sid demo --key demo-app2 --secret-file ./secret.txt

Was a request refused? --explain names the mistake in it. It takes a curl line,
a raw HTTP request, or an address with the body below it: from a file, from
standard input, or as --url and --body. --last takes what the running server
refused last. The secret comes from the data folder or --secret-file, and is
never shown. The exit code is 0 when a mistake is named.

  $ tongbu sign --explain --last
  $ tongbu sign --explain --refusals
  $ tongbu sign --explain < request.txt
  $ tongbu sign --explain --url 'http://…/openapi?sid=…' --body '[1,false]' --lang zh-CN
`;

interface SignFlags extends RequestFlags, Pick<ExplainFlags, 'lang'> {
  explain?: true;
  timestamp?: number;
  showSecret?: true;
}

/** `tongbu sign`: shows how a request is signed, without sending it. */
export function signCommand(): Command {
  const command = new Command('sign')
    .summary('show the signature of a request, or why one was refused')
    .description('Shows the canonical text of a request, its signature, and a line to copy that sends it. Nothing is sent.');
  takesRequest(command).registeredArguments[0]?.argOptional();
  return command
    .option(
      '--timestamp <n>',
      'as it stands in the request: seconds since 2012 (flagship) or Unix seconds (default: now)',
      whole(0, 2 ** 32),
    )
    .option('--show-secret', 'show the secret in the canonical text instead of ***')
    .option('--explain', 'name the mistake in a refused request, see below')
    .option('--last [n]', 'with --explain: what the server refused last, or n requests ago', whole(1, 1000))
    .option('--refusals', 'with --explain: list what the server refused last')
    .option('--body <text>', 'with --explain and --url: the body that was sent')
    .option('--body-file <path>', 'with --explain and --url: the body that was sent, in a file; - for standard input')
    .option('--at <time>', 'with --explain: when the request arrived, such as 2026-11-11T20:00:03+08:00', instant)
    .addOption(new Option('--lang <language>', 'with --explain: what it speaks').choices(['en', 'zh-CN', 'zh']).default('en'))
    .addHelpText('after', HELP)
    .action(signOrExplain);
}

/** A moment as people and logs write it, as epoch milliseconds. */
function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a time such as 2026-11-11T20:00:03+08:00.');
  return at;
}

async function signOrExplain(name: string | undefined, json: string | undefined, flags: SignFlags): Promise<void> {
  if (flags.explain) return explainRefused(name, flags);
  if (name === undefined)
    throw usage('which interface? Name it, or give --explain to learn why a request was refused; see: tongbu sign --help');
  return sign(name, json, flags);
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
