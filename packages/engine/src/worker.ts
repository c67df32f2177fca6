import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Verb } from './engine.ts';
import { EngineError, type EngineErrorCode } from './error.ts';
import type { OpenEngine, OpenOptions } from './open.ts';
import { answer, type Call, Remote, type Reply } from './remote.ts';
import type { TimedInput } from './timed.ts';

type FromWorker = { ready: true } | { lost: string } | { refused: { code: EngineErrorCode | null; message: string } } | Reply;
type ToWorker = { close: true } | Call;

/** Messages cross as JSON, as they do on the socket for commands: a copy of objects takes a third longer (measured). */
const write = (message: FromWorker | ToWorker) => JSON.stringify(message);

/** Marks the worker's own data, so that a program that imports this file in a worker of its own does not become one. */
const MARK = 'tongbu engine';

/**
 * Most that the thread's heap gives to new objects, in MB. What a verb makes is forgotten with its answer; left to itself, V8 lets
 * this space grow fourfold under load, keeps it, and garbage piles up behind it: a hundred MB more (measured).
 */
const YOUNG_MB = 24;

/**
 * Opens the SQLite database of a data folder in a thread of its own, so that a commit never stops the loop that serves
 * requests (design: the engine behind its verbs).
 *
 * @param onLost given by whoever serves for long: called when the thread ends by itself, or the disk fails to sync; every call
 *   fails with `store` from then on. Only then is a large file checked through in the background
 * @throws EngineError `locked`, `keyFile`, `schemaNewer` or `store`
 */
export function openFolder(path: string, onLost?: (error: Error) => void, options: OpenOptions = {}): Promise<OpenEngine> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { mark: MARK, path, serves: onLost !== undefined, options, compiled: getCompileCacheDir() } satisfies ToOpen & {
      mark: string;
    },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    // Node 22 warns of its SQLite, which is measured and pinned here.
    execArgv: ['--disable-warning=ExperimentalWarning', ...(import.meta.url.endsWith('.ts') ? ['--conditions=source'] : [])],
  });
  // Requests that arrive in one turn of the loop ask together.
  const calls = new Outbox((texts) => worker.postMessage(texts), setImmediate);
  const remote = new Remote((call) => calls.add(write(call)));
  let expected = false;
  const lose = (error: Error, isTold = expected) => {
    remote.fail(new EngineError('store', `the store is gone: ${error.message}`, { cause: error }));
    expected = true;
    if (!isTold) onLost?.(error);
  };
  const arrived = new Arrived((text) => receive(JSON.parse(text) as FromWorker));
  worker.on('message', (texts: string[]) => {
    for (const text of texts) arrived.add(text);
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('error', lose);
    worker.on('exit', (code) => {
      arrived.handle(Number.POSITIVE_INFINITY);
      lose(new Error(`its thread ended with ${code}`));
      resolve();
    });
  });
  const close = () => {
    if (!expected) {
      calls.add(write({ close: true }));
      calls.send();
    }
    expected = true;
    return ended;
  };
  let receive: (message: FromWorker) => void;
  return new Promise((resolve, reject) => {
    receive = (message) => {
      if ('id' in message) remote.receive(message);
      else if ('ready' in message) resolve({ engine: remote.engine, close });
      else if ('lost' in message)
        lose(new Error(message.lost), false); // said while it closes, too
      else {
        expected = true;
        reject(refusal(message.refused));
      }
    };
    worker.once('error', reject);
  });
}

/** Messages of one moment, sent together: one by one they are a tenth of what an acknowledgement costs (measured). */
class Outbox {
  #texts: string[] = [];
  readonly #post: (texts: string[]) => void;
  readonly #later: (send: () => void) => void;

  constructor(post: (texts: string[]) => void, later: (send: () => void) => void) {
    this.#post = post;
    this.#later = later;
  }

  add(text: string): void {
    if (this.#texts.push(text) === 1) this.#later(() => this.send());
  }

  send(): void {
    const texts = this.#texts;
    if (texts.length === 0) return;
    this.#texts = [];
    this.#post(texts);
  }
}

/** So many characters of messages are handled in one turn of the loop, and at least one message. */
const MOST_A_TURN = 100_000;

/**
 * Messages from the thread, a few in each turn of the loop: Node hands on whatever has arrived in one go, and answers of
 * thousands of rows would hold up everybody else's (promise B12).
 */
class Arrived {
  readonly #texts: string[] = [];
  readonly #receive: (text: string) => void;

