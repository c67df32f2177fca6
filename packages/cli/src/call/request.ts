import { readFileSync } from 'node:fs';
import { type Account, enterpriseRequest, flagshipRequest, type PageOptions, type SignedRequest } from '@tongbu/client';
import type { Command } from 'commander';
import { usage } from '../error.ts';
import { option, whole } from '../option.ts';
import { remark } from '../output/print.ts';
import { typed } from '../output/typed.ts';
import { SECRET_FILE } from '../secret.ts';
import { type AccountFlags, accountOf } from './account.ts';
import { type Interface, interfaceNames, interfaceOf } from './interface.ts';
import { enterpriseFields, flagshipBody } from './payload.ts';

/** Flags that `call` and `sign` share. */
export interface RequestFlags extends AccountFlags {
  pageSize?: number;
  pageNo?: number;
  calcTotal?: true;
}

/** What is to be sent, and by whom. */
export interface Prepared {
  asked: Interface;
  account: Account;
  request: SignedRequest;
}

/** Help on the arguments that `call` and `sign` share. */
export const ARGUMENTS_HELP = `
The edition is known from the name: flagship names have dots. A JSON array holds
the flagship's arguments exactly as they travel; a JSON object names them, or the
fields of an enterprise form (lists in it become JSON text). - reads it from
standard input. Who calls is taken from the data folder where it is not given
and there is only one choice.

Interfaces:
${interfaceNames()
  .map((name) => `  ${name}`)
  .join('\n')}
`;

/** Adds the arguments and options that `call` and `sign` share. */
export function takesRequest(command: Command): Command {
  return command
    .argument('<interface>', "the vendor's name, see below")
    .argument('[json]', 'arguments or form fields; none when left out')
    .addOption(option('url'))
    .addOption(option('seller'))
    .option('--sid <sid>', 'the same as --seller, in the words of the wire')
    .option('--key <key>', 'key (flagship) or appkey (enterprise)')
    .addOption(option('secret'))
    .option(...SECRET_FILE)
    .addOption(option('data'))
    .option('--page-size <n>', 'flagship paging: rows a page', whole(0, 1_000_000))
    .option('--page-no <n>', 'flagship paging: which page, from 0', whole(0, 1_000_000))
    .option('--calc-total', 'flagship paging: count all rows');
}

/** Signs what was asked for, at a moment. @throws CommandError `usage` */
export async function prepare(
  typedName: string,
  typedJson: string | undefined,
  flags: RequestFlags,
  nowMs: (asked: Interface) => number,
): Promise<Prepared> {
  const asked = interfaceOf(typedName);
  if (!asked.method) remark(typed(`tongbu: "${asked.name}" is no interface Tongbu knows; see: tongbu call --help`));
  const json = (typedJson === '-' ? readFileSync(0, 'utf8') : (typedJson ?? '')).trim();
  const page = pageOf(asked, flags);
  if (asked.edition === 'enterprise') {
    const fields = enterpriseFields(asked, json || '{}');
    const account = await accountOf(asked.edition, flags);
    return { asked, account, request: enterpriseRequest(account, asked.name, fields, nowMs(asked)) };
  }
  const body = flagshipBody(asked, json || '[]');
  const account = await accountOf(asked.edition, flags);
  if (!account.secret.includes(':')) throw usage('the secret of a flagship key is written secret:salt, with a colon between');
  return { asked, account, request: flagshipRequest(account, asked.name, body, nowMs(asked), page) };
}

function pageOf({ name, edition, method }: Interface, { pageSize, pageNo, calcTotal }: RequestFlags): PageOptions | undefined {
  const given = pageSize !== undefined || pageNo !== undefined || calcTotal !== undefined;
  if (!given && method?.paged) throw usage(`${name} is paged; give --page-size, such as --page-size 100 (and --page-no, --calc-total)`);
  if (!given) return undefined;
  if (edition === 'enterprise')
    throw usage(`--page-size, --page-no and --calc-total are for the flagship edition; ${name} takes its limit as a field`);
  if (pageSize === undefined) throw usage('--page-no and --calc-total need --page-size');
  return { size: pageSize, page: pageNo ?? 0, total: calcTotal === true };
}
