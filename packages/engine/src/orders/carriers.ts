import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { flag, text, whole } from '../import/column.ts';
import { kind, namesNothing } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';

/** A carrier (物流公司) as the seller names it. */
export interface CarrierEntry {
  /** The seller's own code: `logistics_no` of the carrier queries, `logistics_code` of a shipment. */
  code: string;
  name: string;
  /** The vendor's number for it (`logistics_type`); null while it is mapped to none. */
  type: number | null;
  /** Whether it collects cash on delivery. */
  cod: boolean;
  disabled: boolean;
}

/** Carriers, by the seller's own code. Without `logistics_type` a carrier is unmapped, and shown so; nothing is guessed. */
export const carriers = kind({
  name: 'carriers',
  summary: {
    en: "Carriers by the seller's own code, mapped to the vendor's logistics_type; an empty one leaves the carrier unmapped.",
    zh: '物流公司：以卖家自己的编码（logistics_no）识别，对应平台物流类型 logistics_type；留空为未映射。',
  },
  columns: {
    logistics_no: text(40),
    logistics_name: text(40),
    logistics_type: whole(0, 65_535, undefined),
    is_support_cod: flag(false),
    is_disabled: flag(false),
  },
  pool: 'shipment',
  claim: ({ logistics_no }) => ({ group: logistics_no, members: null }),
  resolve: namesNothing,
  async write({ session, seller, now }, rows) {
    let changed = 0;
    for (const { row } of rows) {
      const { logistics_no: code, logistics_name: name, logistics_type: type = null, is_support_cod: cod, is_disabled: disabled } = row;
      if (await put(session, seller, { code, name, type, cod, disabled }, now)) changed++;
    }
    return changed;
  },
});

/**
 * Adds a carrier, or overwrites the one of that code.
 *
 * @returns whether anything is another than before
 * @throws EngineError `input` when the code or name is empty or too long, or the type no number from 0 to 65535
 */
export async function saveCarrier(
  { database }: Context,
  { seller, carrier, now }: { seller: string; carrier: CarrierEntry; now: number },
): Promise<boolean> {
  const { code, name, type } = carrier;
  if (code === '' || code.length > 40) throw new EngineError('input', `carrier "${code}": a code has 1 to 40 characters`);
  if (name === '' || name.length > 40) throw new EngineError('input', `carrier "${code}": a name has 1 to 40 characters`);
  if (type !== null && !(Number.isInteger(type) && type >= 0 && type <= 65_535)) {
    throw new EngineError('input', `carrier "${code}": logistics_type ${type} is no whole number from 0 to 65535`);
  }
  return database.write(async (session) => {
    await requireSeller(session, seller);
    return put(session, seller, carrier, now);
  });
}

async function put(session: Session, seller: string, { code, name, type, cod, disabled }: CarrierEntry, now: number): Promise<boolean> {
  const values = { seller, code, name, type, cod: Number(cod), disabled: Number(disabled), now };
  if (await findCarrier(session, seller, code)) return (await session.run(update, values)) > 0;
  return (await session.run(insert, { ...values, carrier: await issue(session, seller, 'carrier') })) > 0;
}

/** A carrier as the database holds it. */
export interface CarrierRow {
  carrier_id: number;
  code: string;
  name: string;
  type: number | null;
  cod: number;
  disabled: number;
  modified_at: number;
}

/** The carrier of that code. */
export async function findCarrier(session: Session, seller: string, code: string): Promise<CarrierRow | undefined> {
  return (await session.query<CarrierRow>(byCode, { seller, code }))[0];
}

/** The carrier of that number. */
export async function carrierOf(session: Session, seller: string, carrier: number): Promise<CarrierRow | undefined> {
  return (await session.query<CarrierRow>(byNumber, { seller, carrier }))[0];
}

/** A carrier with its number and when it last changed, epoch milliseconds. */
export type ListedCarrier = CarrierEntry & { carrier: number; modifiedAt: number };

/** All carriers of a seller, in order of their numbers. */
export async function listCarriers({ database }: Context, { seller }: { seller: string }): Promise<ListedCarrier[]> {
  return database.read(async (session) => (await session.query<CarrierRow>(all, { seller })).map(entryOf));
}

/** Carriers mapped to none of the vendor's, and how many shipments with such a one wait. */
export async function listUnmappedCarriers(
  { database }: Context,
  { seller }: { seller: string },
): Promise<(ListedCarrier & { waiting: number })[]> {
  return database.read(async (session) => {
    const rows = await session.query<CarrierRow & { waiting: number }>(unmapped, { seller });
    return rows.map((row) => ({ ...entryOf(row), waiting: row.waiting }));
  });
}

function entryOf({ carrier_id, code, name, type, cod, disabled, modified_at }: CarrierRow): ListedCarrier {
  return { carrier: carrier_id, code, name, type, cod: cod === 1, disabled: disabled === 1, modifiedAt: modified_at };
}

const COLUMNS = 'c.carrier_id, c.code, c.name, c.type, c.cod, c.disabled, c.modified_at';
const byCode = statement(`select ${COLUMNS} from carriers c where c.seller = :seller and c.code = :code`);
const byNumber = statement(`select ${COLUMNS} from carriers c where c.seller = :seller and c.carrier_id = :carrier`);
const all = statement(`select ${COLUMNS} from carriers c where c.seller = :seller order by c.carrier_id`);
const unmapped = statement(`
  select ${COLUMNS}, (
    select count(*) from shipments p where p.seller = c.seller and p.state = 'pending' and p.carrier_code = c.code
  ) as waiting
  from carriers c where c.seller = :seller and c.type is null order by c.carrier_id`);
const insert = statement(`
  insert into carriers (seller, carrier_id, code, name, type, cod, disabled, modified_at)
  values (:seller, :carrier, :code, :name, :type, :cod, :disabled, :now) on conflict (seller, code) do nothing`);
const update = statement(`
  update carriers set name = :name, type = :type, cod = :cod, disabled = :disabled, modified_at = :now
  where seller = :seller and code = :code
    and (name <> :name or coalesce(type, -1) <> coalesce(cast(:type as bigint), -1) or cod <> :cod or disabled <> :disabled)`);
