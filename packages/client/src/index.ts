export { createEnterpriseClient, type EnterpriseClient, enterpriseRequest } from './enterprise.ts';
export { CallError, type CallErrorCode, RefusedError } from './error.ts';
export { createFlagshipClient, type FlagshipClient, flagshipRequest, type PageOptions } from './flagship.ts';
export { type Account, type ClientOptions, type SignedRequest, send } from './transport.ts';
