import { Command } from 'commander';
import { sandboxClockCommand } from './sandbox-clock.ts';
import { sandboxFaultCommand } from './sandbox-fault.ts';
import { sandboxMoveCommand, sandboxShipCommand } from './sandbox-play.ts';
import { sandboxStartCommand } from './sandbox-start.ts';
import { sandboxResetCommand, sandboxSaveCommand } from './sandbox-states.ts';

const HELP = `
Every fault, every kind of parcel, and its use in tests: docs/sandbox.md.

To begin:
  $ tongbu sandbox start                # in one terminal
  $ tongbu sandbox move SKU-3 42        # in another
  $ tongbu sandbox ship split
  $ tongbu sandbox reset
`;

/** `tongbu sandbox`: a place to test an integration. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .summary('a place to test an integration: faults, clock, states')
    .description('A made-up seller to test an integration against: what goes wrong, what time it is and what lies there is up to you.')
    .addHelpText('after', HELP)
    .addCommand(sandboxStartCommand())
    .addCommand(sandboxMoveCommand())
    .addCommand(sandboxShipCommand())
    .addCommand(sandboxFaultCommand())
    .addCommand(sandboxClockCommand())
    .addCommand(sandboxSaveCommand())
    .addCommand(sandboxResetCommand());
}
