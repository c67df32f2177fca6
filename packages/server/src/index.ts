export { type Exceeded, Limiter } from './limiter.ts';
export type { Problem, ProblemCode } from './manage/problem.ts';
export type { Api } from './manage/routes/index.ts';
export { GENEROUS, type Limits, type Listen, type ServerOptions, VENDOR } from './options.ts';
export type { ServerFacts } from './self.ts';
export { isLoopback, ListenError, type RunningServer, startServer } from './start.ts';
