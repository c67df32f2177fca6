import type { Field, Reading, Shape, Side, Writing } from '../field.ts';
import { FieldError } from '../field-error.ts';
import { isObject, object } from './object.ts';

/**
 * A list; one object in its place is read as a list of one. In an answer, an empty text is an empty list, and an empty
 * object stands for no row: the vendor prints `[{}]`.
 *
 * @param largest how many elements a call may have; a longer list is a `batch` problem before any element is read
 */
export function list<T, In>(item: Field<T, In>, largest = Number.POSITIVE_INFINITY): Field<T[], In[]> {
  return {
    blank: false,
    doc: {
      type: `List<${item.doc.type}>`,
      required: true,
      ...(Number.isFinite(largest) && { largest }),
      ...(item.doc.members && { members: item.doc.members }),
    },
    item,
    unsaid: () => [],
    read: (value, name, side = 'call') => items(value, name, side, largest).map((each) => item.read(each, name, side)),
    write: (values, style) => values.map((each) => item.write(each, style)),
  };
}

function items(value: unknown, name: string, side: Side, largest: number): unknown[] {
  if (value === undefined || value === null) throw new FieldError('missing', name);
  const all = Array.isArray(value) ? value : isObject(value) ? [value] : side === 'answer' && value === '' ? [] : undefined;
  if (all === undefined) throw new FieldError('type', name, value);
  if (side === 'call' && all.length > largest) throw new FieldError('batch', name, largest);
  return side === 'answer' ? all.filter((each) => !isObject(each) || Object.keys(each).length > 0) : all;
}

/** One element of a batch: read, or refused with what can still be said of it. */
export type Element<T> = { ok: true; value: T } | { ok: false; problem: FieldError; id: string | undefined; part?: string | undefined };

/**
 * A list whose elements are decided one by one (promise B3): an element that cannot be read is an {@link Element} that
 * says so, and never harms its neighbours. One object in place of the list is read as a list of one.
 *
 * @param id the member that names the record, a number or a text; kept for refused elements where it can be read
 * @param largest how many elements a call may have; a longer list is a `batch` problem before any element is read
 * @param part a second member, where it takes two to name the record
 */
export function records<S extends Shape>(
  id: keyof S & string,
  largest: number,
  members: S,
  part?: keyof S & string,
): Field<Element<Reading<S>>[], Writing<S>[]> {
  const element = object(members);
  const nameOf = (value: unknown, name: string) => readName(value, members[name] as Shape[string], name);
  const readOne = (value: unknown, name: string): Element<Reading<S>> => {
    const read = readElement(element, value, name);
    return read.ok ? read : { ...read, id: nameOf(value, id), ...(part && { part: nameOf(value, part) }) };
  };
  return {
    blank: false,
    doc: { type: 'List<Map>', required: true, largest, members },
    read: (value, name) => items(value, name, 'call', largest).map((each) => readOne(each, name)),
    async readInTurns(value, name, pause) {
      const read: Element<Reading<S>>[] = [];
      for (const each of items(value, name, 'call', largest)) {
        await pause();
        read.push(readOne(each, name));
      }
      return read;
    },
    write: (values, style) => values.map((each) => element.write(each, style)),
  };
}

function readElement<T>(element: Field<T, never>, value: unknown, name: string): Element<T> {
  try {
    return { ok: true, value: element.read(value, name) };
  } catch (problem) {
    if (!(problem instanceof FieldError)) throw problem;
    return { ok: false, problem, id: undefined };
  }
}

function readName(value: unknown, field: Shape[string], name: string): string | undefined {
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
  try {
    return String(field.read(value[name], name));
  } catch {
    return undefined;
  }
}
