import { enterprise } from '@tongbu/protocol';
import type { Account, SignedRequest } from '../transport.ts';

/**
 * Signs an enterprise call.
 *
 * @param name the interface, without `.php`
 * @param fields the business fields of the form, exactly as they shall travel
 * @param nowMs the clock, epoch milliseconds
 * @throws TypeError when the address is none
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
    get canonical() {
      return `${enterprise.canonicalText(form)}${account.secret}`;
    },
    sign,
  };
}
