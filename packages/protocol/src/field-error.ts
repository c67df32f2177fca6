import { firstCharacters, storable } from './characters.ts';

/** What is wrong with one value on the wire. */
export type FieldProblem = 'missing' | 'type' | 'time' | 'length' | 'range' | 'json' | 'batch';

/**
 * A value that cannot be read as its definition says.
 *
 * Each edition turns it into its own code and text (`flagship/error.ts`, `enterprise/error.ts`): as the answer to the
 * whole call, or as the error of one element of a batch.
 */
export class FieldError extends Error {
  readonly problem: FieldProblem;
  /** The field's own name, without the path to it. */
  readonly field: string;
  /** The value as it came, shortened to 80 characters a database can store; undefined when it was absent. */
  readonly value: string | undefined;

  constructor(problem: FieldProblem, field: string, value?: unknown) {
    const shown = show(value);
    super(`field "${field}": ${problem}${shown === undefined ? '' : ` (${shown})`}`);
    this.name = 'FieldError';
    this.problem = problem;
    this.field = field;
    this.value = shown;
  }
}

function show(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return firstCharacters(storable(String(value)), 80);
}
