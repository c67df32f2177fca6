import { AbortedError, HttpError, NetworkError, type RawAnswer, TimeoutError } from './error.ts';

/** A request, signed and ready to travel. */
export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The text whose MD5 is the signature, the secret in it; for looking at, never for logs. */
  canonical: string;
  sign: string;
}

/** Who signs, and for which address: in the words of the wire. */
export interface Account {
  /** As {@link ClientOptions.url}. */
  url: string;
  /** The seller. */
  sid: string;
  /** `key` on the flagship edition, `appkey` on the enterprise edition. */
  key: string;
  /** The whole appsecret; on the flagship edition `secret:salt`. */
  secret: string;
}

/** How a request is sent. */
export interface SendOptions {
  /** How long to wait for a whole answer, in milliseconds; 30,000 by default. */
  timeoutMs?: number | undefined;
  /** Each of them ends it. */
  signals?: readonly (AbortSignal | undefined)[];
  /** `fetch` by default. */
  fetch?: typeof fetch | undefined;
}

/**
 * Sends a signed request, once, and gives the answer if its HTTP status is 200.
 *
 * @param method the interface, for messages
 * @throws CallError `timeout`, `network`, `aborted`, or `http` for every HTTP status but 200
 */
export async function send(method: string, request: SignedRequest, options: SendOptions = {}): Promise<RawAnswer> {
  const { timeoutMs = 30_000, signals = [], fetch: fetchHere = fetch } = options;
  const aborted = () => signals.find((signal) => signal?.aborted);
  // Of our own, for AbortSignal.any keeps what it made for as long as a signal lives that never fires.
  const ended = new AbortController();
  const end = () => ended.abort();
  for (const signal of signals) signal?.addEventListener('abort', end);
  const timer = setTimeout(end, timeoutMs);
  let answer: RawAnswer;
  try {
    if (aborted()) end();
    answer = await exchange(fetchHere, request, ended.signal);
  } catch (cause) {
    const signal = aborted();
    if (signal) throw new AbortedError(method, signal.reason);
    if (ended.signal.aborted) throw new TimeoutError(method, timeoutMs, cause);
    throw new NetworkError(method, `${new URL(request.url).origin} cannot be reached: ${reasonOf(cause)}`, cause);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal?.removeEventListener('abort', end);
  }
  checkHttp(method, answer);
  return answer;
}

async function exchange(fetchHere: typeof fetch, { url, headers, body }: SignedRequest, signal: AbortSignal): Promise<RawAnswer> {
  // "manual", for some workers do not know "error": a signed request goes to one place only.
  const response = await fetchHere(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  const { status: http, headers: answered } = response;
  const serverTime = Date.parse(answered.get('date') ?? '');
  const contentType = answered.get('content-type') ?? '';
  return { http, contentType, serverTime: Number.isNaN(serverTime) ? null : serverTime, text: await response.text() };
}

/** What fetch hides behind "fetch failed". */
function reasonOf(cause: unknown): string {
  const { message, cause: inner } = cause as Error;
  return (inner as Error | undefined)?.message || message;
}

function checkHttp(method: string, answer: RawAnswer): void {
  const { http, text } = answer;
  if (http === 200) return;
  const isRedirect = http === 0 || (http >= 300 && http < 400);
  const hint = isRedirect ? '; it sends elsewhere, and a signed request goes to one place only: give that address as url' : '';
  throw new HttpError(method, `HTTP ${http} instead of 200${hint}: ${text.slice(0, 200)}`, answer);
}
