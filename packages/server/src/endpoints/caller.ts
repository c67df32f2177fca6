import type { Caller, Credential, SignedRequest } from '@tongbu/engine';

/** Who calls, for the engine: the seller of the credential and nothing the request says (promise B7). */
export function callerOf({ edition, seller, appKey, key, shops, warehouses }: Credential): Caller {
  return { seller, key: shops === null ? null : key, warehouseKey: warehouses === null ? null : key, actor: `${edition}:${appKey}` };
}

/**
 * What tells a verified request from every other: its key and its signature, while anybody may still send it.
 *
 * @param signedAt by the client's clock, epoch milliseconds
 * @param window how many seconds it may be away from ours
 */
export function signedRequest({ edition, appKey }: Credential, sign: string, signedAt: number, window: number): SignedRequest {
  // The clock of the window is whole seconds: the last of them counts to its end.
  return { signature: `${edition}:${appKey}:${sign.toLowerCase()}`, expiresAt: signedAt + (window + 1) * 1000 };
}
