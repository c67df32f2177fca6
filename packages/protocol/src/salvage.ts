import { isAbsent, type Reading, type Shape } from './field.ts';
import { FieldError } from './field-error.ts';
import { isObject, readShape } from './fields/index.ts';

/** A row of an answer that cannot be read as its definition says. */
export interface UnreadableRow {
  /** Where it stands in the answer, such as `data.success_date[3]`, counted from 0. */
  at: string;
  /** The row as {@link readJson} gives it. */
  row: unknown;
  /** What is wrong with it. */
  problem: FieldError;
}

/**
 * Reads the members of an answer. A row of a list that cannot be read fails the whole answer, unless somebody wants to be told of
 * it: then the other rows are read without it.
 *
 * @param onUnreadable told of each such row, once everything else was read
 * @throws FieldError for what stands outside of rows, and for a row that nobody wants to be told of
 */
export function readAnswerShape<S extends Shape>(
  shape: S,
  members: Record<string, unknown>,
  onUnreadable: ((row: UnreadableRow) => void) | undefined,
): Reading<S> {
  try {
    return readShape(shape, members, 'answer');
  } catch (error) {
    if (!onUnreadable || !(error instanceof FieldError)) throw error;
    const lost: UnreadableRow[] = [];
    const read = readShape(shape, withoutUnreadable(shape, members, '', lost), 'answer');
    for (const each of lost) onUnreadable(each);
    return read;
  }
}

/** The members with only those rows that can be read. A row counts whole: what stands in a list within it is its own. */
function withoutUnreadable(shape: Shape, members: Record<string, unknown>, path: string, lost: UnreadableRow[]): Record<string, unknown> {
  const kept = { ...members };
  for (const [name, field] of Object.entries(shape)) {
    const value = members[name];
    if (!Object.hasOwn(members, name) || isAbsent(value, field)) continue;
    const { item } = field;
    if (item && (Array.isArray(value) || isObject(value))) {
      const rows = Array.isArray(value) ? value : [value];
      kept[name] = rows.filter((row, place) => {
        const problem = isObject(row) && Object.keys(row).length === 0 ? undefined : problemOf(() => item.read(row, name, 'answer'));
        if (problem) lost.push({ at: `${path}${name}[${place}]`, row, problem });
        return problem === undefined;
      });
    } else if (field.doc.type === 'Map' && field.doc.members && isObject(value)) {
      kept[name] = withoutUnreadable(field.doc.members, value, `${path}${name}.`, lost);
    }
  }
  return kept;
}

function problemOf(read: () => unknown): FieldError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof FieldError) return error;
    throw error;
  }
}
