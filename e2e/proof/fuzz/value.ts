/** JSON that may be wrong: what a generator makes, a mutation breaks and a request carries. */

/** A piece of JSON text that is written as it is, however broken. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An object whose names may be repeated. */
export class Members {
  readonly pairs: [name: string, value: Value][];

  constructor(pairs: [name: string, value: Value][]) {
    this.pairs = pairs;
  }
}

/** Any of it. */
export type Value = string | number | boolean | null | Raw | Members | Value[];

/** The text of a value, without blanks. */
export function writeValue(value: Value): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeValue).join(',')}]`;
  if (value instanceof Members) return `{${value.pairs.map(([name, each]) => `${JSON.stringify(name)}:${writeValue(each)}`).join(',')}}`;
  return JSON.stringify(value);
}

/** A place in a value where another can be put. */
export interface Slot {
  get(): Value;
  set(value: Value): void;
  /** Takes it out, with its name. */
  remove(): void;
}

/** Every place below a list of arguments. */
export function slotsOf(root: Value[]): Slot[] {
  const slots: Slot[] = [];
  const walk = (value: Value): void => {
    if (Array.isArray(value)) {
      for (const [i, each] of value.entries()) {
        slots.push({
          get: () => value[i] as Value,
          set: (other) => {
            value[i] = other;
          },
          remove: () => void value.splice(i, 1),
        });
        walk(each);
      }
    } else if (value instanceof Members) {
      for (const pair of value.pairs) {
        slots.push({
          get: () => pair[1],
          set: (other) => {
            pair[1] = other;
          },
          remove: () => void value.pairs.splice(value.pairs.indexOf(pair), 1),
        });
        walk(pair[1]);
      }
    }
  };
  walk(root);
  return slots;
}

/** Every object below a list of arguments. */
export function objectsOf(root: Value[]): Members[] {
  const found: Members[] = [];
  const walk = (value: Value): void => {
    if (value instanceof Members) {
      found.push(value);
      for (const [, each] of value.pairs) walk(each);
    } else if (Array.isArray(value)) {
      for (const each of value) walk(each);
    }
  };
  walk(root);
  return found;
}
