import { type ArgumentsOf, enterprise, type Method, type ResultOf } from '@tongbu/protocol';
import { CallError, RefusedError } from './error.ts';
import { type Account, type ClientOptions, type SignedRequest, send } from './transport.ts';

type Methods = typeof enterprise.methods;

/**
 * Signs an enterprise call.
 *
 * @param name the interface, without `.php`
 * @param fields the business fields of the form, exactly as they shall travel
 * @param nowMs the clock, epoch milliseconds
 */
export function enterpriseRequest(account: Account, name: string, fields: Record<string, string>, nowMs: number): SignedRequest {
  const form: Record<string, string> = {
    ...fields,
    sid: account.sid,
    appkey: account.key,
    timestamp: String(Math.floor(nowMs / 1000)),
  };
  const sign = enterprise.sign(form, account.secret);
  const address = new URL(account.url);
  const base = address.pathname.replace(/\/$/, '');
  if (!base.endsWith('.php')) address.pathname = `${base.endsWith('/openapi2') ? base : `${base}/openapi2`}/${name}.php`;
  return {
    url: address.href,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: enterprise.writeForm({ ...form, sign }),
    canonical: `${enterprise.canonicalText(form)}${account.secret}`,
    sign,
  };
}

/** A client of the enterprise edition. */
export interface EnterpriseClient {
  /**
   * Calls an interface by the vendor's name without `.php`; form fields by name, the answer's members beside `code`.
   *
   * @throws RefusedError, {@link CallError}
   */
  call<Name extends keyof Methods & string>(name: Name, request: ArgumentsOf<Methods[Name]>): Promise<ResultOf<Methods[Name]>>;
}

/** Rate limits and the system's own errors. */
const RETRYABLE = new Set([1009, 1020]);

/** Makes a client of the enterprise edition (企业版). */
export function createEnterpriseClient(options: ClientOptions): EnterpriseClient {
  const { now = Date.now } = options;
  return {
    async call(name, request) {
      const method = enterprise.methods[name] as Method;
      const signed = enterpriseRequest(options, name, enterprise.writeCall(method, request as never), now());
      const text = await send(name, signed, options);
      try {
        return enterprise.readAnswer(method, text) as never;
      } catch (error) {
        if (error instanceof enterprise.EnterpriseRefusal) {
          throw new RefusedError(name, error.code, error.message, RETRYABLE.has(error.code));
        }
        throw new CallError('answer', name, `the answer cannot be read: ${(error as Error).message}`, { cause: error });
      }
    },
  };
}
