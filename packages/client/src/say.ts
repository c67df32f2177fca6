import { AbortedError, CallError } from './error.ts';
import type { Acknowledged, Rejected } from './pool.ts';

type Said = { record: unknown };

/** An acknowledgement of nothing, to be filled. */
export function nothingSaid<R extends Said>(): Acknowledged<R> {
  return { accepted: [], settled: [], rejected: [] };
}

/** A report that the server judged and did not take. */
export function rejection<R extends Said>(report: R, reason: string): Rejected<R> {
  return { report, record: report.record, reason, retryable: false };
}

/**
 * Says reports in batches, some of them at once; a batch that fails as a whole ends it.
 *
 * @param say says one batch and gives what the server said to each report of it
 * @throws CallError of the first batch that failed where the server judged none before it; else that batch and what was not
 *   reached are rejected with it
 */
export async function sayAll<R extends Said>(
  batches: readonly (readonly R[])[],
  atOnce: number,
  say: (batch: readonly R[]) => Promise<Acknowledged<R>>,
): Promise<Acknowledged<R>> {
  const said: (Acknowledged<R> | undefined)[] = [];
  let failure: CallError | undefined;
  let next = 0;
  async function work(): Promise<void> {
    while (next < batches.length && !failure) {
      const place = next++;
      try {
        said[place] = await say(batches[place] as readonly R[]);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        failure ??= error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, batches.length) }, work));
  if (failure && !said.some((each) => each !== undefined)) throw failure;
  return together(batches.map((batch, place) => said[place] ?? unsaid(batch, failure as CallError)));
}

/** Several acknowledgements as one. */
export function together<R extends Said>(all: readonly Acknowledged<R>[]): Acknowledged<R> {
  return {
    accepted: all.flatMap(({ accepted }) => accepted),
    settled: all.flatMap(({ settled }) => settled),
    rejected: all.flatMap(({ rejected }) => rejected),
  };
}

function unsaid<R extends Said>(batch: readonly R[], cause: CallError): Acknowledged<R> {
  const retryable = cause.retryable || cause instanceof AbortedError;
  const rejected = batch.map((report) => ({ report, record: report.record, reason: cause.message, retryable, cause }));
  return { ...nothingSaid<R>(), rejected };
}

/** A list in pieces of at most `size`. */
export function batchesOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Both halves of a batch, to find out which report a refusal is about. */
export async function halves<R extends Said>(
  batch: readonly R[],
  say: (batch: readonly R[]) => Promise<Acknowledged<R>>,
): Promise<Acknowledged<R>> {
  const middle = Math.ceil(batch.length / 2);
  return together([await say(batch.slice(0, middle)), await say(batch.slice(middle))]);
}
