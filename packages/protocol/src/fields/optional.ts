import { type Field, isAbsent } from '../field.ts';
import { FieldError } from '../field-error.ts';

/** A field that may be absent; `null`, and empty text for numbers, count as absent. Read as `fallback`. */
export function optional<T, In, const F extends T | undefined = undefined>(
  field: Field<T, In>,
  fallback?: F,
): Field<T | F, In | undefined> {
  const { fallback: _, ...doc } = field.doc;
  return {
    blank: field.blank,
    ...(field.item && { item: field.item }),
    doc: { ...doc, required: false, ...(fallback !== undefined && { fallback: JSON.stringify(fallback) }) },
    read: (value, name, side) => (isAbsent(value, field) ? (fallback as F) : field.read(value, name, side)),
    write: (value, style) => (value === undefined ? undefined : field.write(value as In, style)),
  };
}

/** A field whose unreadable values count as absent: a version that is not a number names no version. */
export function lenient<T, In>(field: Field<T, In>): Field<T | undefined, In | undefined> {
  const inner = optional(field);
  return {
    ...inner,
    read(value, name, side) {
      try {
        return inner.read(value, name, side);
      } catch (error) {
        if (error instanceof FieldError) return undefined;
        throw error;
      }
    },
  };
}
