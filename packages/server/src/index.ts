export { isLoopback } from './address.ts';
export { type Exceeded, Limiter } from './limiter.ts';
export type { Problem, ProblemCode } from './manage/problem.ts';
export type { Api } from './manage/routes/index.ts';
export { type CommandLine, GENEROUS, type Limits, type Listen, type ServerOptions, VENDOR } from './options.ts';
export { PROBE_STEPS, type Probe } from './probe.ts';
export type { RequestLogOptions } from './requests/request-log.ts';
export type { ServerFacts } from './self.ts';
export { ListenError, type RunningServer, startServer } from './start.ts';
