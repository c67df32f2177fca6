import type { Engine, ListingRecord, ListingState } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option, whole } from '../option.ts';
import { print, printJson, remark } from '../output/print.ts';
import { table } from '../output/table.ts';
import { cut } from '../output/width.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
pending waits for the shop; of that, failed failed last, and held is offered to
nobody. unbound is bound to no item or suite.

Examples:
  $ tongbu listing list --state unbound
  $ tongbu listing list --shop web --code TEE- --limit 20
`;

/** Names of so many cells keep a line within a screen. */
const LONGEST_NAME = 24;

const RIGHT = { align: 'right' as const };
const COLUMNS = [
  { heading: 'LISTING', ...RIGHT },
  ...['SHOP', 'GOODS', 'SPEC', 'CODE', 'NAME'].map((heading) => ({ heading })),
  ...['SHOWS', 'VERSION'].map((heading) => ({ heading, ...RIGHT })),
  { heading: 'STATE' },
];

interface ListFlags extends Flags {
  shop?: string;
  state: ListingState;
  code?: string;
  limit: number;
  cursor?: string;
  json?: true;
}

/** `tongbu listing list`: which listings there are. */
export function listingListCommand(): Command {
  return new Command('list')
    .summary('list listings by shop, state and code')
    .description('Lists listings.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--shop <no>', 'only of this shop')
    .addOption(new Option('--state <state>', 'only in this state').choices(['all', 'pending', 'failed', 'held', 'unbound']).default('all'))
    .option('--code <text>', 'only those whose merchant code or goods id begins so')
    .option('--limit <n>', 'how many at most', whole(1, 10_000), 50)
    .option('--cursor <cursor>', 'go on where an earlier list ended, with the same filters')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (flags: ListFlags) => {
      const { data, seller } = readSettings(['data', 'seller'], flags);
      const { rows, next } = await withEngine(data, async (engine) => list(engine, await onlySeller(engine, seller), flags));
      if (flags.json) return printJson({ listings: rows, next });
      if (rows.length === 0) return remark('no listing');
      print(table(COLUMNS, rows.map(rowOf)));
      if (next !== null) remark(`there may be more: --cursor ${next}`);
    });
}

/** Reads pages until there are enough: a page looks at a bounded number of listings, and may hold none. */
async function list(engine: Engine, seller: string, flags: ListFlags): Promise<{ rows: ListingRecord[]; next: string | null }> {
  const { shop: shopNo = null, state, code: search = null, limit } = flags;
  const rows: ListingRecord[] = [];
  let cursor = flags.cursor ?? null;
  do {
    const asked = { state, shopNo, search, cursor, limit: Math.min(200, limit - rows.length), now: Date.now() };
    const page = await engine.listListings({ seller, ...asked });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null && rows.length < limit);
  return { rows, next: cursor };
}

function rowOf(row: ListingRecord): string[] {
  const { listing, shopNo, goodsId, specId, goodsNo, specNo, goodsName, specName, quantity, version } = row;
  const name = cut([goodsName, specName].filter(Boolean).join(' '), LONGEST_NAME);
  return [String(listing), shopNo, goodsId, specId, specNo || goodsNo, name, quantity, String(version), stateOf(row)];
}

function stateOf({ bound, status, syncDisabled, suspendedUntil, pending, failures }: ListingRecord): string {
  if (!bound) return 'unbound';
  if (status === 0) return 'deleted';
  if (syncDisabled) return 'off';
  if (suspendedUntil !== null) return 'suspended';
  if (failures > 0) return 'failed';
  return pending ? 'pending' : 'settled';
}
