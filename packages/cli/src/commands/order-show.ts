import type { Engine, JournalEntry, ListedTrade, ShownOrder } from '@tongbu/engine';
import { Command } from 'commander';
import { JournalLines } from '../journal-lines.ts';
import { option } from '../option.ts';
import { withOrders } from '../order.ts';
import { print, printJson } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { printable } from '../output/width.ts';

const HELP = `
OPEN has still to leave, SHIPPED has left, DROPPED was given back or had left
elsewhere before the order came. A sub-order with GOODS ? sells what no item or
suite is known for: it reserves nothing until somebody adds it.

Times are this machine's own (TZ); on the wire they are Beijing time.

Example:
  $ tongbu order show 202611111203118801 --seller demo
`;

const RIGHT = { align: 'right' as const };
const SUB_ORDERS = [
  { heading: 'SUB-ORDER' },
  { heading: 'GOODS' },
  { heading: 'STATE' },
  { heading: 'REFUND' },
  ...['PIECES', 'OPEN', 'SHIPPED', 'DROPPED'].map((heading) => ({ heading, ...RIGHT })),
];
const TRADES = ['TRADE', 'STATE', 'WAREHOUSE', 'CARRIER', 'NUMBERS', 'HOLDS'].map((heading) => ({ heading }));
const SHIPMENTS = ['SHIPMENT', 'STATE', 'CARRIER', 'NUMBER', 'SUB-ORDERS'].map((heading) => ({ heading }));

/** `tongbu order show`: an order's whole story. */
export function orderShowCommand(): Command {
  return new Command('show')
    .summary("an order's whole story")
    .description('Shows an order: its sub-orders and where their pieces are, its trades, its shipments and what happened.')
    .argument('<tid>', "the shop's order number")
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (tid, flags) => {
      const order = await withOrders(flags, async (engine, { seller }) => {
        const order = await engine.showOrder({ seller, tid });
        return { ...order, journal: await storyOf(engine, seller, order.order) };
      });
      if (flags.json) return printJson(order);
      print(pageOf(order));
    });
}

type Told = ShownOrder & { journal: JournalEntry[] };

/** What happened to an order, oldest first: searched from the newest row on, until the push that made it. */
async function storyOf(engine: Engine, seller: string, order: number): Promise<JournalEntry[]> {
  const rows: JournalEntry[] = [];
  for (let before: number | null = null; ; ) {
    const part = await engine.searchJournal({ seller, pool: 'order', subject: order, before, after: 0, limit: 1000 });
    rows.push(...part.rows);
    if (part.ended || part.rows.some(({ event, effect }) => event === 'push' && effect === 'created')) return rows.reverse();
    before = part.before;
  }
}

function pageOf(order: Told): string {
  const { tid, shopNo, state, payment, progress, buyerNick, receiver, receivable } = order;
  const head = [
    `order ${tid} of shop ${shopNo}: ${state}, payment ${payment}, ${progress}; ${receivable} to pay`,
    `${buyerNick} → ${[receiver.name, receiver.mobile, receiver.area, receiver.address].filter(Boolean).join(', ')}`,
  ];
  const parts = [head.map(printable).join('\n'), table(SUB_ORDERS, subOrderRows(order))];
  if (order.trades.length > 0) parts.push(table(TRADES, order.trades.map(tradeRow)));
  if (order.shipments.length > 0) parts.push(table(SHIPMENTS, shipmentRows(order)));
  if (order.journal.length > 0) parts.push(new JournalLines().of(order.journal).join('\n'));
  return parts.join('\n\n');
}

function subOrderRows({ subOrders }: ShownOrder): string[][] {
  return subOrders.map(({ oid, item, suite, state, refund, count, open, shipped, dropped, details }) => {
    const code = String(details['specNo'] || details['goodsNo'] || '');
    const goods = item === null && suite === null ? `? ${code}` : code || (item === null ? `suite ${suite}` : `item ${item}`);
    return [oid, goods, state, refund, count, open, shipped, dropped];
  });
}

function tradeRow({ trade, state, warehouseNo, carrier, numbers, shippedAt, lines }: ListedTrade): string[] {
  const when = shippedAt === null ? state : `${state} ${moment(shippedAt)}`;
  return [String(trade), when, warehouseNo, carrier, numbers.join(' '), lines.map(({ oid, num }) => `${oid} × ${num}`).join(', ')];
}

function shipmentRows({ shipments }: ShownOrder): string[][] {
  return shipments.map(({ shipment, state, carrier, trackingNumber, oids, goodsCount }) => {
    const type = carrier.type === -1 ? 'unmapped' : String(carrier.type);
    const whose = [oids.join(', ') || 'the whole order', goodsCount === null ? '' : `× ${goodsCount}`].filter(Boolean).join(' ');
    return [String(shipment), state, `${carrier.code} (${type})`, trackingNumber, whose];
  });
}
