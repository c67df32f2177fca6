import { Readable } from 'node:stream';
import type { Engine, Noted, OnceKey } from '@tongbu/engine';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isLoopback } from '../address.ts';
import { limitBodies } from '../bodies.ts';
import type { Figures } from '../figures.ts';
import { NO_SCHEMAS } from '../no-schemas.ts';
import type { CommandLine } from '../options.ts';
import { isOwnName } from '../own-name.ts';
import { newRequestId } from '../requests/request-id.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Traces } from '../traces/traces.ts';
import { Attempts } from './attempts.ts';
import { checkBody, checkNames } from './check.ts';
import { csrfOf, setCookie } from './cookie.ts';
import { languageOf } from './language.ts';
import { beginAndKeep, digestOf, idempotencyKey, runOnce } from './once.ts';
import { Problem, problemOf } from './problem.ts';
import { reaches } from './roles.ts';
import { type Browser, type Call, type Route, type SignedApi, type Text, takesKey } from './route.ts';
import { routes } from './routes/index.ts';
import { requireCsrf, requireOwnPage } from './same-page.ts';
import { cutSlowReaders } from './slow-readers.ts';
import { actorOf, type Brought, identify, type Who } from './who.ts';

/** What the API works with. */
export interface ManageDeps {
  engine: Engine;
  /** Only where the server is one. */
  sandbox?: Sandbox | undefined;
  /** Only where spans are wanted. */
  traces?: Traces | undefined;
  /** What was counted while calls were answered. */
  figures: Figures;
  log: Logger;
  /** What the signed API knows of its calls and keys. */
  signedApi: SignedApi;
  /** What reads the metrics of all sellers, where one is configured. */
  metricsToken?: string | undefined;
  /** The clock, epoch milliseconds; a sandbox's can be shifted. */
  now: () => number;
  /** The clock for people and their sessions, which nobody shifts. */
  wallNow: () => number;
  /** Networks of proxies whose word on address, host and TLS is believed. */
  proxies: string[];
  /** How commands are typed by whoever started the server, where that is known. */
  commandLine?: CommandLine | undefined;
  /** Whether only this machine reaches the listener. */
  isLoopback: boolean;
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
    who: Who | null;
  }
  interface FastifyContextConfig {
    route?: Route;
  }
}

/**
 * The management API: every route of {@link routes}, each request checked in this order: token or session, page, role, size, type,
 * names, body. Before the token or session nothing is read or told, not even whether an address exists.
 */
export async function createManageApi(deps: ManageDeps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    schemaController: NO_SCHEMAS,
    genReqId: newRequestId,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    trustProxy: deps.proxies.length > 0 ? deps.proxies : false,
    routerOptions: { maxParamLength: LONGEST_NAME },
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemOf(error)),
  });
  app.decorateRequest('who', null);
  // A stream of changes lasts for hours: it is nobody's wait.
  deps.traces?.follow(app, ({ routeOptions }) => !isStream(routeOptions.config.route));
  app.addHook('onRequest', async (request, reply) => {
    // A sandbox's clock may be shifted: the console tells `3 minutes ago` by the clock that the record was written by.
    reply.headers(HEADERS).headers({ 'x-request-id': request.id, 'x-tongbu-now': new Date(deps.now()).toISOString() });
    const route = request.routeOptions.config.route;
    if (route?.role === 'anyone' && route.method === 'GET') return;
    if (deps.isBusy()) throw new Problem('unavailable', 'the server stops, or has too much to do', { headers: { 'retry-after': '2' } });
    if (route?.role === 'anyone') return requireOwnPage(request);
    const who = await identify(deps.engine, broughtBy(deps, request));
    if (who.session) {
      requireOwnPage(request);
      requireCsrf(request, who.session.csrf);
    }
    request.who = who;
    deps.traces?.identified(route, who);
    if (route) requireRight(who, route);
  });
  limitBodies(app, { most: BODIES_AT_ONCE, largest: LARGEST_BODY }, (_request, reply) =>
    sendProblem(reply, new Problem('unavailable', 'too many large bodies at once; come again', { headers: { 'retry-after': '2' } })),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const attempts = new Attempts();
  app.setErrorHandler((error: Error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const route = request.routeOptions.config.route?.name;
      deps.log.error({ request: request.id, err: error, route }, 'management request failed');
    }
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, unknownAddress(request)));
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit: route.bodyLimit ?? BODY_LIMIT,
      config: { route },
      handler: (request, reply) => answer({ ...deps, attempts }, route, request, reply),
    });
  }
  await app.ready();
  return app;
}

