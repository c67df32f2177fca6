/** Runs one codec the way a definition does: as the member `f` of an object. */
import type { Field, Side, Style } from '../src/field.ts';
import { readShape, writeShape } from '../src/fields/index.ts';
import { FieldError, readJson, writeJson } from '../src/index.ts';

/** Reads `f` from a JSON text: the value, or the problem's name. A refusal is `{ problem }`, for no codec gives that. */
export function read<T>(field: Field<T, never>, json: string | undefined, side?: Side): T | { problem: string } {
  try {
    const values = json === undefined ? {} : (readJson(`{"f":${json}}`) as Record<string, unknown>);
    return readShape({ f: field }, values, side).f as T;
  } catch (error) {
    if (error instanceof FieldError && error.field === 'f') return { problem: error.problem };
    throw error;
  }
}

/** Writes `f` as JSON text; undefined when it is left out. */
export function write<In>(field: Field<unknown, In>, value: In, style: Style = 'json'): string | undefined {
  const written = writeJson(writeShape({ f: field }, { f: value } as never, style));
  return written === '{}' ? undefined : written.slice('{"f":'.length, -1);
}

/** A refusal, as a table writes it. */
export const refused = (problem: string) => ({ problem });
