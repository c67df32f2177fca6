import type { Context } from './context.ts';
import { EngineError } from './error.ts';
import { Tally } from './figures/tally.ts';
import type { otherVerbs } from './other-verbs.ts';
import { servingVerbs } from './serving-verbs.ts';
import { type Timed, type TimedInput, timed } from './timed.ts';
import { verbNames } from './verb-names.ts';

/** What is loaded from the start. */
const loaded = {
  ...servingVerbs,
  timed: (context: Context, input: TimedInput): Promise<Timed> => timed(context, input, run),
};

/** Everything the engine does. A verb takes plain data and gives plain data, so that it can cross a thread or a socket. */
type Verbs = typeof loaded & typeof otherVerbs;

/** The name of a verb. */
export type Verb = keyof Verbs;

/** The engine's surface: its verbs, bound to a store, wherever they run. */
export type Engine = { [V in Verb]: (input: Parameters<Verbs[V]>[1]) => ReturnType<Verbs[V]> };

type Run = (context: Context, input: unknown) => Promise<unknown>;

/** Runs a verb by its name. @throws EngineError `input` when there is none of that name */
export function run(context: Context, verb: string, input: unknown): Promise<unknown> {
  return Object.hasOwn(loaded, verb) ? (loaded[verb as keyof typeof loaded] as Run)(context, input) : runOther(context, verb, input);
}

let others: typeof otherVerbs | undefined;

async function runOther(context: Context, verb: string, input: unknown): Promise<unknown> {
  if (!verbNames.includes(verb as Verb)) throw new EngineError('input', `"${verb}" is no verb of the engine`);
  others ??= (await import('./other-verbs.ts')).otherVerbs;
  return (others[verb as keyof typeof otherVerbs] as Run)(context, input);
}

/** The verbs over this store, in this thread. */
export function createEngine({ tally = new Tally(), ...store }: Omit<Context, 'tally'> & { tally?: Tally }): Engine {
  const context: Context = { ...store, tally };
  return Object.fromEntries(verbNames.map((name) => [name, (input: unknown) => run(context, name, input)])) as unknown as Engine;
}
