import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { EngineError, type EngineErrorCode } from './error.ts';
import { type OpenEngine, openFolderHere } from './open.ts';
import { answer, type Call, Remote, type Reply } from './remote.ts';

type FromWorker = { ready: true } | { refused: { code: EngineErrorCode | null; message: string } } | { closed: true } | Reply;
type ToWorker = { close: true } | Call;

/** Marks the worker's own data, so that a program that imports this file in a worker of its own does not become one. */
const MARK = 'tongbu engine';

/**
 * Opens the SQLite database of a data folder in a thread of its own, so that a commit never stops the loop that serves
 * requests (design: the engine behind its verbs).
 *
 * @param onLost called when the thread ends by itself; every call fails with `store` from then on
 * @throws EngineError `locked`, `keyFile`, `schemaNewer` or `store`
 */
export function openFolder(path: string, onLost: (error: Error) => void = () => {}): Promise<OpenEngine> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { mark: MARK, path },
    execArgv: import.meta.url.endsWith('.ts') ? ['--conditions=source', '--no-warnings'] : [],
  });
  const remote = new Remote((call) => worker.postMessage(call satisfies ToWorker));
  let closed: (() => void) | undefined;
  const lost = (error: Error) => {
    remote.fail(new EngineError('store', `the store is gone: ${error.message}`, { cause: error }));
    if (!closed) onLost(error);
    closed?.();
  };
  worker.on('error', lost);
  worker.on('exit', (code) => lost(new Error(`its thread ended with ${code}`)));
  const close = () =>
    new Promise<void>((resolve) => {
      closed = resolve;
      worker.postMessage({ close: true } satisfies ToWorker);
    });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if ('id' in message) remote.receive(message);
      else if ('ready' in message) resolve({ engine: remote.engine, close });
      else if ('refused' in message) {
        closed = () => {};
        reject(refusal(message.refused));
      }
    });
    worker.once('error', reject);
  });
}

function refusal({ code, message }: { code: EngineErrorCode | null; message: string }): Error {
  return code === null ? new Error(message) : new EngineError(code, message);
}

async function run(path: string): Promise<void> {
  const port = parentPort as NonNullable<typeof parentPort>;
  const post = (message: FromWorker) => port.postMessage(message);
  let open: OpenEngine;
  try {
    open = await openFolderHere(path);
  } catch (error) {
    post({ refused: { code: error instanceof EngineError ? error.code : null, message: (error as Error).message } });
    return;
  }
  const { engine, close } = open;
  port.on('message', async (message: ToWorker) => {
    if ('verb' in message) return post(await answer(engine, message));
    await close();
    post({ closed: true });
    port.close();
  });
  post({ ready: true });
}

if (!isMainThread && workerData?.mark === MARK) await run(workerData.path as string);
