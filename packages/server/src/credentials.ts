import type { Edition, Engine, FoundCredential } from '@tongbu/engine';
import { NAME } from '@tongbu/engine/outside';

/** Another server of the same PostgreSQL may disable a key; it holds here no longer than this. */
const FRESH_MS = 5_000;

/** Whatever names requests bring, no more than so many are remembered (promise B12). */
const MOST = 10_000;

/**
 * Credentials by what a request names, remembered for a few seconds so that a signature costs no query.
 *
 * Requests that ask for the same one at once share the question. {@link Credentials.forget} is called whenever a key or a
 * shop changes through this server, so that disabling a key works from the next request on.
 */
export class Credentials {
  readonly #engine: Engine;
  readonly #known = new Map<string, { found: Promise<FoundCredential>; until: number }>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws EngineError `store` */
  find(edition: Edition, seller: string, appKey: string): Promise<FoundCredential> {
    // Names that nobody can have are not asked for, nor remembered: they may be as long as a body (promise B12).
    if (!NAME.test(seller)) return Promise.resolve({ found: 'nothing' });
    if (!NAME.test(appKey)) return this.#ask(edition, seller, '');
    return this.#ask(edition, seller, appKey);
  }

  #ask(edition: Edition, seller: string, appKey: string): Promise<FoundCredential> {
    const name = JSON.stringify([edition, seller, appKey]);
    const known = this.#known.get(name);
    if (known && known.until > performance.now()) return known.found;
    if (this.#known.size >= MOST) this.#known.clear();
    const found = this.#engine.findCredential({ edition, seller, appKey });
    this.#known.set(name, { found, until: performance.now() + FRESH_MS });
    found.catch(() => this.#known.delete(name));
    return found;
  }

  /** Forgets everything: something that credentials depend on has changed. */
  forget(): void {
    this.#known.clear();
  }
}
