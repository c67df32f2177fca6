import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { carriers } from '../orders/carriers.ts';
import { orders } from '../orders/order-file.ts';
import { ship } from '../orders/ship-file.ts';
import { shipments } from '../orders/shipments.ts';
import { PendingChange } from '../pool/count.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { items } from '../stock/items.ts';
import { levels } from '../stock/levels.ts';
import { listings } from '../stock/listings.ts';
import { rules } from '../stock/rules.ts';
import { shops } from '../stock/shops.ts';
import { suites } from '../stock/suites.ts';
import { warehouses } from '../stock/warehouses.ts';
import type { Session } from '../store/database.ts';
import { CellError, type Columns, type RowOf, type RowProblem } from './column.ts';
import type { Claim, ImportContext, Kind, ResolveContext } from './kind.ts';

/** What can be imported, in the order in which a newcomer's files depend on each other. */
// biome-ignore lint/suspicious/noExplicitAny: stands for every kind
export const importKinds: Record<string, Kind<any, any>> = {
  warehouses,
  shops,
  items,
  suites,
  levels,
  listings,
  rules,
  carriers,
  orders,
  ship,
  shipments,
};

/** A row as a file gives it: cells by column name. */
export type ImportRecord = Record<string, string>;

/** The kind of that name. @throws EngineError `input` */
export function importKind(name: string): Kind {
  const kind = Object.hasOwn(importKinds, name) ? importKinds[name] : undefined;
  if (!kind) throw new EngineError('input', `"${name}" cannot be imported; one of: ${Object.keys(importKinds).join(', ')}`);
  return kind as Kind;
}

/**
 * Reads a row's cells; nothing is looked up.
 *
 * @throws CellError for the first cell that cannot be read
 */
export function readRow<C extends Columns>(kind: Kind<C>, record: ImportRecord): RowOf<C> {
  const row: Record<string, unknown> = {};
  for (const name in kind.columns) row[name] = readCell(kind, record, name);
  return row as RowOf<C>;
}

function readCell(kind: Kind, record: ImportRecord, name: string): unknown {
  const cell = Object.hasOwn(record, name) ? (record[name] as string).trim() : '';
  return (kind.columns[name] as Columns[string]).read(cell, name);
}

/** What a row lays hold of; null when what it names cannot be read. Only that is read. */
export function claimOf(kind: Kind, record: ImportRecord): Claim | null {
  const row = new Proxy(record, { get: (_, name: string) => readCell(kind, record, name) });
  try {
    return kind.claim(row as never);
  } catch (error) {
    if (error instanceof CellError) return null;
    throw error;
  }
}

interface ImportInput {
  seller: string;
  kind: string;
  records: ImportRecord[];
  now: number;
}

/** A file has time; shops that acknowledge have not. */
const PATIENT = { patient: true };

/** Checks rows against their columns and against what they name; writes nothing. At most one problem a row. */
export async function checkImport({ database }: Context, { seller, kind: name, records, now }: ImportInput): Promise<RowProblem[]> {
  const kind = importKind(name);
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const { problems } = await resolveAll(kind, { ...contextOf(session, seller, kind, now), hold: 'read' }, records);
    return problems;
  });
}

/** What an import wrote. */
export interface Imported {
  /** Rows that changed something; the others found everything as they say. */
  changed: number;
  /** Rows left out, and why; only with `partial`. */
  problems: RowProblem[];
}

/**
 * Writes rows in one transaction; rows that change nothing are no change (promise S3), so a file may be imported again.
 *
 * @param input.partial leave rows with problems out instead of refusing all
 * @throws EngineError `input` when a row has a problem and `partial` is not given; nothing is written then
 */
export async function importRows({ database }: Context, input: ImportInput & { partial: boolean }): Promise<Imported> {
  const kind = importKind(input.kind);
  return database.write(async (session) => {
    await requireSeller(session, input.seller);
    const context = contextOf(session, input.seller, kind, input.now);
    const { rows, problems } = await resolveAll(kind, { ...context, hold: 'share' }, input.records);
    const [first] = problems;
    if (first && !input.partial)
      throw new EngineError('input', `row ${first.row + 1}, column ${first.column}: "${first.value}" ${first.problem}`);
    let changed = 0;
    for (const run of withoutRepeats(kind, rows)) changed += await kind.write(context, run).catch(asInput);
    await context.pending.write(session, input.seller);
    return { changed, problems };
  }, PATIENT);
}

/**
 * Rows may be good each for itself and not together; then it shows while they are written.
 *
 * @throws EngineError `input` in place of a CellError; any other error as it is
 */
export function asInput(error: unknown): never {
  if (!(error instanceof CellError)) throw error;
  throw new EngineError('input', `column ${error.column}: "${error.value}" ${error.message}`, { cause: error });
}

function contextOf(session: Session, seller: string, kind: Kind, now: number): ImportContext {
  return { session, seller, actor: 'import', now, pending: new PendingChange(kind.pool) };
}

/** A row that can be written: its place among those given, what it says, and what it names. */
export interface Resolved<C extends Columns = Columns, R = unknown> {
  index: number;
  row: RowOf<C>;
  resolved: R;
}

/**
 * Reads rows and looks up what they name.
 *
 * @param check looks at a row's cells first
 * @returns the rows that can be written, and what is wrong with the others, in their order
 */
export async function resolveAll<C extends Columns, R>(
  kind: Kind<C, R>,
  context: ResolveContext,
  records: ImportRecord[],
  check: (record: ImportRecord) => void = () => {},
): Promise<{ rows: Resolved<C, R>[]; problems: RowProblem[] }> {
  const problems: RowProblem[] = [];
  const note = (index: number, { column, value, message }: CellError) => {
    problems.push({ row: index, column, value, problem: message });
  };
  const good: { index: number; row: RowOf<C> }[] = [];
  for (const [index, record] of records.entries()) {
    try {
      check(record);
      good.push({ index, row: readRow(kind, record) });
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      note(index, error);
    }
  }
  const found = await kind.resolve(
    context,
    good.map(({ row }) => row),
  );
  const rows: Resolved<C, R>[] = [];
  for (const [place, { index, row }] of good.entries()) {
    const resolved = found[place];
    if (resolved instanceof CellError) note(index, resolved);
    else rows.push({ index, row, resolved: resolved as R });
  }
  problems.sort((a, b) => a.row - b.row);
  return { rows, problems };
}

/** Rows in runs in which none claims what an earlier one has claimed: a kind writes those of a run together. */
function* withoutRepeats(kind: Kind, rows: Resolved[]): Generator<Resolved[]> {
  let run: Resolved[] = [];
  let groups = new Set<string>();
  for (const each of rows) {
    const { group } = kind.claim(each.row);
    if (groups.has(group)) {
      yield run;
      [run, groups] = [[], new Set()];
    }
    run.push(each);
    groups.add(group);
  }
  yield run;
}
