/** What the documents let a server answer, made from the tables that both editions' refusals stand in. */
import { enterprise, flagship } from '@tongbu/protocol';
import type { Interface } from './calls.ts';

/** Stands for a value in a text. */
const HOLE = '\u0001';

/** A documented refusal: its name in the table, and its form. */
interface Documented {
  name: string;
  code: number;
  form: RegExp;
  /** The text before its first value; a long text is cut, and only this is left to know it by. */
  start: string;
}

type Table = Record<string, (...values: never[]) => { message: string } & ({ status: number } | { code: number })>;

function documented(table: Table): Documented[] {
  const all = Object.entries(table).map(([name, make]) => {
    const refusal = make(...(Array(3).fill(HOLE) as never[]));
    const code = 'status' in refusal ? refusal.status : refusal.code;
    const parts = refusal.message.split(HOLE);
    const form = new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]*')}$`, 'u');
    return { name, code, form, start: parts[0] as string };
  });
  // One whose text is another's word for word is known last, after all that have words of their own.
  return all.toSorted((a, b) => Number(a.start === '') - Number(b.start === ''));
}

const REFUSALS = { flagship: documented(flagship.refuse as Table), enterprise: documented(enterprise.refuse as Table) };

/** A `message` is never longer, in characters. */
const LONGEST_MESSAGE = 255;

/** Refusals that a caller may meet who has not proved who he is, by name; everybody else gets past these. */
const BEFORE_PROOF: Record<Interface['edition'], ReadonlySet<string>> = {
  flagship: new Set(['parameters', 'version', 'timestampForm', 'timestampWindow', 'unknownSeller', 'unknownKey', 'signature', 'address']),
  enterprise: new Set([
    ...['missing', 'unknownSeller', 'unknownKey', 'timestamp', 'signature', 'address', 'disabledKey', 'repeated', 'invalid'],
  ]),
};

/** Refusals that only a fault of the machine, or more calls at once than a rig makes, can bring about. */
const BY_FAULT = new Set(['storeResult', 'other', 'busy', 'callsAtOnce']);

/**
 * Refusals that are not met: enterprise keys are bounded by what they see, not by code 1008; and one buyer's name is looked at
 * where thirty orders of a push are right in every field, which chance does not write.
 */
const NEVER: Record<Interface['edition'], ReadonlySet<string>> = { flagship: new Set(), enterprise: new Set(['right', 'buyerNick']) };

/** Refusals of the framed fuzz that must occur, as {@link readAnswer} names them. */
export function refusalsToMeet(): string[] {
  return (['flagship', 'enterprise'] as const).flatMap((edition) =>
    REFUSALS[edition].filter(({ name }) => !BY_FAULT.has(name) && !NEVER[edition].has(name)).map(({ name }) => `${edition} ${name}`),
  );
}

/** What an envelope says: success, a documented refusal by its name, or why it is no answer of ours. */
export type Said =
  | { is: 'success' }
  | { is: 'refusal'; name: string; beforeProof: boolean; message: string }
  | { is: 'wrong'; why: string };

/** Reads an envelope; a success is decoded by the definition of its interface as well. */
export function readAnswer({ edition, method }: Interface, body: string): Said {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { is: 'wrong', why: 'is no JSON' };
  }
  if (typeof value !== 'object' || value === null) return { is: 'wrong', why: 'is no object' };
  const { status, code, message } = value as Record<string, unknown>;
  const said = edition === 'flagship' ? status : code;
  if (said === 0) return readSuccess({ edition, method }, body);
  if (typeof said !== 'number' || typeof message !== 'string') return { is: 'wrong', why: 'has no code or no message' };
  const isCut = Array.from(message).length >= LONGEST_MESSAGE;
  const found = REFUSALS[edition].find(
    (each) => each.code === said && (each.form.test(message) || (isCut && message.startsWith(each.start))),
  );
  if (!found) return { is: 'wrong', why: `says ${said} "${message.slice(0, 80)}", which no document has` };
  return { is: 'refusal', name: found.name, beforeProof: BEFORE_PROOF[edition].has(found.name), message };
}

function readSuccess({ edition, method }: Interface, body: string): Said {
  try {
    if (edition === 'flagship') flagship.readAnswer(method, body);
    else enterprise.readAnswer(method, body);
    return { is: 'success' };
  } catch (error) {
    return { is: 'wrong', why: `is a success that its definition cannot read: ${(error as Error).message}` };
  }
}
