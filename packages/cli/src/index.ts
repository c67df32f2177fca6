export type { Configuration } from './config.ts';
export { renderConfiguration } from './config-page.ts';
export { createProgram, run } from './program.ts';
