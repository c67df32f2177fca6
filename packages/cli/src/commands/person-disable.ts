import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { CommandError, EXIT } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';

/** `tongbu person disable`: somebody may not sign in any more. */
export function personDisableCommand(): Command {
  return command('disable', 'disable a person', 'Disables a person: they are signed out everywhere at once, and may not sign in.');
}

/** `tongbu person enable`: somebody may sign in again. */
export function personEnableCommand(): Command {
  return command('enable', 'enable a person again', 'Lets a disabled person sign in again, with the password they had.');
}

function command(does: 'disable' | 'enable', summary: string, description: string): Command {
  return new Command(does)
    .summary(summary)
    .description(description)
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--name <name>', 'the name of the person (required)')
    .addHelpText('after', `\nExample:\n  $ tongbu person ${does} --seller demo --name "Li Ming"\n`)
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      const name: string = flags.name;
      const disabled = does === 'disable';
      await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        const done = await engine.changePerson({ seller, name, change: { disabled }, now: Date.now() });
        if (done === 'lastAdmin')
          throw new CommandError(
            EXIT.failed,
            `"${name}" is the last admin of seller "${seller}" who can sign in; make somebody else one first`,
          );
        print(`person "${name}" of seller "${seller}" ${disabled ? 'disabled; they are signed out everywhere' : 'may sign in again'}`);
      });
    });
}
