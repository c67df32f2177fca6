export * from './clock.ts';
export * from './envelope.ts';
export * from './error.ts';
export { methods } from './methods/index.ts';
export * from './parameters.ts';
export * from './sign.ts';
export * from './translate.ts';
