import type { Engine, ListedOrder } from '@tongbu/engine';
import { Command, Option } from 'commander';
import type { Flags } from '../config.ts';
import { option, whole } from '../option.ts';
import { withOrders } from '../order.ts';
import { print, printJson, remark } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { momentOf, spanOf } from '../when.ts';

const HELP = `
Oldest first. --since takes a moment (2026-11-11, "2026-11-11 20:00") or a span
that ends now (30m, 2h, 3d). Where there is more, the cursor to go on with is
said on standard error, or stands in the JSON as next.

STATE is what the shop said last; PROGRESS how far its parcels are. GOODS ?
counts sub-orders that sell what no item or suite is known for.

Times are this machine's own (TZ); on the wire they are Beijing time.

Examples:
  $ tongbu order list --since 2h
  $ tongbu order list --shop web --state toShip --progress open --limit 20
`;

const STATES = ['unpaid', 'balanceDue', 'toShip', 'partlyShipped', 'shipped', 'signed', 'finished', 'refunded', 'closed'];
const RIGHT = { align: 'right' as const };
const COLUMNS = [
  ...['ORDER', 'SHOP', 'STATE', 'PAYMENT', 'PROGRESS'].map((heading) => ({ heading })),
  ...['LINES', 'GOODS ?', 'TO PAY'].map((heading) => ({ heading, ...RIGHT })),
  ...['BUYER', 'CAME'].map((heading) => ({ heading })),
];

interface ListFlags extends Flags {
  shop?: string;
  state?: ListedOrder['state'];
  progress?: ListedOrder['progress'];
  since?: string;
  unknownGoods?: true;
  limit: number;
  cursor?: string;
  json?: true;
}

/** `tongbu order list`: which orders there are. */
export function orderListCommand(): Command {
  return new Command('list')
    .summary('list orders by shop, state and time')
    .description('Lists orders, oldest first.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--shop <no>', 'only of this shop')
    .addOption(new Option('--state <state>', 'only in this state').choices(STATES))
    .addOption(new Option('--progress <progress>', 'only so far').choices(['open', 'partly', 'shipped', 'ended']))
    .option('--since <when>', 'only those that came since then')
    .option('--unknown-goods', 'only those with goods that nobody knows')
    .option('--limit <n>', 'how many at most', whole(1, 10_000), 50)
    .option('--cursor <cursor>', 'go on where an earlier list ended, with the same filters')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (flags: ListFlags) => {
      const { rows, next } = await withOrders(flags, (engine, { seller, now }) => list(engine, seller, flags, now));
      if (flags.json) return printJson({ orders: rows, next });
      if (rows.length === 0) return remark('no order');
      print(table(COLUMNS, rows.map(rowOf)));
      if (next !== null) remark(`there may be more: --cursor ${next}`);
    });
}

/** Reads pages until there are enough: a page looks at a bounded number of orders, and may hold none. */
async function list(engine: Engine, seller: string, flags: ListFlags, now: number): Promise<{ rows: ListedOrder[]; next: string | null }> {
  const { shop = null, state = null, progress = null, since, unknownGoods, limit } = flags;
  const filter = {
    ...{ shopNo: shop, state, progress, unknownGoods: unknownGoods ?? null },
    since: since === undefined ? null : now - (spanOf(since) ?? now - momentOf(since)),
  };
  const rows: ListedOrder[] = [];
  let cursor = flags.cursor ?? null;
  do {
    const page = await engine.listOrders({ seller, filter, cursor, limit: Math.min(200, limit - rows.length) });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null && rows.length < limit);
  return { rows, next: cursor };
}

function rowOf({
  tid,
  shopNo,
  state,
  payment,
  progress,
  subOrders,
  unknownGoods,
  receivable,
  buyerNick,
  createdAt,
}: ListedOrder): string[] {
  const unknown = unknownGoods === 0 ? '-' : String(unknownGoods);
  return [tid, shopNo, state, payment, progress, String(subOrders), unknown, receivable, buyerNick, moment(createdAt)];
}