function isStream(route: Route | undefined): boolean {
  return route !== undefined && 'text' in route.answers && route.answers.text === 'text/event-stream';
}

const agentOf = (request: FastifyRequest) => request.headers['user-agent'] ?? '';

function broughtBy({ now, wallNow }: ManageDeps, request: FastifyRequest): Brought {
  const { authorization, cookie } = request.headers;
  const { ip: address, host, protocol } = request;
  return { authorization, cookie, address, agent: agentOf(request), host, isSecure: protocol === 'https', now: now(), wallNow: wallNow() };
}

function requireRight({ kind, name, role }: Who, route: Route): void {
  if (route.peopleOnly && kind === 'token') throw new Problem('forbidden', `token "${name}" is no person; this is for people who sign in`);
  if (reaches(role, route.role as Who['role'])) return;
  throw new Problem('forbidden', `${kind} "${name}" is of role ${role}; this needs ${route.role}`);
}

const EMPTY = new Uint8Array();

async function answer(
  deps: ManageDeps & { attempts: Attempts },
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { engine, sandbox, signedApi, figures, attempts, commandLine } = deps;
  if (!isStream(route)) deps.began(reply);
  const bytes = (request.body as Uint8Array | undefined) ?? EMPTY;
  const type = request.headers['content-type'];
  const params = checkNames(route.params, request.params);
  const query = checkNames(route.query, request.query);
  const body = checkBody(route, type, bytes);
  const who = request.who as Who;
  const [at, wallNow] = [deps.now(), deps.wallNow()];
  const key = takesKey(route) ? idempotencyKey(request.headers['idempotency-key']) : null;
  const which: OnceKey | null = key === null ? null : keyOf(who, key, digestOf(route.method, request.url, type ?? '', bytes), at);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const onKept = () => void reply.header('idempotency-replayed', 'true');
  const noted = takesKey(route) ? notedOf(route, { params, query, body }, who, wallNow, request.ip) : null;
  const call: Call = {
    ...{
      engine,
      sandbox,
      signedApi,
      figures,
      params,
      query,
      body,
      token: who,
      now: at,
      wallNow,
      routes,
      attempts,
      commandLine,
      signal: gone.signal,
    },
    browser: browserOf(request, reply),
    actor: who && actorOf(who),
    language: languageOf(request.headers),
    lastEventId: (request.headers['last-event-id'] as string | undefined) ?? null,
    isValid: () => identify(engine, broughtBy(deps, request)).then(Boolean, () => false),
    run: runOnce(engine, route.repeats === 'transaction' ? which : null, route.repeats === 'transaction' ? noted : null, onKept),
  };
  const work = async () => {
    const answered = await (route.handle(call) as Promise<unknown>);
    if (noted && route.repeats === 'begun') await engine.addAudit(noted);
    return answered;
  };
  const answered = which && route.repeats === 'begun' ? await beginAndKeep(engine, which, onKept, work) : await work();
  if (route.repeats !== 'reads') deps.onChange();
  return send(reply, route, answered);
}

/** Each token, and each person, has keys of their own; no token can be named as a person is here. */
function keyOf({ seller, kind, name }: Who, key: string, digest: string, now: number): OnceKey {
  return { seller, token: kind === 'token' ? name : ` person:${name}`, key, digest, now };
}

function browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
  const { ip: address, host, protocol } = request;
  return {
    address,
    agent: agentOf(request),
    isHere: isLoopback(address) && isOwnName(host),
    keep(session) {
      reply.header('set-cookie', setCookie(session, { host, isSecure: protocol === 'https' }));
      return session && csrfOf(session);
    },
  };
}

/** What the audit says of a write; null for nothing. */
function notedOf(
  { name, audit, unaudited }: Route,
  asked: { params: object; query: object; body: unknown },
  who: Who,
  at: number,
  address: string,
) {
  const told = unaudited ? null : audit ? audit(asked as never) : {};
  if (told === null) return null;
  const { subject = Object.values(asked.params).join(' '), detail = '' } = told;
  return { seller: who.seller, at, actor: actorOf(who), action: name, subject, detail, address } satisfies Noted;
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
    .send(JSON.stringify(problem.details(languageOf(reply.request.headers))));
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
