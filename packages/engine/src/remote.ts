/** Verbs that run elsewhere: in the worker thread that owns the SQLite file, or in the server that holds the folder. */
import type { Engine, Verb } from './engine.ts';
import { EngineError, type EngineErrorCode } from './error.ts';
import { verbNames } from './verb-names.ts';

/** A call that travels. */
export interface Call {
  id: number;
  verb: Verb;
  input: unknown;
}

/** What comes back. */
export type Reply = { id: number; value: unknown } | { id: number; failed: { code: EngineErrorCode | null; message: string } };

/** Runs a call. Never rejects. */
export function answer(engine: Engine, { id, verb, input }: Call): Promise<Reply> {
  return replyTo(id, () => {
    if (!verbNames.includes(verb)) throw new EngineError('input', `"${verb}" is no verb of the engine`);
    return (engine[verb] as (input: unknown) => unknown)(input);
  });
}

/** Does what a call wants, and turns what that throws into data. Never rejects. */
export async function replyTo(id: number, work: () => unknown): Promise<Reply> {
  try {
    return { id, value: await work() };
  } catch (error) {
    const { message } = error as Error;
    return { id, failed: { code: error instanceof EngineError ? error.code : null, message } };
  }
}

function errorOf({ code, message }: { code: EngineErrorCode | null; message: string }): Error {
  return code === null ? new Error(message) : new EngineError(code, message);
}

/** The calling side: verbs become calls, replies settle them. */
export class Remote {
  readonly engine: Engine;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  readonly #send: (call: Call) => void;
  #last = 0;
  #gone: Error | undefined;

  /** @param send carries a call to where the engine is */
  constructor(send: (call: Call) => void) {
    this.#send = send;
    this.engine = Object.fromEntries(verbNames.map((verb) => [verb, (input: unknown) => this.ask(verb, input)])) as Engine;
  }

  /** Calls a verb by its name: one of the engine's, or one that the other side has beside them. */
  ask<R>(verb: string, input: unknown): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (this.#gone) return reject(this.#gone);
      const id = ++this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, verb: verb as Verb, input });
    });
  }

  /** Settles the call a reply belongs to. */
  receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('failed' in reply) waiting?.reject(errorOf(reply.failed));
    else waiting?.resolve(reply.value as never);
  }

  /** Fails every call that waits, and all later ones: the other side is gone. */
  fail(error: Error): void {
    this.#gone = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
