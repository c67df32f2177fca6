import type { Credential, Edition } from '@tongbu/engine';
import { diagnosis } from '@tongbu/protocol';
import type { Credentials } from './credentials.ts';
import type { Received } from './endpoints/deps.ts';
import type { RequestLog } from './requests/request-log.ts';

type Kept = Omit<diagnosis.KeptRefusal, 'body'> & { number: number; body: Uint8Array | null; id: string };

/** A refused request as it is handed on to the log of requests. */
export type KeptRefused = Kept & { durationMs: number; answer: string };

/** A kept refusal as a command asks for it: without its body in a list, and by this number. */
export type NumberedRefusal = diagnosis.KeptRefusal & { number: number; id: string };

/** Why a request was refused, by the number and text its caller got. */
export interface Reason {
  code: number;
  message: string;
  /** The whole of it, as it was answered. */
  answer: string;
}

/** So many keys, so many refusals and bytes of each: at most 8 MiB, and 256 KiB for those that name no key of ours. */
const MOST_KEYS = 32;
const MOST_OF_A_KEY = 8;
const MOST_BYTES_OF_A_KEY = 262_144;

/** A larger body is not kept, nor looked at for a hint; a longer query is nothing that a client of ours sends. */
const LARGEST_BODY = 65_536;
const LONGEST_QUERY = 8_192;
const LARGEST_HINTED = 4_096;

/** Questions to the store, and hints, in a second: a flood of refusals may not cost more. */
const LOOKUPS_A_SECOND = 20;
const HINTS_A_SECOND = 4;

/** Refusals whose key is being looked up; while the store is slow, no more are held for it. */
const MOST_SETTLING = 32;

/** What the server answers when it is busy: no mistake of the caller. */
const RETRYABLE = new Set([99, 1020]);

/**
 * The last requests that were refused before they were verified, for `tongbu sign --explain --last`; in memory only.
 *
 * Each key has its own place, so that a flood of one pushes out nothing of another's; what names no key of ours shares one. A
 * secret that travelled by mistake is taken out.
 */
export class Refusals {
  readonly #credentials: Pick<Credentials, 'find'>;
  readonly #requests: Pick<RequestLog, 'keepRefused'>;
  readonly #byKey = new Map<string, Kept[]>();
  #strays: Kept[] = [];
  #last = 0;
  readonly #settling = new Set<Promise<void>>();
  readonly #lookups = new PerSecond(LOOKUPS_A_SECOND);
  readonly #hints = new PerSecond(HINTS_A_SECOND);

  /** @param requests is told what named a seller of ours */
  constructor(credentials: Pick<Credentials, 'find'>, requests: Pick<RequestLog, 'keepRefused'>) {
    this.#credentials = credentials;
    this.#requests = requests;
  }

  /** Keeps a refused request, if it is of use and there is room; the answer does not wait for it. */
  keep(edition: Edition, { id, query, name, body, address, startedAt }: Received, { code, message, answer }: Reason, now: number): void {
    if (RETRYABLE.has(code) || query.length > LONGEST_QUERY) return;
    const isSmall = body.length <= LARGEST_BODY;
    const copy = isSmall ? Uint8Array.from(body) : null;
    const { sid, key } = namesOf(edition, query, copy);
    const number = ++this.#last;
    const about = { number, id, edition, name: firstOf(name), query, sid, key, bytes: body.length, receivedAt: now, code };
    const kept: Kept = { ...about, message: firstOf(message), address, body: copy };
    const place = JSON.stringify([edition, sid, key]);
    if (sid === '') this.#put('', kept);
    else if (this.#settling.size < MOST_SETTLING && (this.#byKey.has(place) || this.#lookups.take())) {
      this.#begin(place, { ...kept, durationMs: performance.now() - startedAt, answer });
    }
  }

