import type { CallOptions } from '../options.ts';
import type { Acknowledged } from '../pool.ts';
import { halves, nothingSaid, rejection } from '../say.ts';

type Errors = { rec_id: string; error: string }[];

/** The record had its final state before: what was said now says nothing new. Pages differ in the comma. */
const SETTLED = /非待同步状态/;

/**
 * What the `errors` of an acknowledgement say of each report of its batch: those they do not name are accepted.
 *
 * @param say says the reports again, in halves, where an error names none of them; saying it again changes nothing
 */
export async function readErrors<R extends { record: unknown }>(
  batch: readonly R[],
  errors: Errors,
  nameOf: (report: R) => string,
  say: (batch: readonly R[]) => Promise<Acknowledged<R>>,
): Promise<Acknowledged<R>> {
  const names = new Set(batch.map(nameOf));
  const nameless = errors.find(({ rec_id }) => !names.has(rec_id));
  if (nameless && batch.length > 1) return halves(batch, say);
  const byName = new Map(errors.map(({ rec_id, error }) => [rec_id, error]));
  const said = nothingSaid<R>();
  for (const report of batch) {
    const reason = byName.get(nameOf(report)) ?? nameless?.error;
    if (reason !== undefined && !SETTLED.test(reason)) {
      said.rejected.push(rejection(report, reason));
      continue;
    }
    said.accepted.push(report);
    if (reason !== undefined) said.settled.push(report);
  }
  return said;
}

/** How an acknowledgement is called: an error that cannot be read is one all the same, and its own text is the reason. */
export function errorsToo(signal: AbortSignal | undefined): { own: CallOptions; unread: Errors } {
  const unread: Errors = [];
  const own: CallOptions = {
    ...(signal && { signal }),
    onUnreadable: ({ id, raw }) => unread.push({ rec_id: id ?? '', error: raw }),
  };
  return { own, unread };
}
