import type { SandboxFacts } from '@tongbu/server/sandbox';
import { Argument, Command, Option } from 'commander';
import { withServer } from '../control-client.ts';
import { usage } from '../error.ts';
import { whole } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { NEEDS_SANDBOX, sandboxFolder } from '../sandbox-folder.ts';

const HELP = `
  rate-limit      too many calls, in the edition's own words
  slow            the answer comes --ms later (default 3000)
  cut-before      the connection ends, nothing was done
  cut-after       the connection ends, all of it was done
  server-error    --status (default 502) and a page of HTML, nothing was done
  wrong-answer    200 with --form html, truncated or empty; all of it was done
  partial-errors  every second element of a batch is refused

Examples:
  $ tongbu sandbox fault add rate-limit --every 3
  $ tongbu sandbox fault add cut-after --method sales.StockSync.syncSuccess --times 1
`;

/** `tongbu sandbox fault`: what goes wrong on request. */
export function sandboxFaultCommand(): Command {
  const add = new Command('add')
    .summary('let something go wrong')
    .description('Lets calls go wrong from now on, until the fault is used up or removed.')
    .addArgument(
      new Argument('<kind>', 'what goes wrong').choices([
        'rate-limit',
        'slow',
        'cut-before',
        'cut-after',
        'server-error',
        'wrong-answer',
        'partial-errors',
      ]),
    )
    .addOption(sandboxFolder())
    .addOption(new Option('--edition <edition>', 'of this edition alone').choices(['flagship', 'enterprise']))
    .option('--method <name>', "of this interface alone, by the vendor's name without .php")
    .option('--every <n>', 'every n-th call that fits (default: each)', whole(1, 1_000_000))
    .option('--times <n>', 'so many calls, then no more (default: until removed)', whole(1, 1_000_000))
    .option('--ms <n>', 'slow: how much later', whole(0, 600_000))
    .option('--status <n>', 'server-error: which', whole(400, 599))
    .addOption(new Option('--form <form>', 'wrong-answer: which').choices(['html', 'truncated', 'empty']))
    .addHelpText('after', HELP)
    .action(async (kind: string, { data, ...rest }: { data: string }) => {
      const number = await withServer(data, NEEDS_SANDBOX, ({ ask }) => ask<number>('addFault', { kind, ...rest }));
      print(`fault ${number} (${kind}) is set; tongbu sandbox fault remove ${number} ends it`);
    });
  const list = new Command('list')
    .summary('faults that are set')
    .description('Shows the faults that are set, and how often each has acted.')
    .addOption(sandboxFolder())
    .option('--json', 'print JSON')
    .action(async ({ data, json }: { data: string; json?: true }) => {
      const { faults } = await withServer(data, NEEDS_SANDBOX, ({ ask }) => ask<SandboxFacts>('describeSandbox', {}));
      if (json) return printJson(faults);
      print(faults.length === 0 ? 'no fault is set' : table(COLUMNS, faults.map(rowOf)));
    });
  const remove = new Command('remove')
    .summary('end a fault, or all')
    .description('Ends the fault of that number, or all of them.')
    .argument('<number>', 'its number, or: all')
    .addOption(sandboxFolder())
    .action(async (number: string, { data }: { data: string }) => {
      await withServer(data, NEEDS_SANDBOX, async ({ ask }) => {
        if (number === 'all') return ask('clearFaults', {});
        if (!(await ask<boolean>('removeFault', { number: Number(number) })))
          throw usage(`no fault ${number} is set; tongbu sandbox fault list`);
      });
      print(number === 'all' ? 'no fault is set any more' : `fault ${number} is gone`);
    });
  return new Command('fault')
    .summary('let calls go wrong')
    .description('Faults on request: what a client must be able to bear.')
    .addCommand(add)
    .addCommand(list)
    .addCommand(remove);
}

const COLUMNS = ['NO', 'KIND', 'EDITION', 'INTERFACE', 'EVERY', 'LEFT', 'ACTED'].map((heading) => ({ heading }));

function rowOf({ number, kind, edition, method, every, times, acted }: SandboxFacts['faults'][number]): string[] {
  const left = times === undefined ? '-' : String(times - acted);
  return [String(number), kind, edition ?? 'both', method ?? 'all', String(every ?? 1), left, String(acted)];
}