  #begin(place: string, refused: KeptRefused): void {
    const settled = this.#settle(place, refused).finally(() => this.#settling.delete(settled));
    this.#settling.add(settled);
  }

  async #settle(place: string, { durationMs, answer, ...kept }: KeptRefused): Promise<void> {
    try {
      const found = await this.#credentials.find(kept.edition, kept.sid, kept.key);
      const credential = found.found === 'key' ? found.credential : null;
      const shown = credential ? withoutSecrets(kept, credential) : kept;
      this.#put(credential ? place : '', shown);
      if (found.found !== 'nothing') this.#requests.keepRefused(kept.sid, credential, { ...shown, durationMs, answer });
    } catch {
      // The store fails: the callers hear of it, and the doctor can wait.
    }
  }

  #put(place: string, kept: Kept): void {
    const others = place === '' ? this.#strays : (this.#byKey.get(place) ?? []);
    const list = [kept, ...others].slice(0, MOST_OF_A_KEY);
    while (bytesOf(list) > MOST_BYTES_OF_A_KEY) list.pop();
    if (place === '') {
      this.#strays = list;
      return;
    }
    this.#byKey.delete(place);
    this.#byKey.set(place, list);
    // The first is the one that was refused longest ago.
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > MOST_KEYS) this.#byKey.delete(oldest as string);
  }

  /** All that is kept, without their bodies and queries, the newest first. */
  async list(): Promise<NumberedRefusal[]> {
    await this.settled();
    return this.#all()
      .sort((a, b) => b.number - a.number)
      .map((kept) => ({ ...kept, query: '', body: null }));
  }

  /** Resolves when all that was refused so far has its place. */
  async settled(): Promise<void> {
    await Promise.all(this.#settling);
  }

  /** One of them, whole; null when newer ones took its place. */
  read(number: number): NumberedRefusal | null {
    const kept = this.#all().find((each) => each.number === number);
    return kept ? { ...kept, body: kept.body && Buffer.from(kept.body).toString('base64') } : null;
  }

  /** The body of a refused request by its id; null where it was too large to keep, or newer ones took its place. */
  bodyOf(id: string): Uint8Array | null {
    return this.#all().find((each) => each.id === id)?.body ?? null;
  }

  #all(): Kept[] {
    return [...this.#strays, ...[...this.#byKey.values()].flat()];
  }

  /** What the client probably does wrong, for the log: small requests of known keys only, and not many a second. */
  hint(edition: Edition, { query, name, body }: Received, credential: Credential): string | undefined {
    if (body.length > LARGEST_HINTED || query.length > LARGEST_HINTED || !this.#hints.take()) return undefined;
    return diagnosis.hintAt({ edition, name, query, body }, credential.secret);
  }
}

/** So many in each second. */
class PerSecond {
  readonly #most: number;
  #second = 0;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  take(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) this.#taken = 0;
    this.#second = second;
    return this.#taken++ < this.#most;
  }
}

const MOST_OF_A_TEXT = 300;

/** A stranger's text holds no more, and keeps nothing longer alive. */
function firstOf(text: string): string {
  return Buffer.from(text.slice(0, MOST_OF_A_TEXT)).toString('utf8');
}

function bytesOf(list: Kept[]): number {
  return list.reduce((sum, { query, body }) => sum + query.length + (body?.length ?? 0), 0);
}

/** Whom a request names, wherever it does; nothing of it is believed. */
function namesOf(edition: Edition, query: string, body: Uint8Array | null): { sid: string; key: string } {
  const form = body === null ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const texts = edition === 'flagship' ? [query, form] : [form, query];
  const find = (name: string) => texts.map((text) => new RegExp(`(?:^|&)${name}=([^&]{1,300})`).exec(text)?.[1]).find(Boolean) ?? '';
  return { sid: firstOf(diagnosis.decode(find('sid'))), key: firstOf(diagnosis.decode(find(edition === 'flagship' ? 'key' : 'appkey'))) };
}

/** A client that mixes up secret and salt sends its secret; while it is replaced, one of two. */
function withoutSecrets(kept: Kept, { edition, secret, previousSecret }: Credential): Kept {
  const once = withoutSecret(kept, edition, secret);
  return previousSecret === null ? once : withoutSecret(once, edition, previousSecret);
}

function withoutSecret(kept: Kept, edition: Edition, secret: string): Kept {
  const query = diagnosis.withoutSecret(edition, secret, kept.query);
  if (kept.body === null) return { ...kept, query };
  const text = Buffer.from(kept.body).toString('latin1');
  const body = diagnosis.withoutSecret(edition, secret, text);
  return { ...kept, query, body: body === text ? kept.body : Buffer.from(body, 'latin1') };
}
