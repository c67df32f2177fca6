import { Command } from 'commander';
import { keyAddCommand } from './key-add.ts';
import { keyDisableCommand } from './key-disable.ts';
import { keyListCommand } from './key-list.ts';
import { keyRotateCommand } from './key-rotate.ts';

/** `tongbu key`: the app keys that sign requests. */
export function keyCommand(): Command {
  return new Command('key')
    .summary('add, list, rotate and disable app keys')
    .description('App keys: who may call the signed API, for which shops, from where and how often.')
    .addCommand(keyAddCommand())
    .addCommand(keyListCommand())
    .addCommand(keyRotateCommand())
    .addCommand(keyDisableCommand());
}
