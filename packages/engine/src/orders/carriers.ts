import { UNMAPPED } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { flag, text, whole } from '../import/column.ts';
import { kind, namesNothing } from '../import/kind.ts';
import { PendingChange } from '../pool/count.ts';
import { issue } from '../sellers/counter.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { MOST_AT_ONCE, startFanOuts } from '../stock/fan-out.ts';
import { statement } from '../store/database.ts';
import { CARRIER_COLUMNS, type CarrierRow, findCarrier } from './carrier-rows.ts';
import { mapWaiting } from './map-waiting.ts';
import type { RecordContext } from './record.ts';

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
  async write(context, rows) {
    let changed = 0;
    const mapped: number[] = [];
    for (const { row } of rows) {
      const { logistics_no: code, logistics_name: name, logistics_type: type = null, is_support_cod: cod, is_disabled: disabled } = row;
      const before = await put(context, { code, name, type, cod, disabled });
      changed += Number(before.isChanged);
      if (before.isMapped) mapped.push(before.carrier);
    }
    await correctLater(context, mapped);
    return changed;
  },
});

/**
 * Adds a carrier, or overwrites the one of that code. Where it is mapped to one of the vendor's, records that wait with it and say
 * none are corrected, very many of them step by step (`stepFanOuts`).
 *
 * @returns whether anything is another than before
 * @throws EngineError `input` when the code or name is empty or too long, or the type no number from 0 to 65535
 */
export async function saveCarrier(
  { database }: Context,
  { seller, carrier, actor, now }: { seller: string; carrier: CarrierEntry; actor: string; now: number },
): Promise<boolean> {
  const { code, name, type } = carrier;
  if (code === '' || code.length > 40) throw new EngineError('input', `carrier "${code}": a code has 1 to 40 characters`);
  if (name === '' || name.length > 40) throw new EngineError('input', `carrier "${code}": a name has 1 to 40 characters`);
  if (type !== null && !(Number.isInteger(type) && type >= 0 && type <= 65_535)) {
    throw new EngineError('input', `carrier "${code}": logistics_type ${type} is no whole number from 0 to 65535`);
  }
  return database.write(async (session) => {
    await requireSeller(session, seller);
    const pending = new PendingChange('shipment');
    const context = { session, seller, actor, now, pending };
    const { carrier: number, isChanged } = await put(context, carrier);
    if (type !== null) {
      const { done } = await mapWaiting(context, number, 0, MOST_AT_ONCE);
      if (done === MOST_AT_ONCE) await correctLater(context, [number]);
    }
    await pending.write(session, seller);
    return isChanged;
  });
}

/** What became of a carrier: its number, whether anything is another than before, and whether it is mapped only now. */
interface Put {
  carrier: number;
  isChanged: boolean;
  isMapped: boolean;
}

async function put({ session, seller, now }: RecordContext, { code, name, type, cod, disabled }: CarrierEntry): Promise<Put> {
  const values = { seller, code, name, type, cod: Number(cod), disabled: Number(disabled), now };
  const before = await findCarrier(session, seller, code);
  if (before) {
    const isChanged = (await session.run(update, values)) > 0;
    return { carrier: before.carrier_id, isChanged, isMapped: before.type === null && type !== null };
  }
  const carrier = await issue(session, seller, 'carrier');
  return { carrier, isChanged: (await session.run(insert, { ...values, carrier })) > 0, isMapped: false };
}

/** Has what waits with carriers that are mapped now corrected step by step, in the transaction that maps them. */
function correctLater(context: RecordContext, carriers: number[]): Promise<void> {
  return startFanOuts(
    context,
    'carrier',
    carriers.map((subject) => ({ kind: 'carrier', subject, rules: [] })),
  );
}

/** A carrier with its number and when it last changed, epoch milliseconds. */
export type ListedCarrier = CarrierEntry & { carrier: number; modifiedAt: number };

/** All carriers of a seller, in order of their numbers. */
export async function listCarriers({ database }: Context, { seller }: { seller: string }): Promise<ListedCarrier[]> {
  return database.read(async (session) => (await session.query<CarrierRow>(all, { seller })).map(entryOf));
}

/** Carriers mapped to none of the vendor's, and how many shipments with such a one wait and say no type. */
export async function listUnmappedCarriers(
  { database }: Context,
  { seller }: { seller: string },
): Promise<(ListedCarrier & { waiting: number })[]> {
  return database.read(async (session) => {
    const rows = await session.query<CarrierRow>(unmapped, { seller });
    if (rows.length === 0) return [];
    // What waits is walked once, however many carriers there are.
    const counts = await session.query<{ code: string; count: number }>(waiting, { seller });
    const countOf = new Map(counts.map(({ code, count }) => [code, count]));
    return rows.map((row) => ({ ...entryOf(row), waiting: countOf.get(row.code) ?? 0 }));
  });
}

function entryOf({ carrier_id, code, name, type, cod, disabled, modified_at }: CarrierRow): ListedCarrier {
  return { carrier: carrier_id, code, name, type, cod: cod === 1, disabled: disabled === 1, modifiedAt: modified_at };
}

const all = statement(`select ${CARRIER_COLUMNS} from carriers c where c.seller = :seller order by c.carrier_id`);
const unmapped = statement(`
  select ${CARRIER_COLUMNS} from carriers c where c.seller = :seller and c.type is null order by c.carrier_id`);
const waiting = statement(`
  select carrier_code as code, count(*) as count from shipments where seller = :seller and state = 'pending' and carrier_type = ${UNMAPPED}
  group by carrier_code`);
const insert = statement(`
  insert into carriers (seller, carrier_id, code, name, type, cod, disabled, modified_at)
  values (:seller, :carrier, :code, :name, :type, :cod, :disabled, :now) on conflict (seller, code) do nothing`);
const update = statement(`
  update carriers set name = :name, type = :type, cod = :cod, disabled = :disabled, modified_at = :now
  where seller = :seller and code = :code
    and (name <> :name or coalesce(type, -1) <> coalesce(cast(:type as bigint), -1) or cod <> :cod or disabled <> :disabled)`);
