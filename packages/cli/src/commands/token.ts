import { Command } from 'commander';
import { tokenAddCommand } from './token-add.ts';
import { tokenListCommand } from './token-list.ts';
import { tokenRevokeCommand } from './token-revoke.ts';

/** `tongbu token`: the bearer tokens of the management API. */
export function tokenCommand(): Command {
  return new Command('token')
    .summary('add, list and revoke tokens of the management API')
    .description('Bearer tokens: who may use the management API, for which seller and in which role.')
    .addCommand(tokenAddCommand())
    .addCommand(tokenListCommand())
    .addCommand(tokenRevokeCommand());
}
