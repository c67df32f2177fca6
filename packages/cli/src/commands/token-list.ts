import type { Token } from '@tongbu/engine';
import { Command } from 'commander';
import { readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { typed, word } from '../output/typed.ts';
import { withEngine } from '../with-engine.ts';

const HEADINGS = ['NAME', 'ROLE', 'ADDED', 'LAST USED', 'STATE'];

/** `tongbu token list`: a seller's tokens, never what is needed to use them. */
export function tokenListCommand(): Command {
  return new Command('list')
    .summary("list a seller's tokens")
    .description("Lists a seller's tokens: role, use and end; the tokens themselves are not stored.")
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ tongbu token list --seller demo\n')
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      const { seller, tokens } = await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        return { seller, tokens: await engine.listTokens({ seller }) };
      });
      if (flags.json) return printJson(tokens);
      if (tokens.length === 0)
        return print(typed(`seller "${seller}" has no token yet; add one with: tongbu token add --seller ${word(seller)}`));
      const now = Date.now();
      print(
        table(
          HEADINGS.map((heading) => ({ heading })),
          tokens.map((token) => rowOf(token, now)),
        ),
      );
    });
}

function rowOf({ name, role, createdAt, lastUsedAt, expiresAt, revokedAt }: Token, now: number): string[] {
  return [name, role, moment(createdAt), lastUsedAt === null ? 'never' : moment(lastUsedAt), stateOf(expiresAt, revokedAt, now)];
}

function stateOf(expiresAt: number | null, revokedAt: number | null, now: number): string {
  if (revokedAt !== null) return `revoked ${moment(revokedAt)}`;
  if (expiresAt === null) return 'works';
  return `${expiresAt <= now ? 'expired' : 'works until'} ${moment(expiresAt)}`;
}
