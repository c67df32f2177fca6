import type { Attempt, Attempts } from './attempts.ts';
import { Problem } from './problem.ts';

/**
 * Looks at a password, where it has not been wrong too often.
 *
 * @param look says whether it was right; the try counts as wrong where it throws
 * @throws Problem `too-many`, with how long to wait
 */
export async function tryPassword<T>(
  attempts: Attempts,
  asked: Parameters<Attempts['begin']>[0],
  look: (attempt: Attempt) => Promise<{ isRight: boolean; value: T }>,
): Promise<T> {
  const attempt = attempts.begin(asked);
  if (typeof attempt === 'number') {
    const seconds = Math.ceil(attempt / 1000);
    throw new Problem('too-many', `too many passwords were wrong; try again in ${seconds} s`, {
      headers: { 'retry-after': String(seconds) },
    });
  }
  let isRight = false;
  try {
    const looked = await look(attempt);
    isRight = looked.isRight;
    return looked.value;
  } finally {
    attempt.ended(isRight);
  }
}
