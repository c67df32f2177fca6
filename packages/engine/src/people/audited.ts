import type { Context } from '../context.ts';
import { within } from '../once.ts';
import { type Noted, noteAudit } from './audit.ts';

/** A write by one verb, and who does it. */
export interface AuditedInput {
  noted: Noted;
  verb: string;
  input: unknown;
}

/**
 * Runs a verb and notes who did it, in one transaction: both are there, or neither.
 *
 * @param run runs a verb over a context
 */
export async function audited(
  { database, ...rest }: Context,
  { noted, verb, input }: AuditedInput,
  run: (context: Context, verb: string, input: unknown) => Promise<unknown>,
): Promise<unknown> {
  return database.write(async (session) => {
    const value = (await run({ ...rest, database: within(session) }, verb, input)) ?? null;
    await noteAudit(session, noted);
    return value;
  });
}
