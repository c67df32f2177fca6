import type { Engine } from '@tongbu/engine';
import type { Sandbox } from './sandbox.ts';

/**
 * Begins anew: a saved state is put back, faults are gone, the clock is right, and what the server remembers of its callers
 * (where their queries stopped, how often they called) is forgotten. So one test meets the same as the next.
 *
 * @param state `shop`, `empty` or a name it was saved under
 * @throws EngineError `unknown` when there is no state of that name
 */
export async function resetSandbox(
  { faults, clock, cursors, limiter }: Sandbox,
  { engine, seller, state }: { engine: Engine; seller: string; state: string },
): Promise<void> {
  await engine.resetState({ seller, name: state });
  faults.clear();
  clock.shiftTo(0);
  cursors.forget();
  limiter.forget();
}
