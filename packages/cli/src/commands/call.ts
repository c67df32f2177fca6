import { CallError, type SignedRequest, send } from '@tongbu/client';
import { Command } from 'commander';
import { ARGUMENTS_HELP, prepare, type RequestFlags, takesRequest } from '../call/request.ts';
import { CommandError, EXIT } from '../error.ts';
import { layOut, readExact } from '../exact-json.ts';
import { print } from '../output/print.ts';
import { printable } from '../output/width.ts';

const HELP = `${ARGUMENTS_HELP}
Ends with 1 when the answer's status or code is not 0.

Example:
  $ tongbu call sales.StockSync.getSelfWaitSyncIdListOpen '[100, 0]'
  $ tongbu call sales.LogisticsSync.getSyncListExt \\
      '[{"shop_no":"web","is_own_platform":true}]' --page-size 100
  $ tongbu call api_goods_stock_change_query '{"shop_no":"mini","limit":50}'
  $ tongbu call logistics_sync_ack '{"logistics_list":[{"rec_id":7,"status":0}]}'
`;

/** `tongbu call`: signs a request, sends it, prints the answer. */
export function callCommand(): Command {
  const command = new Command('call')
    .summary('call an interface of either edition')
    .description('Signs a request, sends it and prints the answer: as it came, or laid out on a terminal.');
  return takesRequest(command).addHelpText('after', HELP).action(call);
}

async function call(name: string, json: string | undefined, flags: RequestFlags): Promise<void> {
  const { asked, request } = await prepare(name, json, flags, Date.now);
  const text = await answerOf(asked.name, request);
  print(process.stdout.isTTY ? readable(text) : text);
  if (!isSuccess(text)) process.exitCode = EXIT.failed;
}

async function answerOf(name: string, request: SignedRequest): Promise<string> {
  try {
    return (await send(name, request)).text;
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'network') throw error;
    const hint = 'start the server with: tongbu serve, or name another with --url';
    throw new CommandError(EXIT.unreachable, `${error.message}; ${hint}`, { cause: error });
  }
}

function readable(text: string): string {
  try {
    return layOut(readExact(text));
  } catch {
    return printable(text);
  }
}

/** A status or code that is missing is no success; batchCalcStock alone may come without its envelope. */
function isSuccess(text: string): boolean {
  try {
    const answer = JSON.parse(text) as Record<string, unknown>;
    return String(answer['status'] ?? answer['code']) === '0' || 'success_date' in answer;
  } catch {
    return false;
  }
}
