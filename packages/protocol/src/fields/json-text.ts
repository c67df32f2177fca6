import type { Field } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { readRequestJson, writeJson } from '../json.ts';

/**
 * A JSON text in a form field: how the enterprise edition sends lists and objects.
 *
 * A byte order mark, white space around it, and one extra layer of JSON text are let pass. What we write is pure ASCII,
 * so that every client's way of counting characters gives the same signature.
 *
 * @param most how many values the text may hold, where its limits allow more than any other batch has
 */
export function jsonText<T, In>(field: Field<T, In>, most?: number): Field<T, In> {
  const parse = (value: unknown, name: string) => {
    if (typeof value !== 'string') throw new FieldError('json', name, value);
    const once = parseText(value, name, most);
    return typeof once === 'string' ? parseText(once, name, most) : once;
  };
  return {
    blank: false,
    doc: { ...field.doc, type: `JSON ${field.doc.type}` },
    read: (value, name) => field.read(parse(value, name), name),
    async readInTurns(value, name, pause) {
      const parsed = parse(value, name);
      await pause();
      return field.readInTurns ? field.readInTurns(parsed, name, pause) : field.read(parsed, name);
    },
    write: (value) => escapeNonAscii(writeJson(field.write(value, 'json'))),
  };
}

function parseText(value: string, name: string, most: number | undefined): unknown {
  try {
    return readRequestJson(value.replace(/^\uFEFF/, '').trim(), most);
  } catch {
    throw new FieldError('json', name, value);
  }
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
