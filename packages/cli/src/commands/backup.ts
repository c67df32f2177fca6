import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { backupFile, folderOf } from '@tongbu/engine/outside';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { option } from '../option.ts';
import { count, print, printJson, remark } from '../output/print.ts';
import { typed, word } from '../output/typed.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
The server goes on answering meanwhile. The file holds everything up to one
moment; it is checked through before it gets its name, and never written over
another. A folder without a server can be backed up all the same.

The key file (tongbu.key) is NOT in it: secrets are sealed with that file, so
keep a copy of it once, somewhere else. Without it a backup cannot be restored.

Example:
  $ tongbu backup                          # to <data>/backups/tongbu-<UTC time>.db
  $ tongbu backup /mnt/nas/tongbu-monday.db
`;

/** `tongbu backup`: a consistent copy of the database, whether a server runs or not. */
export function backupCommand(): Command {
  return new Command('backup')
    .summary('copy the database while it is in use')
    .description('Copies the database of a data folder, as it is at one moment, into a file.')
    .argument('[file]', 'a file that is not there yet (default <data>/backups/tongbu-<UTC time>.db)')
    .addOption(option('data'))
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (named: string | undefined, flags) => {
      const { data } = readSettings(['data'], flags);
      const folder = folderOf(resolve(data));
      const made = await withEngine(data, (engine) => engine.backup({ file: place(named ?? backupFile(folder, Date.now())) }));
      if (flags.json) return printJson(made);
      print(`${made.file} written, ${count(made.size)} bytes, checked`);
      remark(typed(`To go back to it: tongbu restore ${word(made.file)}`));
      remark(`The key file is not in it, and without it no backup can be restored.`);
      remark(`Keep a copy elsewhere, once: ${folder.key}`);
    });
}

/** The server may stand in another folder, so it is told the whole path. Backups are for the folder's owner only. */
function place(named: string): string {
  const file = resolve(named);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw usage(`${dirname(file)} cannot be made: ${(cause as Error).message}`, { cause });
  }
  return file;
}
