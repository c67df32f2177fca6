import type { Caller, Credential } from '@tongbu/engine';

/** Who calls, for the engine: the seller of the credential and nothing the request says (promise B7). */
export function callerOf({ edition, seller, appKey, key, shops }: Credential): Caller {
  return { seller, key: shops === null ? null : key, actor: `${edition}:${appKey}` };
}
