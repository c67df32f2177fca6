import { ShopDownError } from '../shop.ts';

/** What to ask of a shop's API. */
export interface JsonRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  /** Sent as JSON; nothing is sent where it is undefined. */
  body?: unknown;
  /** How long to wait for the whole answer. */
  timeoutMs: number;
  /** Ends the wait early; then the signal's own reason is thrown. */
  signal: AbortSignal;
}

/** An answer that can be read, whatever its status says. */
export interface JsonAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Statuses by which a shop, or what stands before it, asks for patience; whatever their body is. */
const BUSY = new Set([429, 502, 503, 504]);

/**
 * Asks a shop and reads its answer. Redirects are not followed: a POST would arrive as a GET, and credentials elsewhere.
 *
 * @throws ShopDownError when it cannot be reached, is too slow or busy, or answers something that is not JSON
 */
export async function jsonAnswer({ method, url, headers, body, timeoutMs, signal }: JsonRequest): Promise<JsonAnswer> {
  signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    text = await response.text();
  } catch (cause) {
    signal.throwIfAborted();
    if (timeout.aborted) throw new ShopDownError(`${url.origin}${url.pathname} gave no answer within ${timeoutMs} ms`, { cause });
    const reason = ((cause as Error).cause as Error | undefined)?.message || (cause as Error).message;
    throw new ShopDownError(`${url.origin} cannot be reached: ${reason}`, { cause });
  }
  const { status } = response;
  if (BUSY.has(status)) {
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), Date.now());
    throw new ShopDownError(`${url.origin} answers HTTP ${status}`, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  try {
    return { status, headers: response.headers, body: JSON.parse(text) };
  } catch (cause) {
    const type = response.headers.get('content-type') ?? 'no content type';
    throw new ShopDownError(
      `${url.origin}${url.pathname} answers HTTP ${status} with ${type} instead of JSON: is this the address of the shop's admin API?`,
      { cause },
    );
  }
}

/** `Retry-After` in milliseconds: seconds, or a date; undefined where there is none that can be read. */
function readRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const wait = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
