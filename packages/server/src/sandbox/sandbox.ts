import { Cursors } from '../cursors.ts';
import { Limiter } from '../limiter.ts';
import { SandboxClock } from './clock.ts';
import { Faults } from './faults.ts';

/** What a server has only where it was started as a sandbox, and what a reset makes it forget. */
export interface Sandbox {
  faults: Faults;
  clock: SandboxClock;
  /** Where the enterprise queries stopped. */
  cursors: Cursors;
  /** The calls that were counted. */
  limiter: Limiter;
}

/** A sandbox without faults, its clock at the machine's time. */
export function createSandbox(): Sandbox {
  return { faults: new Faults(), clock: new SandboxClock(), cursors: new Cursors(), limiter: new Limiter() };
}

export type { Fault, FaultKind, SetFault } from './faults.ts';
