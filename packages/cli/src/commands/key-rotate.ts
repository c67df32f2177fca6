import type { Edition } from '@tongbu/engine';
import { Command, InvalidArgumentError } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { givenSecret, newSecret, SECRET_FILE } from '../secret.ts';
import { withEngine } from '../with-engine.ts';
import { editionOption } from './key-add.ts';

const HELP = `
The new secret is printed, this once. The one the key had stays valid beside it,
so that the client can change over while it goes on calling: until --until, or
until it is ended with --end. tongbu key list says when each was used last. A
secret that was lost to somebody is ended at once with --now.

Example:
  $ tongbu key rotate --key demo-app --until 24h
  $ tongbu key rotate --key demo-app --end
  $ tongbu key rotate --key demo-app --now
`;

interface RotateFlags extends Flags {
  edition?: Edition;
  key: string;
  until?: number;
  now?: true;
  end?: true;
  json?: true;
}

/** `tongbu key rotate`: another secret for a key, while the one it has stays valid for a while. */
export function keyRotateCommand(): Command {
  return new Command('rotate')
    .summary('give a key another secret')
    .description('Gives a key another secret; the one it had stays valid for a while, or until it is ended.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--key <name>', 'the key (required)')
    .addOption(editionOption())
    .addOption(option('secret'))
    .option(...SECRET_FILE)
    .option('--until <time>', 'how long the one it had stays valid: a time, or a span such as 90m, 24h, 7d (default: until --end)', until)
    .option('--now', 'end the one it had at once')
    .option('--end', 'end the one it had before; no new one is made')
    .option('--json', 'print JSON, a generated secret in it')
    .addHelpText('after', HELP)
    .action(rotate);
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment, or a span from now, as epoch milliseconds. */
function until(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const at = digits === undefined ? Date.parse(text) : Date.now() + Number(digits) * (UNITS[unit] as number);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a time such as 2026-11-11T20:00:00+08:00, or a span such as 24h.');
  return at;
}

async function rotate(flags: RotateFlags): Promise<void> {
  const { data, seller: named } = readSettings(['data', 'seller'], flags);
  const { key: appKey } = flags;
  if ([flags.until !== undefined, flags.now, flags.end].filter(Boolean).length > 1)
    throw usage('--until, --now and --end: give one of them');
  await withEngine(data, async (engine) => {
    const seller = await onlySeller(engine, named);
    const edition = flags.edition ?? editionOf(await engine.listKeys({ seller }), appKey, seller);
    const who = { seller, edition, appKey, actor: 'operator', now: Date.now() };
    if (flags.end) {
      const ended = await engine.endPreviousSecret(who);
      if (flags.json) return printJson({ seller, edition, key: appKey, ended });
      return print(
        ended ? `the secret that key "${appKey}" had before is valid no longer` : `key "${appKey}" has one secret; there is none to end`,
      );
    }
    const given = givenSecret(flags);
    const secret = given ?? newSecret(edition);
    const done = await engine.rotateKey({ ...who, secret, until: flags.now ? who.now : (flags.until ?? null) });
    if (flags.json)
      return printJson({ seller, edition, key: appKey, until: done.until, ended: done.ended, ...(given === undefined && { secret }) });
    print(`${edition} key "${appKey}" of seller "${seller}" has another secret; the one it had is valid ${validity(done, appKey)}`);
    if (given !== undefined) return print('it signs with the secret you gave, which is stored encrypted');
    print(`\n  secret  ${secret}\n\nThis is the only time it is shown; keep it where the client finds it.`);
  });
}

function validity({ until, ended }: { until: number | null; ended: boolean }, appKey: string): string {
  if (ended) return 'no longer';
  return until === null ? `until you end it: tongbu key rotate --key ${appKey} --end` : `until ${moment(until)}`;
}

/** Two editions may have a key of one name; which of them is meant must be said. */
function editionOf(keys: { edition: Edition; appKey: string }[], appKey: string, seller: string): Edition {
  const [found, another] = keys.filter((key) => key.appKey === appKey);
  if (!found) throw usage(`seller "${seller}" has no key "${appKey}"`);
  if (another) throw usage(`both editions have a key "${appKey}"; say which with --edition`);
  return found.edition;
}
