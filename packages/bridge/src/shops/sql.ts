import { readQuantity } from '@tongbu/model';
import { z } from 'zod';
import {
  type Finding,
  type ShipmentOutcome,
  type ShipmentToApply,
  type Shop,
  ShopDownError,
  type ShopKind,
  type StockOutcome,
  type StockToApply,
} from '../shop.ts';
import { type Database, meaningOf, openDatabase, type Row, type Transaction, type Values } from '../sql/database.ts';
import { type Dialect, readStatement } from '../sql/statement.ts';

/** What a statement for a listing may name. */
const OF_STOCK = ['key', 'listing', 'shopNo', 'goodsId', 'specId', 'goodsNo', 'specNo', 'sku', 'quantity', 'version'];

/** What a statement for an order, a parcel, a line of a parcel may name. */
const OF_ORDER = ['tid', 'shopNo'];
const OF_PARCEL = [...OF_ORDER, 'key', 'shipment', 'trackingNumber', 'carrier', 'carrierName', 'trackingUrl', 'shippedAt'];
const OF_LINE = [...OF_PARCEL, 'oid', 'count'];

const settings = z
  .strictObject({
    /** `postgres://…` or `mysql://…` (MariaDB too). */
    url: z.string().regex(/^(postgres(ql)?|mysql|mariadb):\/\//, 'must begin with postgres:// or mysql://'),
    stock: z.strictObject({
      /** Gives one row with the columns `id` and `quantity`. */
      find: z.string().min(1),
      /** Makes it so. */
      set: z.string().min(1),
    }),
    shipments: z.strictObject({
      /** Gives a row for each sub-order of the order, with the column `oid`. */
      lines: z.string().min(1),
      /** Gives a row for each sub-order that has left, with the columns `oid`, `id` (the parcel's) and `trackingNumber`. */
      find: z.string().min(1),
      /** Writes one line of a parcel; run for each sub-order in it. */
      insert: z.string().min(1),
      /** Run once for each parcel after its lines, for the state of the order. */
      after: z.string().min(1).optional(),
    }),
    /** Most records of a call; each has a transaction of its own. */
    batch: z.int().min(1).max(1000).default(100),
  })
  .superRefine((read, context) => {
    try {
      statementsOf(read);
    } catch (error) {
      const { path, message } = error as Error & { path?: string[] };
      context.addIssue({ code: 'custom', path: path ?? [], message });
    }
  });

type Settings = z.infer<typeof settings>;

/** Statements with their place in the file, read for the database they are written for. */
function statementsOf({ url, stock, shipments }: Pick<Settings, 'url' | 'stock' | 'shipments'>) {
  const dialect: Dialect = url.startsWith('postgres') ? 'postgresql' : 'mysql';
  const read = (path: string[], text: string, known: readonly string[]) => {
    try {
      return readStatement(text, dialect, known);
    } catch (error) {
      throw Object.assign(error as Error, { path });
    }
  };
  return {
    findStock: read(['stock', 'find'], stock.find, OF_STOCK),
    setStock: read(['stock', 'set'], stock.set, OF_STOCK),
    lines: read(['shipments', 'lines'], shipments.lines, OF_ORDER),
    findParcels: read(['shipments', 'find'], shipments.find, OF_PARCEL),
    insert: read(['shipments', 'insert'], shipments.insert, OF_LINE),
    after: shipments.after === undefined ? null : read(['shipments', 'after'], shipments.after, OF_PARCEL),
  };
}

/**
 * A shop that is a few tables. Every record is read back in the transaction that wrote it: what is confirmed is what the table says.
 * Bridges that work on one order or SKU at once take turns.
 */
export const sql: ShopKind<Settings> = {
  settings,
  async open(read): Promise<Shop> {
    const statements = statementsOf(read);
    const database = await openDatabase(read.url.replace(/^mariadb:/, 'mysql:'));
    const { host, pathname } = new URL(read.url);

    async function setStock(change: StockToApply): Promise<StockOutcome> {
      const { key, sku } = change;
      return database.transaction(`sku ${sku}`, async (transaction) => {
        const values = valuesOf(change);
        const [listing, another] = await transaction.run(statements.findStock, values);
        if (!listing)
          return { key, outcome: 'unknown', what: 'listing', subject: sku, reason: `shop.stock.find gives no row for SKU ${sku}` };
        if (another) return { key, outcome: 'failed', reason: `shop.stock.find gives several rows for SKU ${sku}` };
        await transaction.run(statements.setStock, values);
        const [now] = await transaction.run(statements.findStock, values);
        const shopId = now ? column(now, 'id', 'shop.stock.find') : '';
        const quantity = now ? column(now, 'quantity', 'shop.stock.find') : 'no row';
        return { key, outcome: 'applied', shopId, quantity: readQuantity(quantity) ?? quantity };
      });
    }

    async function ship(shipment: ShipmentToApply): Promise<ShipmentOutcome> {
      return database.transaction(`order ${shipment.tid}`, async (transaction) => {
        const found = await look(transaction, shipment);
        if ('outcome' in found) return found;
        const values = valuesOf(shipment);
        for (const oid of found.missing) await transaction.run(statements.insert, { ...values, oid });
        if (statements.after && found.missing.length > 0) await transaction.run(statements.after, values);
        const now = await look(transaction, shipment);
        const isThere = !('outcome' in now) && now.missing.length === 0;
        if (isThere) return { key: shipment.key, outcome: 'applied', shopId: now.id, already: found.missing.length === 0 };
        throw Object.assign(new Error(`shop.shipments.find does not show what shop.shipments.insert wrote for order ${shipment.tid}`), {
          sqlState: '22000',
        });
      });
    }

    /** What is missing of a parcel, or why there cannot be one. */
    async function look(
      transaction: Transaction,
      { key, tid, lines, count, trackingNumber, ...rest }: ShipmentToApply,
    ): Promise<ShipmentOutcome | { missing: string[]; id: string }> {
      const values = valuesOf({ key, tid, lines, count, trackingNumber, ...rest });
      const all = (await transaction.run(statements.lines, values)).map((row) => column(row, 'oid', 'shop.shipments.lines'));
      if (all.length === 0)
        return { key, outcome: 'unknown', what: 'order', subject: tid, reason: `shop.shipments.lines gives no row for order ${tid}` };
      const wanted = lines === 'whole order' ? all : lines.oids;
      const stranger = wanted.find((oid) => !all.includes(oid));
      if (stranger !== undefined)
        return { key, outcome: 'unknown', what: 'sub-order', subject: stranger, reason: `order ${tid} has no sub-order ${stranger}` };
      const left = (await transaction.run(statements.findParcels, values)).map((row) => ({
        oid: column(row, 'oid', 'shop.shipments.find'),
        id: column(row, 'id', 'shop.shipments.find'),
        number: column(row, 'trackingNumber', 'shop.shipments.find'),
      }));
      const ours = left.filter(({ oid, number }) => wanted.includes(oid) && number === trackingNumber);
      const missing = wanted.filter((oid) => !ours.some((each) => each.oid === oid));
      // Where the ERP splits by quantity, the pieces of one sub-order leave under several numbers.
      const other = count === null ? left.find(({ oid, number }) => missing.includes(oid) && number !== trackingNumber) : undefined;
      if (other) return { key, outcome: 'failed', reason: `sub-order ${other.oid} of order ${tid} has left under number ${other.number}` };
      return { missing, id: ours[0]?.id ?? '' };
    }

    /** One record after another; what the shop confirmed stays confirmed when a later one fails. */
    async function each<Item extends { key: string }, Outcome extends { key: string }>(
      items: readonly Item[],
      signal: AbortSignal,
      work: (item: Item) => Promise<Outcome>,
    ) {
      signal.throwIfAborted();
      const outcomes: (Outcome | { key: string; outcome: 'failed' | 'later'; reason: string })[] = [];
      for (const item of items) {
        if (signal.aborted) throw new ShopDownError('stopped', { outcomes: outcomes as (StockOutcome | ShipmentOutcome)[] });
        try {
          outcomes.push(await work(item));
        } catch (error) {
          const reason = (error as Error).message;
          const meaning = meaningOf(error);
          if (meaning === 'down') {
            throw new ShopDownError(`the database at ${host} failed: ${reason}`, {
              cause: error,
              outcomes: outcomes as (StockOutcome | ShipmentOutcome)[],
            });
          }
          outcomes.push({ key: item.key, outcome: meaning === 'refused' ? 'failed' : 'later', reason });
        }
      }
      return outcomes;
    }

    return {
      name: `sql at ${host}${pathname}`,
      batch: { stock: read.batch, shipments: read.batch },
      applyStock: (changes, signal) => each(changes, signal, setStock) as Promise<StockOutcome[]>,
      applyShipments: (shipments, signal) => each(shipments, signal, ship) as Promise<ShipmentOutcome[]>,
      async check({ stock, shipments }, signal) {
        const findings: Finding[] = [];
        await inVain(database, async (transaction) => {
          const probe = stock[0] ? valuesOf(stock[0]) : {};
          await transaction.run(statements.findStock, probe);
          await transaction.run(statements.lines, {});
          await transaction.run(statements.findParcels, {});
          for (const change of stock) {
            signal.throwIfAborted();
            const rows = await transaction.run(statements.findStock, valuesOf(change));
            if (rows.length !== 1)
              findings.push({
                level: 'warning',
                subject: change.sku,
                text: `shop.stock.find gives ${rows.length} rows for SKU ${change.sku}`,
              });
          }
          for (const shipment of shipments) {
            signal.throwIfAborted();
            const found = await look(transaction, shipment);
            if ('reason' in found) findings.push({ level: 'warning', subject: shipment.tid, text: found.reason });
          }
        });
        return [{ level: 'ok', subject: host, text: 'the database answers, and the statements that read can be run' }, ...findings];
      },
      close: () => database.close(),
    };
  },
};

const UNDONE = Symbol('undone');

/** Runs in a transaction that is rolled back whatever happens. */
async function inVain(database: Database, work: (transaction: Transaction) => Promise<void>): Promise<void> {
  try {
    await database.transaction('check', async (transaction) => {
      await work(transaction);
      throw UNDONE;
    });
  } catch (error) {
    if (error !== UNDONE) throw error;
  }
}

function valuesOf(record: StockToApply | ShipmentToApply): Values {
  if ('sku' in record) {
    const { version, autoDelisting: _, autoListing: __, ...rest } = record;
    return { ...rest, version: String(version) };
  }
  const { key, shipment, shopNo, tid, trackingNumber, carrier, count, shippedAt } = record;
  // UTC without a zone, which both databases take for a timestamp.
  const left = shippedAt === null ? null : new Date(shippedAt).toISOString().slice(0, 19).replace('T', ' ');
  return {
    key,
    shipment,
    shopNo,
    tid,
    trackingNumber,
    carrier: carrier.code,
    carrierName: carrier.name,
    trackingUrl: carrier.trackingUrl,
    count,
    shippedAt: left,
  };
}

/** PostgreSQL folds names that are not quoted, so their case is not looked at. */
function column(row: Row, name: string, from: string): string {
  const found = Object.keys(row).find((each) => each.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Error(`${from} gives no column "${name}"`);
  return row[found] ?? '';
}
