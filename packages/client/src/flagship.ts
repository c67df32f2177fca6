import { type ArgumentsOf, flagship, type Method, type ResultOf } from '@tongbu/protocol';
import { CallError, RefusedError } from './error.ts';
import { type Account, type ClientOptions, type SignedRequest, send } from './transport.ts';

type Methods = typeof flagship.methods;

/** A page of a query: which rows, and whether to count them all. */
export interface PageOptions {
  /** Rows a page, at most 1000. */
  size: number;
  /** From 0; 0 by default. */
  page?: number;
  /** Ask for the total; false by default. */
  total?: boolean;
}

/**
 * Signs a flagship call.
 *
 * @param body the JSON array of arguments, exactly as it shall travel
 * @param nowMs the clock, epoch milliseconds
 * @throws TypeError when the secret is not written `secret:salt`
 */
export function flagshipRequest(account: Account, method: string, body: string, nowMs: number, page?: PageOptions): SignedRequest {
  const secret = flagship.splitSecret(account.secret);
  if (!secret) throw new TypeError('a flagship secret is written secret:salt, with a colon between');
  const parameters: Record<string, string> = {
    sid: account.sid,
    key: account.key,
    salt: secret.salt,
    method,
    v: '1.0',
    timestamp: String(flagship.toTimestamp(nowMs)),
    ...(page && { page_size: String(page.size), page_no: String(page.page ?? 0), calc_total: page.total ? '1' : '0' }),
  };
  const sign = flagship.sign(parameters, body, secret.secret);
  const address = new URL(account.url);
  if (!/\/openapi\/?$/.test(address.pathname)) address.pathname = `${address.pathname.replace(/\/$/, '')}/openapi`;
  address.search = flagship.writeParameters({ ...parameters, sign });
  return {
    url: address.href,
    headers: { 'content-type': 'application/json' },
    body,
    canonical: flagship.canonicalParts(parameters, body, secret.secret).join(''),
    sign,
  };
}

/** A client of the flagship edition. */
export interface FlagshipClient {
  /**
   * Calls a method by the vendor's name; arguments by name, the answer's members beside `status`.
   *
   * @param page needed by methods that are paged
   * @throws RefusedError, {@link CallError}
   */
  call<Name extends keyof Methods & string>(
    name: Name,
    request: ArgumentsOf<Methods[Name]>,
    page?: PageOptions,
  ): Promise<ResultOf<Methods[Name]>>;
}

/** Rate limits and the store's own errors; see the specification, flagship 3.1. */
function isRetryable({ status, message }: flagship.FlagshipRefusal): boolean {
  return [4, 5, 99, 1064].includes(status) || /^超过每分钟最大(调用频率|并发次数)限制/.test(message);
}

/** Makes a client of the flagship edition (旗舰版). */
export function createFlagshipClient(options: ClientOptions): FlagshipClient {
  const { now = Date.now } = options;
  return {
    async call(name, request, page) {
      const method = flagship.methods[name] as Method;
      const signed = flagshipRequest(options, name, flagship.writeCall(method, request as never), now(), page);
      const text = await send(name, signed, options);
      try {
        return flagship.readAnswer(method, text) as never;
      } catch (error) {
        if (error instanceof flagship.FlagshipRefusal) throw new RefusedError(name, error.status, error.message, isRetryable(error));
        throw new CallError('answer', name, `the answer cannot be read: ${(error as Error).message}`, { cause: error });
      }
    },
  };
}
