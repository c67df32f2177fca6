import { CallError } from './error.ts';

/** A request, signed and ready to travel. */
export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The text whose MD5 is the signature, the secret in it; for looking at, never for logs. */
  canonical: string;
  sign: string;
}

/** Who calls, and where. */
export interface Account {
  /** Base address, such as `http://127.0.0.1:8090`; a complete address of the API is taken as it is. */
  url: string;
  /** The seller. */
  sid: string;
  /** `key` on the flagship edition, `appkey` on the enterprise edition. */
  key: string;
  /** The whole appsecret; on the flagship edition `secret:salt`. */
  secret: string;
}

/** How a client behaves. */
export interface ClientOptions extends Account {
  /** How long to wait for a whole answer, in milliseconds; 30,000 by default. */
  timeoutMs?: number;
  /** The clock, in epoch milliseconds; `Date.now` by default. */
  now?: () => number;
  /** `fetch` by default. */
  fetch?: typeof fetch;
}

/**
 * Sends a request and gives the text of the answer.
 *
 * @throws CallError `timeout`, `network` or `http`
 */
export async function send(method: string, request: SignedRequest, options: ClientOptions): Promise<string> {
  const { timeoutMs = 30_000, fetch: fetchHere = fetch } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  let status: number;
  let text: string;
  try {
    const { url, headers, body } = request;
    const response = await fetchHere(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    if (signal.aborted) throw new CallError('timeout', method, `no answer within ${timeoutMs} ms`, { cause });
    const reason = ((cause as Error).cause as Error | undefined)?.message ?? (cause as Error).message;
    throw new CallError('network', method, `${new URL(request.url).origin} cannot be reached: ${reason}`, { cause });
  }
  if (status !== 200) throw new CallError('http', method, `HTTP ${status} instead of 200: ${text.slice(0, 200)}`);
  return text;
}
