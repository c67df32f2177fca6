import { EngineError } from '../error.ts';
import { PendingChange } from '../pool/count.ts';
import { requireSeller } from '../sellers/sellers.ts';
import type { Session } from '../store/database.ts';
import { asInput, type ImportRecord, importKind, resolveAll } from './import.ts';

/** Who puts records by hand, and when. */
export interface Putter {
  seller: string;
  /** For the journal: `operator:<name of a token>`. */
  actor: string;
  now: number;
}

/**
 * Puts what somebody says of one record, in the transaction that is open, by the rules of a file of that kind.
 *
 * @returns whether anything is another than before
 * @throws EngineError `unknown` for a seller that does not exist; `input` for the first cell that cannot be, naming it
 */
export async function putRows(session: Session, { seller, actor, now }: Putter, name: string, records: ImportRecord[]): Promise<boolean> {
  await requireSeller(session, seller);
  const kind = importKind(name);
  const context = { session, seller, actor, now, pending: new PendingChange(kind.pool) };
  const { rows, problems } = await resolveAll(kind, { ...context, hold: 'share' }, records);
  const [first] = problems;
  if (first) throw new EngineError('input', `column ${first.column}: "${first.value}" ${first.problem}`);
  const changed = await kind.write(context, rows).catch(asInput);
  await context.pending.write(session, seller);
  return changed > 0;
}

/** A cell that leaves what is stored where nothing is said, and clears it where nothing is to be there. */
export function keptCell(value: string | undefined): string {
  return value === undefined ? '' : value === '' ? '*' : value;
}
