/** Idempotency keys: what a write with an `Idempotency-Key` does when it is sent again. */
import { createHash } from 'node:crypto';
import type { Engine, Noted, Once, OnceKey } from '@tongbu/engine';
import { Problem } from './problem.ts';
import type { RunVerb } from './route.ts';

/** The header, checked; null without. @throws Problem `invalid` */
export function idempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  const detail = 'must be 1 to 255 visible ASCII characters';
  throw new Problem('invalid', `Idempotency-Key: ${detail}`, { faults: [{ parameter: 'Idempotency-Key', detail }] });
}

/** What a request asks, in one digest: method, address, type and body. */
export function digestOf(method: string, url: string, type: string, body: Uint8Array): string {
  const head = JSON.stringify([method, url, type]);
  return createHash('sha256').update(head).update('\n').update(body).digest('hex');
}

/**
 * Runs the verb of a write: as it is, or once under its key. `onKept` is called where the answer is an earlier one's.
 *
 * @param noted what the audit says of it, in the same transaction; null for nothing
 */
export function runOnce(engine: Engine, which: OnceKey | null, noted: Noted | null, onKept: () => void): RunVerb {
  return async (asked, given, note) => {
    const [verb, input] = noted === null ? [asked, given] : ['audited' as const, { noted, verb: asked, input: given }];
    if (which === null) {
      const value = await (engine[verb] as (input: unknown) => Promise<unknown>)(input);
      return { value, note: note ?? null } as never;
    }
    const done = refuse(await engine.once({ ...which, verb, input, note: note ?? null }), which);
    if (done.state === 'kept') onKept();
    return done as never;
  };
}

/** Keys of work that is going on in this server. */
const UNDER_WAY = new Set<string>();

/**
 * Does work of several transactions under a key: noted before, its answer kept after. Work that a killed server left behind is done
 * again; it must be safe to repeat.
 *
 * @throws Problem `in-progress` or `key-reused`
 */
export async function beginAndKeep<T>(engine: Engine, which: OnceKey, onKept: () => void, work: () => Promise<T>): Promise<T> {
  const name = JSON.stringify([which.seller, which.token, which.key]);
  if (UNDER_WAY.has(name)) throw inProgress(which);
  UNDER_WAY.add(name);
  try {
    const begun = await engine.beginOnce(which);
    if (begun.state === 'other') throw reused(which);
    if (begun.state === 'kept') {
      onKept();
      return begun.value as T;
    }
    const value = await work();
    await engine.endOnce({ ...which, value });
    return value;
  } finally {
    UNDER_WAY.delete(name);
  }
}

function refuse(once: Once, which: OnceKey): Exclude<Once, { state: 'other' | 'begun' }> {
  if (once.state === 'other') throw reused(which);
  if (once.state === 'begun') throw inProgress(which);
  return once;
}

const reused = ({ key }: OnceKey) => new Problem('key-reused', `Idempotency-Key "${key}" was used for another request; make a new one`);
const inProgress = ({ key }: OnceKey) =>
  new Problem('in-progress', `the request with Idempotency-Key "${key}" is being worked on; send it again in a moment`, {
    headers: { 'retry-after': '1' },
  });
