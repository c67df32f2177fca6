/** Finding what the rows of a file name, for all of them at once. */
import { CellError } from '../import/column.ts';
import type { ResolveContext } from '../import/kind.ts';
import { type Session, type Statement, statement } from '../store/database.ts';

/** The transaction that looks for it. */
interface Finding {
  session: Session;
  seller: string;
}

/** The number of what a cell names. @throws CellError when there is none of that name */
export type NumberOf = (name: string) => number;

/** Numbers of shops. */
export async function findShops(context: Finding, shopNos: string[]): Promise<NumberOf> {
  return orProblem('shop_no', 'is no shop; import shops first', await find(context, shopByNo, shopNos));
}

const shopByNo = statement(`
  select shop_no as name, shop_id as number from each(:rows) cross join shops where seller = :seller and shop_no = value->>0`);

/** Numbers of warehouses. */
export async function findWarehouses(context: Finding, warehouseNos: string[]): Promise<NumberOf> {
  return orProblem('warehouse_no', 'is no warehouse; import warehouses first', await find(context, warehouseByNo, warehouseNos));
}

const warehouseByNo = statement(`
  select warehouse_no as name, warehouse_id as number from each(:rows) cross join warehouses
  where seller = :seller and warehouse_no = value->>0`);

/** Numbers of items by their merchant codes, as {@link findItems}; there must be one for every code. */
export async function requireItems(context: ResolveContext, specNos: string[]): Promise<NumberOf> {
  return orProblem('spec_no', 'is no item; import items first', await findItems(context, specNos, context.hold));
}

/**
 * Numbers of items by their merchant codes, where there are any.
 *
 * @param hold keeps the items until the transaction ends. Whoever writes their levels shares them; whoever binds a listing to one
 * locks it: so the one sees the listing, or the other the levels
 */
export async function findItems(context: Finding, specNos: string[], hold: keyof typeof itemByNo): Promise<ReadonlyMap<string, number>> {
  return find(context, itemByNo[hold], specNos);
}

// `cross join` keeps the order: the few codes first, then each item by its code.
const ITEMS = `
  select spec_no as name, item_id as number from each(:rows) cross join items
  where seller = :seller and spec_no = value->>0 order by item_id`;
const itemByNo = { read: statement(ITEMS), share: statement(`${ITEMS} /*share*/`), lock: statement(`${ITEMS} /*lock*/`) };

/** Numbers of suites by their merchant codes, where there are any. */
export async function findSuites(
  context: Finding,
  suiteNos: string[],
  hold: keyof typeof suiteByNo = 'read',
): Promise<ReadonlyMap<string, number>> {
  return find(context, suiteByNo[hold], suiteNos);
}

const SUITES = `
  select suite_no as name, suite_id as number from each(:rows) cross join suites
  where seller = :seller and suite_no = value->>0 order by suite_id`;
const suiteByNo = { read: statement(SUITES), lock: statement(`${SUITES} /*lock*/`) };

async function find({ session, seller }: Finding, byName: Statement, names: string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const rows = JSON.stringify([...new Set(names)].map((name) => [name]));
  const found = await session.query<{ name: string; number: number }>(byName, { seller, rows });
  return new Map(found.map(({ name, number }) => [name, number]));
}

function orProblem(column: string, problem: string, numbers: ReadonlyMap<string, number>): NumberOf {
  return (name) => {
    const number = numbers.get(name);
    if (number === undefined) throw new CellError(column, name, problem);
    return number;
  };
}
