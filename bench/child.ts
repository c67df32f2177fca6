/** Processes of the benchmark: each does its work when it is told, and nothing else meanwhile. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

type Handlers = Record<string, (input: never) => unknown>;
type Reply = { value: unknown } | { error: string };

/** The calls of a process, one at a time. */
export interface Child<H extends Handlers> {
  call<Name extends keyof H & string>(name: Name, input: Parameters<H[Name]>[0]): Promise<Awaited<ReturnType<H[Name]>>>;
  stop(): Promise<void>;
}

/**
 * Starts a file that calls {@link answerCalls}.
 *
 * @param env more for its environment, such as a library to preload
 */
export function startChild<H extends Handlers>(file: URL, env: Record<string, string> = {}): Child<H> {
  const execArgv = ['--conditions=source', '--disable-warning=ExperimentalWarning'];
  const child = fork(file, { execArgv, env: { ...process.env, ...env }, serialization: 'advanced' });
  return {
    call: (name, input) => call(child, file, name, input),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function call<T>(child: ChildProcess, file: URL, name: string, input: unknown): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${file.pathname} ended with ${code} during "${name}"`);
  });
  ended.catch(() => {});
  child.send({ name, input });
  const [reply] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Reply];
  waiting.abort();
  if ('error' in reply) throw new Error(reply.error);
  return reply.value as T;
}

/** Answers the calls of {@link startChild}; the process ends when the one that started it lets go. */
export function answerCalls(handlers: Handlers): void {
  process.on('message', async ({ name, input }: { name: string; input: never }) => {
    let reply: Reply;
    try {
      reply = { value: await handlers[name]?.(input) };
    } catch (error) {
      reply = { error: (error as Error).stack ?? String(error) };
    }
    process.send?.(reply);
  });
  process.on('disconnect', () => process.exit());
}
