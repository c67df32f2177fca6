import type { Credential, Engine } from '@tongbu/engine';
import type { Logger } from 'pino';

/** When secrets were used last is written so often: a verified call itself writes nothing of it. */
const NOTED_EVERY_MS = 60_000;

/** Remembers when the secrets of keys last verified a request, and tells the store once a minute. */
export class KeyUses {
  readonly #engine: Pick<Engine, 'noteKeyUses'>;
  readonly #log: Logger;
  readonly #now: () => number;
  #current = new Map<Credential, number>();
  #previous = new Map<Credential, number>();
  readonly #timer = setInterval(() => void this.flush(), NOTED_EVERY_MS).unref();

  constructor(engine: Pick<Engine, 'noteKeyUses'>, log: Logger, now: () => number) {
    this.#engine = engine;
    this.#log = log;
    this.#now = now;
  }

  /** Notes that a request was verified, with the secret of a key or the one before it. */
  note(credential: Credential, which: 'current' | 'previous', at: number): void {
    (which === 'current' ? this.#current : this.#previous).set(credential, at);
  }

  /** Writes what was noted. A store that fails keeps its callers from nothing. */
  async flush(): Promise<void> {
    const [current, previous] = [this.#current, this.#previous];
    if (current.size + previous.size === 0) return;
    [this.#current, this.#previous] = [new Map(), new Map()];
    const uses = [...current].map(([{ seller, key, rotatedAt: since }, at]) => ({ seller, key, since, at }));
    for (const [{ seller, key, previous: before }, at] of previous) if (before) uses.push({ seller, key, since: before.since, at });
    try {
      await this.#engine.noteKeyUses({ uses, now: this.#now() });
    } catch (error) {
      this.#log.warn({ err: error }, 'when keys were used last cannot be written');
    }
  }

  /** Writes what was noted, for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}
