import type { Engine } from '@tongbu/engine';
import { EngineError } from '@tongbu/engine/outside';
import type { OwnVerbs } from '../self.ts';
import { FAULT_KINDS, type Fault, type SetFault, WRONG_ANSWERS } from './faults.ts';
import { moveStock } from './move.ts';
import { resetSandbox } from './reset.ts';
import type { Sandbox } from './sandbox.ts';
import { playScene, SCENES, type SceneName } from './scenes.ts';

/** What a sandbox tells of itself. */
export interface SandboxFacts {
  /** How far its clock is from the machine's, in milliseconds. */
  shiftMs: number;
  faults: SetFault[];
}

/** How far a clock may be shifted: a hundred years, in milliseconds. */
const FARTHEST_MS = 100 * 365 * 86_400_000;

/**
 * The verbs that only a server started as a sandbox has: `describeSandbox`, `addFault`, `removeFault`, `clearFaults`,
 * `shiftClock`, `moveStock`, `playScene` and `resetSandbox`. What is asked for is checked here, for it comes from a socket.
 */
export function sandboxVerbs(sandbox: Sandbox, engine: Engine): OwnVerbs {
  const { faults, clock } = sandbox;
  return {
    describeSandbox: (): SandboxFacts => ({ shiftMs: clock.shiftMs, faults: faults.list() }),
    addFault: (input) => faults.add(readFault(input)),
    removeFault: (input) => faults.remove(Number((input as { number?: unknown } | null)?.number)),
    clearFaults: () => faults.clear(),
    shiftClock: (input) => {
      const ms = Number((input as { ms?: unknown } | null)?.ms);
      if (!Number.isSafeInteger(ms) || Math.abs(ms) > FARTHEST_MS)
        throw new EngineError('input', 'a clock is shifted by a hundred years at most');
      clock.shiftTo(ms);
    },
    moveStock: (input) => {
      const { seller, specNo, stock } = (input ?? {}) as Record<string, unknown>;
      const pieces = whole('stock', stock, 0, 1_000_000_000);
      return moveStock(engine, { seller: String(seller), specNo: String(specNo), stock: pieces, now: clock.now() });
    },
    resetSandbox: (input) => {
      const { seller, state } = (input ?? {}) as Record<string, unknown>;
      return resetSandbox(sandbox, { engine, seller: String(seller), state: String(state) });
    },
    playScene: (input) => {
      const { seller, scene } = (input ?? {}) as { seller?: unknown; scene?: unknown };
      const name = oneOf('scene', scene, Object.keys(SCENES) as SceneName[]);
      return playScene({ engine, seller: String(seller), now: clock.now() }, name);
    },
  };
}

/**
 * Reads a fault that came from outside.
 *
 * @throws EngineError `input`, naming the member and what it may be
 */
export function readFault(input: unknown): Fault {
  const { kind, edition, method, every, times, ms, status, form } = (input ?? {}) as Record<string, unknown>;
  return {
    kind: oneOf('kind', kind, FAULT_KINDS) as Fault['kind'],
    edition: optional(edition, () => oneOf('edition', edition, ['flagship', 'enterprise'] as const)),
    method: optional(method, () => String(method)),
    every: optional(every, () => whole('every', every, 1, 1_000_000)),
    times: optional(times, () => whole('times', times, 1, 1_000_000)),
    ms: optional(ms, () => whole('ms', ms, 0, 600_000)),
    status: optional(status, () => whole('status', status, 400, 599)),
    form: optional(form, () => oneOf('form', form, WRONG_ANSWERS)),
  };
}

function optional<T>(value: unknown, read: () => T): T | undefined {
  return value === undefined || value === null ? undefined : read();
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new EngineError('input', `${name} "${String(value)}" is none of: ${allowed.join(', ')}`);
  return found;
}

function whole(name: string, value: unknown, least: number, largest: number): number {
  const number = typeof value === 'number' ? value : Number.NaN;
  if (!(Number.isSafeInteger(number) && number >= least && number <= largest))
    throw new EngineError('input', `${name} must be a whole number from ${least} to ${largest}`);
  return number;
}
