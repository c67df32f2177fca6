/** The seed of everything random in the tests: `TONGBU_SEED=… npx vitest run …` runs the same again. */
import type { Parameters } from 'fast-check';

export const SEED = Number(process.env['TONGBU_SEED'] ?? Date.now() % 2 ** 31);

/** So many runs from the seed; prints it, so that a failure can be repeated. */
export function runs(numRuns: number): Parameters<unknown> {
  console.info(`TONGBU_SEED=${SEED} (${numRuns} runs)`);
  return { seed: SEED, numRuns };
}
