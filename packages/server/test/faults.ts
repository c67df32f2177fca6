/** An engine that stops or fails where a test wants it to. */
import { type Engine, type Verb, verbNames } from '@tongbu/engine';

/** Calls that are held. */
export interface Paused {
  /** Resolves when so many calls wait. */
  held(count: number): Promise<void>;
  /** What one more call is answered meanwhile; `held as well` when it gets as far as those that wait. */
  beside(call: () => Promise<string>): Promise<string>;
  release(): void;
}

export class Faults {
  readonly #before = new Map<Verb, () => Promise<void>>();

  /** The engine with the faults in front of it. */
  readonly wrap = (engine: Engine): Engine => {
    const call = (verb: Verb) => async (input: unknown) => {
      await this.#before.get(verb)?.();
      return (engine[verb] as (input: unknown) => Promise<unknown>)(input);
    };
    return Object.fromEntries(verbNames.map((verb) => [verb, call(verb)])) as Engine;
  };

  /** Lets a verb fail with this error, before it does anything. */
  fail(verb: Verb, error: Error): void {
    this.#before.set(verb, () => Promise.reject(error));
  }

  /** Holds calls of a verb until they are released. */
  pause(verb: Verb): Paused {
    const released = Promise.withResolvers<void>();
    let count = 0;
    let waiting: { count: number; resolve: () => void } | undefined;
    this.#before.set(verb, () => {
      if (++count === waiting?.count) waiting.resolve();
      return released.promise;
    });
    const held = (wanted: number) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting = { count: wanted, resolve };
      if (count >= wanted) resolve();
      return promise;
    };
    return {
      held,
      beside: (call) => Promise.race([call(), held(count + 1).then(() => 'held as well')]),
      release: () => {
        this.#before.delete(verb);
        released.resolve();
      },
    };
  }

  /** Everything works again. */
  heal(): void {
    this.#before.clear();
  }
}
