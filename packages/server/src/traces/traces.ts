/** Spans of what the server is asked, for OpenTelemetry. Loaded only where they are wanted. */
import { context, createContextKey, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { Engine, Verb } from '@tongbu/engine';
import { monotonicMs, type Timed } from '@tongbu/engine/outside';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Called, Ended } from '../endpoints/called.ts';
import type { Received } from '../endpoints/deps.ts';
import type { Route } from '../manage/route.ts';
import type { Who } from '../manage/who.ts';
import { ofAnswer, ofManagement, ofRequest } from './attributes.ts';

type Context = typeof ROOT_CONTEXT;

/** Of a call: what added to `performance.now()` is epoch milliseconds. One for all its spans, so that none begins before its parent. */
const EPOCH = createContextKey('tongbu: epoch of performance.now()');

/** What takes the engine's clock to `performance.now()`; neither ever jumps. Of a few looks the quickest, for a thread may rest between the two. */
const FROM_ENGINE = Array.from({ length: 9 }, () => {
  const before = performance.now();
  const theirs = monotonicMs();
  const after = performance.now();
  return { took: after - before, shift: (before + after) / 2 - theirs };
}).reduce((best, each) => (each.took < best.took ? each : best)).shift;

/**
 * Makes a span of each request, under the caller's where it brings one (`traceparent`), and spans below it of what takes the time: `receive` (the
 * body), `verify`, and `engine <verb>` with its waits, statements and commit.
 *
 * The tracer's SDK must be registered: who is the parent of what is kept by its context manager.
 */
export class Traces {
  readonly #tracer: Tracer;
  readonly #followed = new WeakMap<FastifyRequest, { inside: Context; arrived: number }>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Follows the requests of a listener, from their headers until they are answered or their caller hangs up. Comes before its other hooks. */
  follow(app: FastifyInstance, isFollowed: (request: FastifyRequest) => boolean = () => true): void {
    app.addHook('onRequest', (request, reply, done) => {
      if (!isFollowed(request)) return done();
      const parent = propagation.extract(ROOT_CONTEXT, request.headers);
      const arrived = performance.now();
      const epoch = Date.now() - arrived;
      const { url } = request.routeOptions;
      const name = url === undefined ? request.method : `${request.method} ${url}`;
      const span = this.#tracer.startSpan(
        name,
        { kind: SpanKind.SERVER, startTime: epoch + arrived, attributes: ofRequest(request) },
        parent,
      );
      const inside = trace.setSpan(parent, span).setValue(EPOCH, epoch);
      this.#followed.set(request, { inside, arrived });
      reply.raw.once('close', () => {
        if (reply.raw.headersSent) span.setAttribute('http.response.status_code', reply.statusCode);
        if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(epoch + performance.now());
      });
      context.with(inside, done);
    });
    app.addHook('preHandler', (request, _reply, done) => {
      const followed = this.#followed.get(request);
      if (!followed) return done();
      const { inside, arrived } = followed;
      this.#step('receive', arrived, performance.now(), inside);
      // A body that had to be waited for has brought the request out of its context.
      context.with(inside, done);
    });
  }

  /** An engine whose verbs are spans wherever one is active. What goes on after the call is answered is none of it. */
  engine(engine: Engine): Engine {
    return new Proxy(engine, {
      get: (target, verb: Verb) => {
        const call = target[verb] as unknown;
        if (typeof call !== 'function') return call;
        return (input: unknown) => (trace.getActiveSpan()?.isRecording() ? this.#run(target, verb, input) : call(input));
      },
    });
  }

  async #run(engine: Engine, verb: Verb, input: unknown): Promise<unknown> {
    const parent = context.active();
    const epoch = epochOf(parent);
    const began = performance.now();
    const span = this.#tracer.startSpan(`engine ${verb}`, { startTime: epoch + began }, parent);
    try {
      const { value, steps }: Timed = await engine.timed({ verb, input });
      const inside = trace.setSpan(parent, span);
      const ours = (theirs: number) => Math.min(Math.max(theirs + FROM_ENGINE, began), performance.now());
      for (const { name, from, to } of steps) this.#step(name, ours(from), ours(to), inside);
      return value;
    } catch (error) {
      // Its code alone: the message may quote what a stranger sent.
      const { code } = error as { code?: unknown };
      span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', typeof code === 'string' ? code : 'failed');
      throw error;
    } finally {
      span.end(epoch + performance.now());
    }
  }

  /** Tells the span of a signed call what came of it. */
  answered(received: Received, called: Called, ended: Ended): void {
    const span = trace.getActiveSpan();
    if (!span?.isRecording()) return;
    const attributes = ofAnswer(received, called, ended);
    if (attributes['tongbu.interface'] !== undefined) span.updateName(called.name);
    span.setAttributes(attributes);
    if (ended.outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
    this.#step('verify', received.startedAt, called.verified?.at ?? performance.now(), context.active());
  }

  /** Tells the span of a request to the management API who sent it. */
  identified(route: Route | undefined, who: Who): void {
    trace.getActiveSpan()?.setAttributes(ofManagement(route, who));
  }

  /** A step that is done, by `performance.now()`. */
  #step(name: string, from: number, to: number, parent: Context): void {
    const epoch = epochOf(parent);
    this.#tracer.startSpan(name, { startTime: epoch + from }, parent).end(epoch + to);
  }
}

function epochOf(inside: Context): number {
  return (inside.getValue(EPOCH) as number | undefined) ?? Date.now() - performance.now();
}
