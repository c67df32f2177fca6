import { SandboxClock } from './clock.ts';
import { Faults } from './faults.ts';

/** What a server has only where it was started as a sandbox. */
export interface Sandbox {
  faults: Faults;
  clock: SandboxClock;
}

/** A sandbox without faults, its clock at the machine's time. */
export function createSandbox(): Sandbox {
  return { faults: new Faults(), clock: new SandboxClock() };
}

export type { Fault, FaultKind, SetFault } from './faults.ts';
