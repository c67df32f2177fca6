import { usage } from '../error.ts';
import { numberText, readExact, toAscii } from '../exact-json.ts';
import type { Interface } from './interface.ts';

type Named = Record<string, unknown>;

/**
 * The body of a flagship call: a JSON array travels exactly as it was typed; an object names the arguments.
 *
 * @throws CommandError `usage`
 */
export function flagshipBody({ name, method }: Interface, typed: string): string {
  const value = read(typed);
  if (Array.isArray(value)) return typed.trim();
  if (!isNamed(value)) throw usage(`${typed}: must be a JSON array of arguments, or an object that names them`);
  if (!method) throw usage(`"${name}" is not known here, so its arguments have no names; give them as a JSON array`);
  const names = Object.keys(method.request);
  const values = names.map((argument) => value[argument] ?? null);
  const unknown = Object.keys(value).filter((argument) => !names.includes(argument));
  if (unknown.length > 0) throw usage(`${name} has no argument ${unknown.join(', ')}; it takes, in this order: ${names.join(', ')}`);
  return JSON.stringify(values.every((argument) => argument === null) ? [] : values);
}

/**
 * The form fields of an enterprise call: lists and objects become JSON text in ASCII, as clients send it.
 *
 * @throws CommandError `usage`
 */
export function enterpriseFields({ name, method }: Interface, typed: string): Record<string, string> {
  const value = read(typed);
  const takes = method ? `: ${Object.keys(method.request).join(', ')}` : '';
  if (!isNamed(value)) throw usage(`${name} takes form fields by name, so a JSON object${takes}`);
  const fields = Object.entries(value).flatMap(([field, each]) => {
    const text = fieldText(each);
    return text === undefined ? [] : [[field, text] as const];
  });
  return Object.fromEntries(fields);
}

function fieldText(value: unknown): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return numberText(value) ?? toAscii(JSON.stringify(value));
}

function read(typed: string): unknown {
  try {
    return readExact(typed);
  } catch (cause) {
    throw usage(`${typed}: is not JSON (${(cause as Error).message}); put it in single quotes`, { cause });
  }
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && numberText(value) === undefined;
}