  constructor(receive: (text: string) => void) {
    this.#receive = receive;
  }

  add(text: string): void {
    if (this.#texts.push(text) === 1) setImmediate(() => this.handle(MOST_A_TURN));
  }

  handle(most: number): void {
    for (let length = 0; length < most; ) {
      const text = this.#texts.shift();
      if (text === undefined) return;
      length += text.length;
      this.#receive(text);
    }
    if (this.#texts.length > 0) setImmediate(() => this.handle(most));
  }
}

/** Verbs that a shop's word waits for: they never stand behind pulls of other callers. */
const FIRST: ReadonlySet<Verb> = new Set<Verb>(['findCredential', 'acknowledgeStock', 'cancelStock', 'acknowledgeShipments']);

/** What a call is about: one that is timed goes where it would go otherwise. */
function verbOf({ verb, input }: Call): Verb {
  return verb === 'timed' ? ((input as TimedInput).verb as Verb) : verb;
}

/** Other verbs are begun for so long in one turn of the thread's loop, and at least one; then messages are looked at again. */
const TURN_MS = 5;

/** Begins calls: acknowledgements as they come, what may read thousands of rows in turns of its own (promise B12). */
class Turns {
  readonly #calls: Call[] = [];
  readonly #begin: (call: Call) => void;

  constructor(begin: (call: Call) => void) {
    this.#begin = begin;
  }

  add(call: Call): void {
    if (FIRST.has(verbOf(call))) this.#begin(call);
    else if (this.#calls.push(call) === 1) setImmediate(() => this.#turn());
  }

  /** Begins all that wait. */
  end(): void {
    for (const call of this.#calls.splice(0)) this.#begin(call);
  }

  #turn(): void {
    const until = performance.now() + TURN_MS;
    do {
      const call = this.#calls.shift();
      if (!call) return;
      this.#begin(call);
    } while (performance.now() < until);
    if (this.#calls.length > 0) setImmediate(() => this.#turn());
  }
}

function refusal({ code, message }: { code: EngineErrorCode | null; message: string }): Error {
  return code === null ? new Error(message) : new EngineError(code, message);
}

interface ToOpen {
  path: string;
  serves: boolean;
  options: OpenOptions;
  /** Where the program keeps compiled code, if it does. */
  compiled: string | undefined;
}

async function run({ path, serves, options, compiled }: ToOpen): Promise<void> {
  const port = parentPort as NonNullable<typeof parentPort>;
  // The works of a group are answered in one go, and before anything else is done.
  const answers = new Outbox((texts) => port.postMessage(texts), process.nextTick);
  const post = (message: FromWorker) => answers.add(write(message));
  let open: OpenEngine;
  try {
    // A thread does not inherit it; Node names the folder of its own version, in the one that it was told.
    if (compiled !== undefined) enableCompileCache(dirname(compiled));
    // Loaded in this thread only: the other one never runs a verb.
    const { openFolderHere } = await import('./open.ts');
    const lost = ({ message }: Error) => {
      post({ lost: message });
      answers.send();
      port.close();
    };
    open = await openFolderHere(path, serves ? lost : undefined, options);
  } catch (error) {
    post({ refused: { code: error instanceof EngineError ? error.code : null, message: (error as Error).message } });
    return;
  }
  const { engine, close } = open;
  const inHand = new Set<Promise<void>>();
  const turns = new Turns((call) => {
    const answered = answer(engine, call).then((reply) => {
      post(reply);
      inHand.delete(answered);
    });
    inHand.add(answered);
  });
  const receive = async (message: ToWorker) => {
    if ('verb' in message) return turns.add(message);
    turns.end();
    await Promise.all(inHand);
    await close();
    answers.send();
    port.close();
  };
  port.on('message', (texts: string[]) => {
    for (const text of texts) void receive(JSON.parse(text) as ToWorker);
  });
  post({ ready: true });
}

if (!isMainThread && workerData?.mark === MARK) await run(workerData as ToOpen);
