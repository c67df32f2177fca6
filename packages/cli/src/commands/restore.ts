import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderOf, RAISE, type Restored, restoreFolder } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { checkDataFolder } from '../data-folder.ts';
import { CommandError, EXIT, isLocked, usage } from '../error.ts';
import { option, whole } from '../option.ts';
import { count, print, printJson, remark } from '../output/print.ts';

const HELP = `
Stop the server first. The folder must hold the key file (tongbu.key) that the
backup was made with. The database that is there is kept under another name.

What was issued or acknowledged after the backup was made is not in it. So that
no id and no version is issued a second time, all of them are raised: by a
million above every earlier restore, or by --raise, which must be more than was
issued since the backup. Every listing waits again with its new version, and a
parcel that had failed waits again under a new number: shops pull everything
once more, and an old acknowledgement clears nothing new.

What the ERP sent since then is to be imported again. Keys that were disabled
since then work again: disable them again.

Example:
  $ tongbu restore tongbu-data/backups/tongbu-20261123T044741Z.db
`;

/** `tongbu restore`: puts a backup in the place of the database (promise B9). */
export function restoreCommand(): Command {
  return new Command('restore')
    .summary('go back to a backup')
    .description('Puts a backup in the place of the database of a data folder.')
    .argument('<file>', 'what tongbu backup wrote')
    .addOption(option('data'))
    .option('--raise <n>', 'raise ids and versions by so much', whole(1, 2 ** 31 - 2), RAISE)
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, flags: { raise: number; json?: true }) => {
      const { data } = readSettings(['data'], flags);
      checkDataFolder(data);
      if (!existsSync(data)) throw usage(`there is no folder ${data}; make it, and put the key file at ${folderOf(data).key}`);
      const restored = await restoreFolder(data, file, { raise: flags.raise, now: Date.now() }).catch(inUse(data));
      if (flags.json) return printJson(restored);
      report(file, data, restored);
    });
}

function inUse(data: string) {
  return (error: unknown): never => {
    if (!isLocked(error)) throw error;
    const message = `a Tongbu server or command is working on ${data}; stop it, then restore`;
    throw new CommandError(EXIT.unreachable, message, { cause: error });
  };
}

function report(file: string, data: string, { raised, listings, requeued, left, kept }: Restored): void {
  print(`${file} restored into ${resolve(data)}`);
  print(`  ids and versions raised by ${count(raised)}`);
  print(`  listings that wait again   ${count(listings)}`);
  print(`  failed parcels that wait again under new numbers   ${count(requeued)}`);
  if (left > 0) print(`  failed parcels left, as their sub-orders wait in another one   ${count(left)}`);
  if (kept !== null) print(`  the database that was there is now ${kept}`);
  remark('Import again what the ERP sent since the backup, and disable again the keys disabled since; then start the server.');
}
