import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '@tongbu/engine';
import { EngineError } from '@tongbu/engine/outside';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isLoopback } from './address.ts';
import { AddressLimiter, CALLS_PER_ADDRESS } from './address-limiter.ts';
import { createApi } from './api.ts';
import { serveControl } from './control.ts';
import { Credentials } from './credentials.ts';
import { Cursors } from './cursors.ts';
import type { Deps } from './endpoints/deps.ts';
import { driveFanOuts } from './fan-outs.ts';
import { driveFigures } from './figures.ts';
import { HeldAnswers } from './held-answers.ts';
import { KeyUses } from './key-uses.ts';
import { Limiter } from './limiter.ts';
import { createManage, type Readiness } from './manage.ts';
import { GENEROUS, type Listen, type ServerOptions } from './options.ts';
import { probeVerb } from './probe.ts';
import { Refusals } from './refusals.ts';
import { RequestLog } from './requests/request-log.ts';
import { type OwnVerbs, ownVerbs } from './self.ts';

/** More calls in hand than this and callers are told to come again (promise B12). */
const MOST_IN_HAND = 2000;

/** What is held of calls over their limits takes at most this part of each room that all share. */
const HELD_SHARE = 1 / 8;

const BODY_LIMIT = 8 * 1024 * 1024;
const LARGE_BODIES_AT_ONCE = 32;

const REQUEST_TIMEOUT_MS = 30_000;

/** How long a stop waits for calls in hand. */
const STOP_WAIT_MS = 10_000;

/** A server that runs. */
export interface RunningServer {
  /** Where it listens, with the port that was taken. */
  api: Listen;
  manage: Listen;
  /** Takes no new calls, finishes those in hand, and stops listening. The engine stays open. */
  stop(): Promise<void>;
}

/** An address that cannot be listened on; the message names it and the flag that changes it. */
export class ListenError extends Error {
  readonly code = 'listen';
  readonly at: Listen;

  constructor(flag: '--api' | '--manage', at: Listen, cause: NodeJS.ErrnoException) {
    const where = `${at.host}:${at.port}`;
    const next = `${flag} ${at.host}:${at.port + 10}`;
    const why = cause.code === 'EADDRINUSE' ? `${where} is taken by another program` : `${where} cannot be listened on (${cause.message})`;
    super(`${why}; choose another with ${next}`, { cause });
    this.name = 'ListenError';
    this.at = at;
  }
}

