export * from './envelope.ts';
export * from './error.ts';
export * from './form.ts';
export { methods } from './methods/index.ts';
export * from './sign.ts';
export * from './translate.ts';
export * from './translate-goods.ts';
export * from './translate-orders.ts';
export * from './translate-settings.ts';
