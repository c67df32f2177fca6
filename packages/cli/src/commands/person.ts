import { Command } from 'commander';
import { personAddCommand } from './person-add.ts';
import { personDisableCommand, personEnableCommand } from './person-disable.ts';
import { personLinkCommand } from './person-link.ts';
import { personListCommand } from './person-list.ts';
import { personPasswordCommand } from './person-password.ts';

/** `tongbu person`: who may sign in to the console. */
export function personCommand(): Command {
  return new Command('person')
    .summary('who may sign in to the console')
    .description('People: who may sign in to the console, for which seller and in which role.')
    .addCommand(personAddCommand())
    .addCommand(personListCommand())
    .addCommand(personLinkCommand())
    .addCommand(personPasswordCommand())
    .addCommand(personDisableCommand())
    .addCommand(personEnableCommand());
}
