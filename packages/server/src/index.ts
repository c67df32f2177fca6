export { type Exceeded, Limiter } from './limiter.ts';
export { GENEROUS, type Limits, type Listen, type ServerOptions, VENDOR } from './options.ts';
export type { ServerFacts } from './self.ts';
export { isLoopback, ListenError, type RunningServer, startServer } from './start.ts';
