/** The signature doctor in a thread of its own: trying hundreds of ways to sign wrongly may take a second, and nobody waits for it (promise B12). */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { diagnosis } from '@tongbu/protocol';

/** A refused request, the secrets that are valid for its key, newest first, and when it arrived. */
export interface Examined {
  refused: diagnosis.RefusedRequest;
  secrets: string[];
  receivedAt: number;
}

/** Marks the thread's own data, so that a program that imports this file in a thread of its own does not become one. */
const MARK = 'tongbu signature doctor';

/** So many may wait for the one that is examined. */
const MOST_WAITING = 8;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Examines a refused request, one after another.
 *
 * @returns null when too many wait already
 */
export function explainApart(examined: Examined): Promise<diagnosis.Explanation> | null {
  if (waiting >= MOST_WAITING) return null;
  waiting++;
  const explained = last.then(() => inThread(examined)).finally(() => waiting--);
  last = explained.catch(() => {});
  return explained;
}

function inThread(examined: Examined): Promise<diagnosis.Explanation> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { mark: MARK, examined },
    execArgv: import.meta.url.endsWith('.ts') ? ['--conditions=source'] : [],
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the signature doctor's thread ended with ${code}`)));
  });
}

if (!isMainThread && workerData?.mark === MARK) {
  const { refused, secrets, receivedAt } = workerData.examined as Examined;
  parentPort?.postMessage(diagnosis.explainWith(refused, secrets, { at: receivedAt, isArrival: true }));
}
