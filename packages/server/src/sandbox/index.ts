export { openAccount, type SandboxAccount, type SandboxKey } from './account.ts';
export { SandboxClock } from './clock.ts';
export { FAULT_KINDS, type Fault, type FaultKind, Faults, type SetFault, WRONG_ANSWERS } from './faults.ts';
export { SHOP_STATE } from './fresh.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
export { type Played, playScene, SCENES, type SceneName } from './scenes.ts';
export { SANDBOX_SHOP } from './shop-files.ts';
export { type StartTongbu, startTongbu, type Tongbu } from './start-tongbu.ts';
export { type SandboxFacts, sandboxVerbs } from './verbs.ts';
