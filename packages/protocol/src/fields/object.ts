import { type Field, isAbsent, type Pause, type Reading, type Shape, type Side, type Style, type Writing } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { ExactNumber } from '../json.ts';

/** An object with these members; unknown members are ignored. */
export function object<S extends Shape>(members: S): Field<Reading<S>, Writing<S>> {
  return {
    blank: false,
    doc: { type: 'Map', required: true, members },
    read(value, name, side) {
      if (!isObject(value)) throw new FieldError('type', name, value);
      return readShape(members, value, side);
    },
    write: (value, style) => writeShape(members, value, style),
  };
}

/** Whether a value of readJson is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Reads each member of a shape; see {@link FieldError} for what is thrown. */
export function readShape<S extends Shape>(shape: S, values: Record<string, unknown>, side: Side = 'call'): Reading<S> {
  const read: Record<string, unknown> = {};
  for (const name in shape) {
    const field = shape[name] as Shape[string];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    read[name] = field.doc.required && isAbsent(value, field) ? readNothing(field, name, side) : field.read(value, name, side);
  }
  return read as Reading<S>;
}

/** Reads each member of a call's shape, like {@link readShape}; a member that may take long pauses. */
export async function readShapeInTurns<S extends Shape>(shape: S, values: Record<string, unknown>, pause: Pause): Promise<Reading<S>> {
  const { long = [], short = [] } = Object.groupBy(Object.keys(shape), (name) => (shape[name]?.readInTurns ? 'long' : 'short'));
  const read: Record<string, unknown> = readShape(Object.fromEntries(short.map((name) => [name, shape[name] as Shape[string]])), values);
  for (const name of long) {
    const field = shape[name] as Shape[string];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (isAbsent(value, field)) read[name] = readShape({ [name]: field }, values)[name];
    else read[name] = await field.readInTurns?.(value, name, pause);
  }
  return read as Reading<S>;
}

function readNothing<T>(field: Field<T, never>, name: string, side: Side): T {
  if (side === 'answer' && field.unsaid) return field.unsaid();
  throw new FieldError('missing', name);
}

/** Writes each member of a shape, in the order of the definition; absent ones are left out. */
export function writeShape<S extends Shape>(shape: S, values: Writing<S>, style: Style): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const name in shape) {
    const value = (values as Record<string, unknown>)[name];
    const field = shape[name] as Shape[string];
    if (value === undefined && field.doc.required) throw new TypeError(`field "${name}" is required`);
    const out = field.write(value, style);
    if (out !== undefined) written[name] = out;
  }
  return written;
}
