import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readSettings } from '../config.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding, State } from '../doctor/finding.ts';
import { page } from '../doctor/page.ts';
import { type Language, type Say, speak } from '../doctor/words.ts';
import { EXIT, usage } from '../error.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { word } from '../output/typed.ts';

const SETTINGS = ['data', 'api', 'manage'] as const;

const HELP = `
One line for each check: ok, warning or wrong, with the facts and, behind an
arrow, what to do. Ends with 0 unless something is wrong, then with 1. Works
whether or not a server runs, and on a folder that no server would start on.
Reads only: it writes a small file beside the database, and removes it, to
measure what a sync takes. With --probe the server moves stock of a seller of
its own, which no shop can see.

Examples:
  $ tongbu doctor
  $ tongbu doctor --against https://example.com   # compare the clock
  $ tongbu doctor --json | grep '"state":"wrong"'
`;

interface DoctorFlags {
  lang: string;
  against?: string;
  deep?: true;
  probe?: true;
  json?: true;
}

/** `tongbu doctor`: examines an installation. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('examine this installation')
    .description('Examines an installation: clock, disk, database, key file, listeners, versions, what waits and since when.');
  for (const name of SETTINGS) command.addOption(option(name));
  return command
    .option('--against <url>', "compare the clock with this web server's")
    .option('--probe', 'let a change of its own go round the running server: made, offered, acknowledged, gone')
    .option('--deep', 'also hold the whole database against its journal, as tongbu verify does')
    .addOption(new Option('--lang <language>', 'what it speaks').choices(['en', 'zh-CN', 'zh']).default('en'))
    .option('--json', 'print one JSON object a line for each check')
    .addHelpText('after', HELP)
    .action(async (flags) => doctor(flags));
}

async function doctor(flags: DoctorFlags & Record<string, unknown>): Promise<void> {
  const settings = readSettings(SETTINGS, flags);
  const { against = null, deep = false, probe = false, lang, json } = flags;
  if (against !== null && !/^https?:\/\/./.test(against)) {
    throw usage(`--against "${against}": must be an http or https address such as https://example.com`);
  }
  const say = speak((lang === 'en' ? 'en' : 'zh-CN') satisfies Language, word(settings.data));
  const now = Date.now();
  const findings = await examine({ ...settings, against, deep, probe, now }, say);
  if (json) for (const finding of findings) print(JSON.stringify(lineOf(finding)));
  else tell(findings, say, { folder: resolve(settings.data), moment: moment(now) });
  if (findings.some(({ state }) => state === 'wrong')) process.exitCode = EXIT.failed;
}

function lineOf({ check, state, facts, advice, values }: Finding): object {
  return { check, state, facts, advice, values };
}

function tell(findings: Finding[], say: Say, title: { folder: string; moment: string }): void {
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  print(`${say('title', title)}\n`);
  print(page(findings, say, process.stdout.columns ?? 80));
  print(`\n${say('sum', { ok: count('ok'), warning: count('warning'), wrong: count('wrong') })}`);
}
