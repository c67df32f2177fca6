import { type Session, statement } from '../store/database.ts';

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

/** The columns of {@link CarrierRow}. */
export const CARRIER_COLUMNS = 'c.carrier_id, c.code, c.name, c.type, c.cod, c.disabled, c.modified_at';

/** The carrier of that code. */
export async function findCarrier(session: Session, seller: string, code: string): Promise<CarrierRow | undefined> {
  return (await session.query<CarrierRow>(byCode, { seller, code }))[0];
}

/** The carrier of that number. */
export async function carrierOf(session: Session, seller: string, carrier: number): Promise<CarrierRow | undefined> {
  return (await session.query<CarrierRow>(byNumber, { seller, carrier }))[0];
}

const byCode = statement(`select ${CARRIER_COLUMNS} from carriers c where c.seller = :seller and c.code = :code`);
const byNumber = statement(`select ${CARRIER_COLUMNS} from carriers c where c.seller = :seller and c.carrier_id = :carrier`);
