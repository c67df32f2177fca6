import { flagship } from '@tongbu/protocol';
import type { PageOptions } from '../options.ts';
import type { Account, SignedRequest } from '../transport.ts';

/**
 * Signs a flagship call.
 *
 * @param body the JSON array of arguments, exactly as it shall travel
 * @param nowMs the clock, epoch milliseconds
 * @throws TypeError when the secret is not written `secret:salt`, or the address is none
 */
export function flagshipRequest(account: Account, method: string, body: string, nowMs: number, page?: PageOptions): SignedRequest {
  const secret = splitSecret(account.secret);
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
    get canonical() {
      return flagship.canonicalParts(parameters, body, secret.secret).join('');
    },
    sign,
  };
}

function splitSecret(appsecret: string): flagship.FlagshipSecret {
  const secret = flagship.splitSecret(appsecret);
  if (!secret) throw new TypeError('a flagship secret is written secret:salt, with a colon between');
  return secret;
}
