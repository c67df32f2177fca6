import { existsSync } from 'node:fs';
import { folderOf, type Verified, verifyFile } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { checkDataFolder } from '../data-folder.ts';
import { EXIT, usage } from '../error.ts';
import { option } from '../option.ts';
import { count, print, printJson } from '../output/print.ts';
import { printable } from '../output/width.ts';

const HELP = `
Reads the whole file; plays the journal through and compares what comes of it
with every listing and shipment; calculates every quantity anew; counts what
waits. Changes nothing, and a server that runs is not asked and does not wait:
it is one state of the database that is looked at. A million listings take
about a minute. Exit code 1 when something does not agree.

Example:
  $ tongbu verify
  $ tongbu verify tongbu-data/backups/tongbu-20261123T044741Z.db
`;

/** `tongbu verify`: the journal against the pools, the quantities against levels and rule. */
export function verifyCommand(): Command {
  return new Command('verify')
    .summary('check the database, or a backup, against its journal')
    .description('Checks that the database of a data folder, or a backup, is whole and agrees with itself.')
    .argument('[file]', 'a backup (default: the database of the data folder)')
    .addOption(option('data'))
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((named: string | undefined, flags) => {
      const { data } = readSettings(['data'], flags);
      const file = named ?? folderOf(data).database;
      if (!named) checkDataFolder(data, { readOnly: true });
      if (!named && !existsSync(file)) throw usage(`there is no data in ${data}; name the folder with --data, or a backup`);
      const verified = verifyFile(file);
      if (verified.differences.length > 0) process.exitCode = EXIT.failed;
      if (flags.json) return printJson(verified);
      report(file, verified);
    });
}

function report(file: string, { sellers, listings, shipments, rows, differences, more }: Verified): void {
  for (const difference of differences) print(printable(difference));
  if (more > 0) print(`and ${count(more)} more`);
  const some = (number: number, one: string) => `${count(number)} ${one}${number === 1 ? '' : 's'}`;
  const counted = [some(sellers, 'seller'), some(listings, 'listing'), some(shipments, 'shipment'), some(rows, 'journal row')].join(', ');
  print(differences.length === 0 ? `${file} is whole and agrees with its journal: ${counted}` : `${file} does not agree: ${counted}`);
}
