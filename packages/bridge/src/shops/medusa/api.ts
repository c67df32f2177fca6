import { ShopDownError } from '../../shop.ts';
import { jsonAnswer } from '../json-answer.ts';

/** Where Medusa is, and who asks. */
export interface MedusaAccount {
  /** Its base address: `https://shop.example`. */
  url: string;
  /** A secret API key, `sk_…`. */
  apiKey: string;
  /** Seconds for a whole answer. */
  timeout: number;
}

/** One question. */
export interface MedusaQuestion {
  /** Below `/admin/`, its parts already encoded. */
  path: string;
  query?: [string, string][];
  /** Makes it a POST. */
  body?: object;
}

/** Asks Medusa one thing. */
export type AskMedusa = <Data>(question: MedusaQuestion, signal: AbortSignal) => Promise<Data>;

/** Medusa read the question and refused it; other questions may well be answered. */
export class MedusaRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'MedusaRefusal';
    this.status = status;
  }
}

/**
 * A way to ask Medusa's admin API.
 *
 * What it gives back throws MedusaRefusal where one question was refused, and ShopDownError where none can be asked; that one is final where
 * the key is wrong or may not do this.
 */
export function medusaApi({ url, apiKey, timeout }: MedusaAccount): AskMedusa {
  const base = new URL('admin/', url.endsWith('/') ? url : `${url}/`);
  const headers = { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
  return async <Data>({ path, query = [], body: sent }: MedusaQuestion, signal: AbortSignal) => {
    const to = new URL(path, base);
    for (const [name, value] of query) to.searchParams.append(name, value);
    const method = sent === undefined ? 'GET' : 'POST';
    const { status, body } = await jsonAnswer({ method, url: to, headers, body: sent, timeoutMs: timeout * 1000, signal });
    if (status === 200 && body !== null && typeof body === 'object') return body as Data;
    const { type = 'no type', message = 'no message' } = (body ?? {}) as { type?: string; message?: string };
    if (status === 401 || status === 403) {
      throw new ShopDownError(
        `Medusa at ${base.origin} refuses the API key (HTTP ${status}: ${message}): make a secret key in its settings`,
        {
          isFinal: true,
        },
      );
    }
    throw new MedusaRefusal(status, `Medusa says ${type} (HTTP ${status}): ${message}`);
  };
}
