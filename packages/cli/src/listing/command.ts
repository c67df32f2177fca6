/** What the commands of `tongbu listing` have in common. */
import type { Engine, NamedListing } from '@tongbu/engine';
import { Argument, Command } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option, whole } from '../option.ts';
import { withEngine } from '../with-engine.ts';

/** A command that does something to one listing, by its number. */
export function onListing(name: string, summary: string, description: string): Command {
  return new Command(name)
    .summary(summary)
    .description(description)
    .addArgument(new Argument('<listing>', 'number of the listing (rec_id)').argParser(whole(1, 2 ** 31 - 1)))
    .addOption(option('data'))
    .addOption(option('seller'));
}

/** Works on one listing of the seller that is meant. */
export async function withListing<T>(listing: number, flags: Flags, work: (engine: Engine, named: NamedListing) => Promise<T>): Promise<T> {
  const { data, seller } = readSettings(['data', 'seller'], flags);
  return withEngine(data, async (engine) =>
    work(engine, { seller: await onlySeller(engine, seller), listing, actor: 'operator', now: Date.now() }),
  );
}
