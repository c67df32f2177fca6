import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import type { Quantities } from './move.ts';

/** One movement of an item, as the journal has it. */
export interface ItemMovement {
  seq: number;
  at: number;
  actor: string;
  kind: string;
  reason: string;
  /** A stocktake's, an order's or a feed's own number; empty where there is none. */
  reference: string;
  warehouseNo: string;
  defective: boolean;
  /** What changed, as it was and as it was then. */
  before: Quantities;
  after: Quantities;
}

/**
 * How an item's levels came to be what they are, the newest movement first.
 *
 * @param input.before a `seq`, which continues an earlier reading
 * @param input.limit how many at most
 * @throws EngineError `unknown` for a seller or item that does not exist
 */
export async function journalOfItem(
  { database }: Context,
  { seller, specNo, before, limit }: { seller: string; specNo: string; before: number | null; limit: number },
): Promise<ItemMovement[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [found] = await session.query<{ item: number }>(itemOf, { seller, specNo });
    if (!found) throw new EngineError('unknown', `item "${specNo}" does not exist`);
    const rows = await session.query<Row>(movements, { seller, item: found.item, before: before ?? Number.MAX_SAFE_INTEGER, limit });
    const named = rows.length === 0 ? [] : await session.query<{ warehouse: number; no: string }>(warehouses, { seller });
    const warehouseNo = new Map(named.map(({ warehouse, no }) => [warehouse, no]));
    return rows.map(({ detail, ...row }): ItemMovement => {
      const { warehouse, defective = false, reason, reference = '', before, after } = JSON.parse(detail) as Detail;
      return { ...row, reason, reference, warehouseNo: warehouseNo.get(warehouse) as string, defective, before, after };
    });
  });
}

type Row = { seq: number; at: number; actor: string; kind: string; detail: string };
type Detail = { warehouse: number; defective?: boolean; reason: string; reference?: string; before: Quantities; after: Quantities };

const itemOf = statement('select item_id as item from items where seller = :seller and spec_no = :specNo');
const movements = statement(`
  select seq, at, actor, effect as kind, detail from journal
  where seller = :seller and pool = 'level' and subject = :item and event = 'moved'
    and seq < :before
  order by seq desc limit :limit`);
const warehouses = statement('select warehouse_id as warehouse, warehouse_no as no from warehouses where seller = :seller');
