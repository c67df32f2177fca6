import { AbortedError, AnswerError, type CallError } from './error.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { pause, pauseBefore } from './pause.ts';
import { refused } from './refused.ts';
import { isRepeatable } from './repeatable.ts';
import { send } from './transport.ts';
import { unreadableOf } from './unreadable.ts';
import { type Wire, wires } from './wire.ts';

/** A call by the vendor's name; `Client.call` without its types. */
export type Call = (name: string, request: unknown, options?: CallOptions) => Promise<unknown>;

/**
 * The calls of a client.
 *
 * @throws TypeError for an unknown edition, an account that is not whole, an address that is none
 */
export function callOf(options: ClientOptions): Call {
  const { edition, url, seller, key, secret, timeoutMs, patienceMs = 90_000, onPause, clock = Date.now } = options;
  if (!Object.hasOwn(wires, edition)) throw new TypeError(`edition "${edition}": must be flagship or enterprise`);
  for (const [name, value] of Object.entries({ seller, key, secret })) {
    if (typeof value !== 'string' || value === '') throw new TypeError(`${name}: must be given`);
  }
  if (!URL.canParse(url)) throw new TypeError(`url "${url}": must be an address such as http://127.0.0.1:8090`);
  const wire: Wire = wires[edition];
  const account = { url, sid: seller, key, secret };
  wire.check(account);

  async function once(name: string, sign: ReturnType<Wire['write']>, own: CallOptions, signals: SendSignals): Promise<unknown> {
    const request = sign(account, clock(), own.page);
    const answer = await send(name, request, { timeoutMs: own.timeoutMs ?? timeoutMs, signals, fetch: options.fetch });
    const { onUnreadable } = own;
    const reading = wire.read(name, answer.text, onUnreadable && ((row) => onUnreadable(unreadableOf(name, row))));
    if ('result' in reading) return reading.result;
    if ('refusal' in reading) throw refused(edition, name, reading.refusal, answer, clock());
    const label = answer.contentType ? ` (${answer.contentType})` : '';
    throw new AnswerError(
      name,
      `the answer cannot be read: ${reading.unreadable}${label}: ${answer.text.slice(0, 200)}`,
      answer,
      reading.isSuccess,
    );
  }

  return async (name, request, own = {}) => {
    const signals = [options.signal, own.signal];
    const sign = wire.write(name, request);
    let patience = own.patienceMs ?? patienceMs;
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(name, sign, own, signals);
      } catch (error) {
        const pauseMs = Math.min(pauseBefore(error, attempt, isRepeatable(name, request)) ?? 0, patience);
        if (!(pauseMs > 0)) throw error;
        onPause?.({ method: name, code: (error as CallError).code, pauseMs, attempt });
        await pause(pauseMs, signals).catch((reason) => {
          throw new AbortedError(name, reason);
        });
        patience -= pauseMs;
      }
    }
  };
}

type SendSignals = readonly (AbortSignal | undefined)[];
