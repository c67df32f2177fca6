import { Readable } from 'node:stream';
import type { Engine, OnceKey, Token } from '@tongbu/engine';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { limitBodies } from '../bodies.ts';
import { NO_SCHEMAS } from '../no-schemas.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { checkBody, checkNames } from './check.ts';
import { beginAndKeep, digestOf, idempotencyKey, runOnce } from './once.ts';
import { Problem, problemOf } from './problem.ts';
import { reaches } from './roles.ts';
import type { Call, Route, Text } from './route.ts';
import { routes } from './routes/index.ts';
import { cutSlowReaders } from './slow-readers.ts';
import { authenticate } from './token.ts';

/** What the API works with. */
export interface ManageDeps {
  engine: Engine;
  /** Only where the server is one. */
  sandbox?: Sandbox | undefined;
  log: Logger;
  /** The clock, epoch milliseconds. */
  now: () => number;
  /** Whether the server ends, or has too much to do. */
  isBusy: () => boolean;
  /** Called for each request that must be answered before a stop. */
  began: (reply: FastifyReply) => void;
  /** Called after every write: something that credentials depend on may have changed. */
  onChange: () => void;
}

const BODY_LIMIT = 1024 * 1024;
const LARGEST_BODY = 8 * 1024 * 1024;
/** All bodies in memory at once. */
const BODIES_AT_ONCE = 8 * LARGEST_BODY;
/** Longer than the longest name in an address, so that every name is told what it is. */
const LONGEST_NAME = 2000;

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

declare module 'fastify' {
  interface FastifyRequest {
    token: Token | null;
  }
  interface FastifyContextConfig {
    route?: Route;
  }
}

/**
 * The management API: every route of {@link routes}, each request checked in this order: token, role, size, type, names, body. Before
 * the token nothing is read or told, not even whether an address exists.
 */
export async function createManageApi(deps: ManageDeps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    schemaController: NO_SCHEMAS,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    routerOptions: { maxParamLength: LONGEST_NAME },
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
  });
  app.decorateRequest('token', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const route = request.routeOptions.config.route;
    if (route?.role === 'anyone') return;
    if (deps.isBusy()) throw new Problem('unavailable', 'the server stops, or has too much to do', { headers: { 'retry-after': '2' } });
    request.token = await authenticate(deps.engine, request.headers.authorization, deps.now());
    if (route && !reaches(request.token.role, route.role as Token['role'])) {
      throw new Problem('forbidden', `token "${request.token.name}" is of role ${request.token.role}; this needs ${route.role}`);
    }
  });
  limitBodies(app, { most: BODIES_AT_ONCE, largest: LARGEST_BODY }, (_request, reply) =>
    sendProblem(reply, new Problem('unavailable', 'too many large bodies at once; come again', { headers: { 'retry-after': '2' } })),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: Error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) deps.log.error({ err: error, route: request.routeOptions.config.route?.name }, 'management request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, unknownAddress(request)));
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit: route.bodyLimit ?? BODY_LIMIT,
      config: { route },
      handler: (request, reply) => answer(deps, route, request, reply),
    });
  }
  await app.ready();
  return app;
}

const EMPTY = new Uint8Array();

async function answer(deps: ManageDeps, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { engine, sandbox, now } = deps;
  const isStream = 'text' in route.answers && route.answers.text === 'text/event-stream';
  if (!isStream) deps.began(reply);
  const bytes = (request.body as Uint8Array | undefined) ?? EMPTY;
  const type = request.headers['content-type'];
  const params = checkNames(route.params, request.params);
  const query = checkNames(route.query, request.query);
  const body = checkBody(route, type, bytes);
  const token = request.token as Token;
  const at = now();
  const key = route.repeats === 'reads' ? null : idempotencyKey(request.headers['idempotency-key']);
  const which: OnceKey | null = key === null ? null : keyOf(token, key, digestOf(route.method, request.url, type ?? '', bytes), at);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const onKept = () => void reply.header('idempotency-replayed', 'true');
  const call: Call = {
    ...{ engine, sandbox, params, query, body, token, now: at, routes, signal: gone.signal },
    actor: `operator:${token?.name}`,
    language: /^zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh' : 'en',
    lastEventId: (request.headers['last-event-id'] as string | undefined) ?? null,
    isValid: () => authenticate(engine, request.headers.authorization, now()).then(Boolean, () => false),
    run: runOnce(engine, route.repeats === 'transaction' ? which : null, onKept),
  };
  const work = () => route.handle(call) as Promise<unknown>;
  const answered = which && route.repeats === 'begun' ? await beginAndKeep(engine, which, onKept, work) : await work();
  if (route.method !== 'GET') deps.onChange();
  return send(reply, route, answered);
}

function keyOf({ seller, name }: Token, key: string, digest: string, now: number): OnceKey {
  return { seller, token: name, key, digest, now };
}

function send(reply: FastifyReply, { answers }: Route, answered: unknown): FastifyReply {
  if ('json' in answers) {
    return reply
      .status(answers.status ?? 200)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answered));
  }
  const { body, headers = {} } = answered as Text;
  reply.type(`${answers.text}; charset=utf-8`).headers(headers);
  if (typeof body === 'string') return reply.send(body);
  cutSlowReaders(reply.raw);
  return reply.send(Readable.from(body, { objectMode: true, highWaterMark: 1 }));
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .status(problem.status)
    .headers({ ...HEADERS, ...problem.headers })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function unknownAddress({ method, url }: FastifyRequest): Problem {
  const path = url.split('?')[0] as string;
  const methods = routes.filter((route) => matches(route.path, path)).map((route) => route.method);
  if (methods.length === 0) return new Problem('not-found', `${path} is no address of this API; GET /api/docs has them all`);
  return new Problem('method-not-allowed', `${path} takes ${methods.join(', ')}, not ${method}`, {
    headers: { allow: methods.join(', ') },
  });
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]));
}
