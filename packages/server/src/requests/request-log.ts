import type { Credential, Edition } from '@tongbu/engine';
import type { Received } from '../endpoints/deps.ts';
import type { KeptRefused } from '../refusals.ts';
import type { Counts } from './counts.ts';
import { NO_COUNTS } from './counts.ts';

/** How a call ended: carried out, refused (the caller's doing), or failed (ours; worth repeating). */
export type Outcome = 'ok' | 'refused' | 'failed';

/** How an endpoint tells a call that was answered. */
export interface Answered {
  interface: string;
  /** The `now` that the engine was given: what stands in the journal as `at`. */
  at: number;
  outcome: Outcome;
  /** The `status` or `code` of the answer, and its text. */
  code: number;
  message: string;
  counts: Counts;
  answer: string;
}

/** A call as it is kept; its texts are as they travelled, and not for people yet. */
export interface KeptRequest extends Answered {
  /** Grows with each call of the seller. */
  seq: number;
  /** What the answer's `x-request-id` said. */
  id: string;
  edition: Edition;
  /** `key` (flagship) or `appkey` (enterprise); what the request named, where it was not verified. */
  key: string;
  /** The key; null where the request named none of the seller's. */
  credential: Credential | null;
  verified: boolean;
  address: string;
  durationMs: number;
  query: string;
  /** A character a byte, and no more than {@link MOST_OF_A_TEXT} of them. */
  body: string;
  /** Sizes before anything was cut: bytes of the body, characters of the answer. */
  bodyBytes: number;
  answerLength: number;
}

/** How much is kept. */
export interface RequestLogOptions {
  /** Calls of a seller; a quarter as many are kept of those that named it and were not verified. */
  kept: number;
  /** Memory for all sellers together, in bytes. */
  bytes: number;
}

/** As it is without being told. */
export const KEPT_BY_DEFAULT: RequestLogOptions = { kept: 1_000, bytes: 16_777_216 };

/** So many characters of a body, and of an answer, are kept: an acknowledgement of a hundred fits. */
export const MOST_OF_A_TEXT = 16_384;

/** What an entry takes beside its texts, about. */
const ENTRY_BYTES = 500;

/** Where memory runs out, this share of the seller that has most goes, so that it is not looked for at every call. */
const SHARE_DROPPED = 0.25;

interface OfSeller {
  last: number;
  bytes: number;
  /** Oldest first. Two lists: whoever knows a seller's name can be refused in it, and must not push out its calls. */
  verified: KeptRequest[];
  unverified: KeptRequest[];
}

/**
 * The last signed calls of each seller and what came of them, in memory only. A quiet seller loses nothing to a loud one, and nothing to
 * strangers who name it.
 *
 * It stands in the way of every call, so texts are kept as they are: they are decoded, and freed of signatures and secrets, when somebody reads them.
 */
export class RequestLog {
  readonly #sellers = new Map<string, OfSeller>();
  readonly #options: RequestLogOptions;
  #bytes = 0;

  constructor(options: RequestLogOptions = KEPT_BY_DEFAULT) {
    this.#options = options;
  }

  /** Keeps a verified call, with its answer. */
  keep(credential: Credential, { id, query, body, address, startedAt }: Received, answered: Answered): void {
    if (this.#options.kept === 0) return;
    const { edition, appKey: key, seller } = credential;
    const answer = firstOf(answered.answer);
    const about = { id, edition, key, credential, verified: true, address, durationMs: performance.now() - startedAt };
    const texts = { query, body: latin1(body), bodyBytes: body.length, answer, answerLength: answered.answer.length };
    this.#put(seller, { ...answered, seq: 0, ...about, ...texts });
  }

  /** Keeps a request that named a seller and was refused before it was verified. */
  keepRefused(seller: string, credential: Credential | null, refused: KeptRefused): void {
    if (this.#options.kept === 0) return;
    const { id, edition, name, query, key, address, durationMs, code, message, receivedAt: at, bytes: bodyBytes } = refused;
    const called = edition === 'enterprise' ? name : (/(?:^|&)method=([^&]{1,100})/.exec(query)?.[1] ?? '');
    const about = { id, edition, key, credential, verified: false, address, durationMs, at, outcome: 'refused' as const, code, message };
    const body = refused.body === null ? '' : latin1(refused.body);
    const texts = { query, body, bodyBytes, answer: refused.answer, answerLength: refused.answer.length };
    this.#put(seller, { seq: 0, interface: called, counts: NO_COUNTS, ...about, ...texts });
  }

  /** All that is kept of a seller, newest first. */
  *of(seller: string): Generator<KeptRequest> {
    const found = this.#sellers.get(seller);
    if (!found) return;
    const lists = [found.verified, found.unverified].map((list) => list.toReversed());
    const [calls = [], refused = []] = lists;
    for (let a = 0, b = 0; a < calls.length || b < refused.length; ) {
      const [call, other] = [calls[a], refused[b]];
      if (call && (!other || call.seq > other.seq)) {
        yield call;
        a++;
      } else if (other) {
        yield other;
        b++;
      }
    }
  }

  /** When the oldest was received that is kept of a seller; null where none is. */
  since(seller: string): number | null {
    const found = this.#sellers.get(seller);
    const times = [found?.verified[0], found?.unverified[0]].flatMap((each) => (each ? [each.at] : []));
    return times.length === 0 ? null : Math.min(...times);
  }

  /** One of a seller's by its request id; undefined when it is not kept (any more). */
  find(seller: string, id: string): KeptRequest | undefined {
    const found = this.#sellers.get(seller);
    return found?.verified.find((each) => each.id === id) ?? found?.unverified.find((each) => each.id === id);
  }

  #put(seller: string, entry: KeptRequest): void {
    let found = this.#sellers.get(seller);
    if (!found) {
      found = { last: 0, bytes: 0, verified: [], unverified: [] };
      this.#sellers.set(seller, found);
    }
    entry.seq = ++found.last;
    const list = entry.verified ? found.verified : found.unverified;
    const most = entry.verified ? this.#options.kept : Math.max(1, this.#options.kept >> 2);
    list.push(entry);
    this.#count(found, bytesOf(entry));
    while (list.length > most) this.#drop(found, list);
    if (this.#bytes > this.#options.bytes) this.#makeRoom();
  }

  #count(found: OfSeller, bytes: number): void {
    found.bytes += bytes;
    this.#bytes += bytes;
  }

  #drop(found: OfSeller, list: KeptRequest[]): void {
    const oldest = list.shift();
    if (oldest) this.#count(found, -bytesOf(oldest));
  }

  #makeRoom(): void {
    while (this.#bytes > this.#options.bytes) {
      let largest: OfSeller | undefined;
      for (const each of this.#sellers.values()) if (!largest || each.bytes > largest.bytes) largest = each;
      if (!largest) return;
      for (const list of [largest.verified, largest.unverified]) {
        for (let n = Math.ceil(list.length * SHARE_DROPPED); n > 0; n--) this.#drop(largest, list);
      }
      if (largest.bytes === 0) return;
    }
  }
}

function bytesOf({ query, body, answer, message }: KeptRequest): number {
  // An answer may hold Chinese, which takes two bytes a character in memory.
  return ENTRY_BYTES + query.length + body.length + 2 * (answer.length + message.length);
}

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, Math.min(byteLength, MOST_OF_A_TEXT)).toString('latin1');
}

/** A part of a text that does not keep the whole of it in memory. */
function firstOf(text: string): string {
  return text.length <= MOST_OF_A_TEXT ? text : Buffer.from(text.slice(0, MOST_OF_A_TEXT)).toString('utf8');
}
