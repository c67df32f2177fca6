import { Command } from 'commander';
import { onListing, withListing } from '../listing/command.ts';
import { print } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { momentOf, spanOf } from '../when.ts';
import { listingListCommand } from './listing-list.ts';

const HELP = `
The number of a listing is its rec_id; tongbu listing list and tongbu journal
show them, tongbu explain says why one is offered or not.

Examples:
  $ tongbu listing list --state unbound
  $ tongbu listing bind 12 TEE-RED-M
  $ tongbu listing suspend 12 --until 2h
  $ tongbu listing disable 12 --reason "recalled"
`;

/** `tongbu listing`: what a listing sells, and whether it is synced. */
export function listingCommand(): Command {
  return new Command('listing')
    .summary('list, bind, suspend, disable and force listings')
    .description('Listings (平台货品) of the shops: what each sells, and whether its stock is offered to its shop.')
    .addHelpText('after', HELP)
    .addCommand(listingListCommand())
    .addCommand(bind())
    .addCommand(unbind())
    .addCommand(match())
    .addCommand(suspend())
    .addCommand(resume())
    .addCommand(disable())
    .addCommand(enable())
    .addCommand(force())
    .addCommand(rule());
}

function bind(): Command {
  return onListing(
    'bind',
    'bind a listing to an item or suite by hand',
    'Binds a listing to an item, or else a suite: its codes are not looked at.',
  )
    .argument('<code>', 'merchant code of the item or suite')
    .action(async (listing: number, code: string, flags) => {
      await withListing(listing, flags, (engine, named) => engine.bindListing({ ...named, code }));
      print(`listing ${listing} sells ${code}`);
    });
}

function unbind(): Command {
  return onListing(
    'unbind',
    'take the binding away',
    'Takes the binding away: the listing is not synced until it is bound or matched again.',
  ).action(async (listing: number, flags) => {
    await withListing(listing, flags, (engine, named) => engine.unbindListing(named));
    print(`listing ${listing} is bound to nothing; it is not synced`);
  });
}

function match(): Command {
  return onListing(
    'match',
    'match it by its codes again',
    'Matches a listing anew by its codes, whether it was bound by hand or not.',
  ).action(async (listing: number, flags) => {
    const found = await withListing(listing, flags, (engine, named) => engine.matchListing(named));
    print(
      found
        ? `listing ${listing} is matched by its codes`
        : `listing ${listing}: no item or suite has its codes; it is not synced until one has`,
    );
  });
}

function suspend(): Command {
  return onListing(
    'suspend',
    'leave it out of pulls for a while',
    'Leaves a listing out of pulls until a moment; what changes meanwhile waits.',
  )
    .requiredOption('--until <when>', 'a moment (2026-11-11, "2026-11-11 20:00"), or a span from now (30m, 2h, 3d) (required)')
    .action(async (listing: number, flags) => {
      const span = spanOf(flags.until);
      const until = span === undefined ? momentOf(flags.until) : Date.now() + span;
      await withListing(listing, flags, (engine, named) => engine.suspendListing({ ...named, until }));
      print(`listing ${listing} is suspended until ${moment(until)}`);
    });
}

function resume(): Command {
  return onListing('resume', 'end a suspension', 'Ends a suspension: what changed meanwhile is offered.').action(
    async (listing: number, flags) => {
      await withListing(listing, flags, (engine, named) => engine.suspendListing({ ...named, until: 0 }));
      print(`listing ${listing} is suspended no longer`);
    },
  );
}

function disable(): Command {
  return onListing('disable', 'switch it off', 'Switches a listing off, for a reason that is shown, until it is enabled again.')
    .requiredOption('--reason <words>', 'why (required)')
    .action(async (listing: number, flags) => {
      await withListing(listing, flags, (engine, named) => engine.disableListing({ ...named, reason: flags.reason }));
      print(`listing ${listing} is switched off`);
    });
}

function enable(): Command {
  return onListing(
    'enable',
    'switch it on again',
    'Switches a listing on again, ends a suspension, and offers it with a new version.',
  ).action(async (listing: number, flags) => {
    await withListing(listing, flags, (engine, named) => engine.enableListing(named));
    print(`listing ${listing} is switched on`);
  });
}

function force(): Command {
  return onListing(
    'force',
    'offer it now, as if its stock had moved',
    'Gives a listing a new version now; delays of earlier failures end.',
  ).action(async (listing: number, flags) => {
    await withListing(listing, flags, (engine, named) => engine.forceListing(named));
    print(`listing ${listing} waits with a new version`);
  });
}

function rule(): Command {
  return onListing(
    'rule',
    'set a rule for it alone',
    'Sets a rule for this listing alone; without one it is chosen by scope and priority again.',
  )
    .argument('[no]', 'number of the rule')
    .action(async (listing: number, no: string | undefined, flags) => {
      await withListing(listing, flags, (engine, named) => engine.setListingRule({ ...named, no: no ?? null }));
      print(no === undefined ? `the rule of listing ${listing} is chosen by scope and priority` : `rule ${no} acts on listing ${listing}`);
    });
}
