import type { DatabaseSync } from 'node:sqlite';
import { fromScaled, toScaled } from '@tongbu/model';
import { piecesIn } from '../orders/reservations.ts';
import { RESERVED_AS, type TradeState } from '../orders/trade-state.ts';
import type { OtherName, Others } from '../stock/mask.ts';

/**
 * Holds orders against what they reserve: no sub-order has more pieces in trades than it has, and a level's quantities for unpaid,
 * subscribed, ordered and to be sent are the pieces of open trades. Where the journal tells of others who moved such a quantity (a
 * feed, an import), or of nobody, it is not compared.
 *
 * @param differ is told of each difference
 */
export function verifyOrders(connection: DatabaseSync, seller: string, differ: (text: string) => void): void {
  for (const row of connection.prepare(TOO_MANY).iterate({ seller })) {
    const { oid, num, held } = row as Record<string, string>;
    if (toScaled(String(num)) < scaledSum(String(held))) differ(`sub-order ${oid}: ${num} pieces, but its trades hold more`);
  }
  const wanted = reservedBy(connection, seller);
  const compare = (key: string, is: string, wants: bigint) => {
    if (toScaled(is) !== wants) differ(`${key} is ${is}, open trades come to ${fromScaled(wants)}`);
  };
  for (const row of connection.prepare(LEVELS).iterate({ seller })) {
    const { item, warehouse, others } = row as Record<string, string | number>;
    const level = JSON.parse(others as string) as Others;
    for (const name of RESERVING) {
      const key = `item ${item} in warehouse ${warehouse}: ${name}`;
      const wants = wanted.get(key) ?? 0n;
      wanted.delete(key);
      if (toScaled(level[name] ?? '0') === wants || !isKeptByOrders(connection, seller, Number(item), Number(warehouse), name)) continue;
      compare(key, level[name] ?? '0', wants);
    }
  }
  for (const [key, wants] of wanted) compare(key, '0', wants);
}

const RESERVING = Object.values(RESERVED_AS).filter((name) => name !== null);

/** What the lines of open trades reserve, by level and quantity; none of them is 0. */
function reservedBy(connection: DatabaseSync, seller: string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of connection.prepare(OPEN_LINES).iterate({ seller })) {
    const { state, warehouse, num, parts } = row as Record<string, string | number>;
    for (const [item, count] of piecesIn(parts as string, toScaled(num as string)) ?? []) {
      const key = `item ${item} in warehouse ${warehouse}: ${RESERVED_AS[state as TradeState]}`;
      sums.set(key, (sums.get(key) ?? 0n) + count);
    }
  }
  return sums;
}

/** Whether the journal says that orders alone have moved this quantity, from nothing on. */
function isKeptByOrders(connection: DatabaseSync, seller: string, item: number, warehouse: number, name: OtherName): boolean {
  const rows = connection.prepare(MOVES).all({ seller, item }) as { effect: string; detail: string }[];
  const moves = rows
    .map(({ effect, detail }) => ({ effect, ...(JSON.parse(detail) as Moved) }))
    .filter((move) => move.warehouse === warehouse && Object.hasOwn(move.after, name));
  const [first] = moves;
  return (
    moves.every(({ effect }) => effect === 'order' || effect === 'ship') && (first?.before[name] ?? '0') === '0' && first !== undefined
  );
}

interface Moved {
  warehouse: number;
  before: Others;
  after: Others;
}

function scaledSum(list: string): bigint {
  return list.split(' ').reduce((sum, num) => sum + toScaled(num), 0n);
}

const TOO_MANY = `
  select s.oid, s.num, group_concat(l.num, ' ') as held from sub_orders s
  cross join trade_lines l on l.seller = s.seller and l.order_id = s.order_id and l.oid = s.oid
  where s.seller = :seller group by s.oid`;

const OPEN_LINES = `
  select t.state, t.warehouse_id as warehouse, l.num, s.parts from trades t
  cross join trade_lines l on l.seller = t.seller and l.trade_id = t.trade_id
  cross join sub_orders s on s.seller = l.seller and s.oid = l.oid
  where t.seller = :seller and t.state in ('unpaid', 'subscribed', 'ordered', 'sending') and t.warehouse_id is not null and s.parts <> ''`;

const LEVELS = `
  select l.item_id as item, l.warehouse_id as warehouse, l.others from levels l where l.seller = :seller
  order by l.item_id, l.warehouse_id`;

// Looked for only where a level differs: the journal has no index by record. What a stocktake left as it was moved nothing.
const MOVES = `
  select effect, detail from journal where seller = :seller and pool = 'level' and event = 'moved' and subject = :item order by seq`;