/**
 * Starts the signed API, the management listener and, where `socket` is given, the socket for commands.
 *
 * @throws ListenError when an address is taken
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { log, sandbox, now = sandbox?.clock.now ?? Date.now, limits = GENEROUS, proxies = [], mostInHand = MOST_IN_HAND } = options;
  const { bodyLimit = BODY_LIMIT, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const { bodiesAtOnce = LARGE_BODIES_AT_ONCE * bodyLimit, callsPerAddress = CALLS_PER_ADDRESS } = options;
  const traces = options.tracer && new (await import('./traces/traces.ts')).Traces(options.tracer);
  const { engine, ...fanOuts } = driveFanOuts(traces ? traces.engine(options.engine) : options.engine, log, now);
  const figures = driveFigures(engine, log, now);
  const credentials = new Credentials(engine);
  const requests = new RequestLog(options.requests);
  const refusals = new Refusals(credentials, requests);
  const keyUses = new KeyUses(engine, log, now);
  const hand = new Hand();
  const held = new HeldAnswers({ calls: mostInHand * HELD_SHARE, bytes: bodiesAtOnce * HELD_SHARE }, options.holdMs);
  const deps: Deps = {
    engine,
    credentials,
    limits,
    log,
    sandbox,
    traces,
    now,
    cursors: sandbox?.cursors ?? new Cursors(),
    limiter: sandbox?.limiter ?? new Limiter(),
    held,
    ...{ refusals, requests, keyUses },
    calls: figures.calls,
    isBusy: () => hand.stopping || hand.calls > mostInHand,
  };
  const api = createApi(deps, { bodyLimit, bodiesAtOnce, proxies, requestTimeoutMs, addresses: new AddressLimiter(callsPerAddress) });
  hand.watch(api);
  const forget = () => credentials.forget();
  const manage = createManage(
    () => readiness(options, hand),
    {
      ...{ engine, sandbox, traces, figures, log, now, isBusy: deps.isBusy, onChange: forget, proxies },
      signedApi: { requests, refusals, keyUses },
      wallNow: options.now ?? Date.now,
      isLoopback: isLoopback(options.manage.host),
      ...{ metricsToken: options.metricsToken, commandLine: options.commandLine },
      began: (reply) => hand.began(reply),
    },
    options.page,
  );
  let listening: Pick<RunningServer, 'api' | 'manage'> | null = null;
  const own = {
    ...ownVerbs(refusals, proxies, () => listening),
    ...probeVerb({ engine, now, forget }, () => listening),
    ...(sandbox && (await import('./sandbox/verbs.ts')).sandboxVerbs(sandbox, engine)),
    ...ofKeys(engine, keyUses),
  };
  const answering = { engine, own, onChange: forget };
  const stopControl = options.socket ? await serveControl(options.socket, answering) : async () => {};
  try {
    listening = { api: await listen(api, '--api', options.api), manage: await listen(manage, '--manage', options.manage) };
    warnIfOpen(options, proxies);
    fanOuts.start();
    figures.start();
    return {
      ...listening,
      async stop() {
        const emptied = hand.empty();
        held.end();
        await emptied;
        await keyUses.stop();
        await Promise.all([api.close(), manage.close(), stopControl(), fanOuts.stop(), figures.stop()]);
      },
    };
  } catch (error) {
    await keyUses.stop();
    await Promise.all([api.close(), manage.close(), stopControl(), fanOuts.stop()]);
    throw error;
  }
}

/** Keys are listed with when they were used last, to this moment. */
function ofKeys(engine: Engine, keyUses: KeyUses): OwnVerbs {
  return {
    async listKeys(input) {
      await keyUses.flush();
      return engine.listKeys(input as { seller: string });
    },
  };
}

/** The calls in hand. */
class Hand {
  calls = 0;
  stopping = false;

  watch(app: FastifyInstance): void {
    // From when the body is read: a slow client holds a socket, not a place. `close` comes however the answer ends.
    app.addHook('preHandler', async (_request, reply) => this.began(reply));
  }

  /** Counts a call until it is answered. */
  began(reply: FastifyReply): void {
    this.calls++;
    reply.raw.once('close', () => this.calls--);
  }

  /** Refuses new calls and waits until those in hand are answered. */
  async empty(): Promise<void> {
    this.stopping = true;
    const until = performance.now() + STOP_WAIT_MS;
    while (this.calls > 0 && performance.now() < until) await pause(10);
  }
}

/** Anybody may ask, so only an error of ours says what it is. */
async function readiness({ engine, log }: ServerOptions, hand: Hand): Promise<Readiness> {
  if (hand.stopping) return { ready: false, reason: 'stopping' };
  try {
    await engine.listSellers({});
    return { ready: true };
  } catch (error) {
    if (error instanceof EngineError) return { ready: false, reason: error.message };
    log.error({ err: error }, 'readiness cannot be told');
    return { ready: false, reason: 'internal error' };
  }
}

async function listen(app: FastifyInstance, flag: '--api' | '--manage', at: Listen): Promise<Listen> {
  try {
    await app.listen(at);
  } catch (error) {
    throw new ListenError(flag, at, error as NodeJS.ErrnoException);
  }
  return { host: at.host, port: (app.server.address() as AddressInfo).port };
}

function warnIfOpen({ api, manage, log }: ServerOptions, proxies: string[]): void {
  for (const [flag, { host, port }] of Object.entries({ '--api': api, '--manage': manage })) {
    if (isLoopback(host) || (flag === '--api' && proxies.length > 0)) continue;
    log.warn(`${flag} ${host}:${port} can be reached from other machines, without TLS; put a proxy in front and name it with --proxy`);
  }
}
