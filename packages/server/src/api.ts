import type { IncomingMessage } from 'node:http';
import { enterprise, flagship } from '@tongbu/protocol';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AddressLimiter } from './address-limiter.ts';
import { limitBodies } from './bodies.ts';
import type { Deps, Received } from './endpoints/deps.ts';
import { answerEnterprise } from './endpoints/enterprise.ts';
import { answerFlagship } from './endpoints/flagship.ts';
import { NO_SCHEMAS } from './no-schemas.ts';
import { paceRequests } from './pace.ts';
import { newRequestId } from './requests/request-id.ts';
import { misbehave } from './sandbox/misbehave.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

const KEEP_ALIVE_MS = 65_000;

/** Longer than any header section may be, so that a path of ours never becomes a 404 by its length. */
const LONGEST_NAME = 20_000;

/** Tools append `/openapi` to a base address that has it already, or end it with a slash. */
const FLAGSHIP_PATHS = ['/openapi', '/openapi/', '/openapi/openapi', '/openapi/openapi/'];

/** How the API listens; see `options.ts`. */
export interface ApiOptions {
  bodyLimit: number;
  bodiesAtOnce: number;
  proxies: string[];
  requestTimeoutMs: number;
  /** Counts requests before anything else is done with them. */
  addresses: AddressLimiter;
}

/**
 * The signed API: both editions' addresses, the body as the bytes received.
 *
 * What the protocol can express is answered 200 with its envelope; before that 404, 405 and 413 here, 400, 408 and 431 by
 * the HTTP parser (promise W3).
 */
export function createApi(deps: Deps, options: ApiOptions): FastifyInstance {
  const { bodyLimit, bodiesAtOnce, proxies, requestTimeoutMs, addresses } = options;
  const app = Fastify({
    logger: false,
    schemaController: NO_SCHEMAS,
    genReqId: newRequestId,
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: 2 * requestTimeoutMs,
    // Set here too, Node lowers its limit for headers with it; where that is the longer one, it swaps the two.
    http: { requestTimeout: requestTimeoutMs, connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 2) },
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    // A stop closes only when the calls in hand are answered: what is left is idle, or never finishes its request.
    forceCloseConnections: true,
    rewriteUrl: readableUrl,
    trustProxy: proxies.length > 0 ? proxies : false,
    routerOptions: { maxParamLength: LONGEST_NAME, querystringParser: () => ({}) },
  });
  deps.traces?.follow(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const taken = addresses.take(addressOf(request));
    if (taken === 'within') return;
    if (taken === 'first over')
      deps.log.warn({ request: request.id, address: addressOf(request) }, 'an address calls too often; refused until the minute is over');
    await deps.held.wait(0);
    return reply.type(JSON_TYPE).send(isFlagship(request) ? TOO_OFTEN.flagship : TOO_OFTEN.enterprise);
  });
  const isWhole = limitBodies(app, { most: bodiesAtOnce, largest: bodyLimit }, (request, reply) => {
    return reply.type(JSON_TYPE).send(isFlagship(request) ? BUSY.flagship : BUSY.enterprise);
  });
  // The bytes received: what is signed is those.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    isWhole(request, body.length);
    done(null, body);
  });
  paceRequests(app.server);
  // `Expect: anything` is no reason for a 417, which no client of this API knows.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', async (request) => {
    // Clients label bodies as they like, and nothing depends on it.
    request.raw.headers['content-type'] = 'application/octet-stream';
  });
  const post = (
    path: string,
    answer: (deps: Deps, received: Received) => Promise<string>,
    nameOf: (request: FastifyRequest) => string | null,
  ) => {
    app.post(path, async (request, reply) => {
      const name = nameOf(request);
      if (name === null) return notFound(request, reply);
      const received = receivedFrom(request, name);
      if (deps.sandbox) return misbehave(deps.sandbox.faults, received, reply, (received) => answer(deps, received));
      return reply.type(JSON_TYPE).send(await answer(deps, received));
    });
  };
  for (const path of FLAGSHIP_PATHS) post(path, answerFlagship, () => '');
  post('/openapi2/:name', answerEnterprise, phpName);
  app.setNotFoundHandler(notFound);
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) deps.log.error({ request: request.id, err: error }, 'failed');
    return reply
      .status(status)
      .type(JSON_TYPE)
      .send(JSON.stringify({ error: status >= 500 ? 'internal error' : error.message }));
  });
  return app;
}

const TOO_OFTEN = {
  flagship: flagship.writeRefusal(flagship.refuse.callsPerMinute()),
  enterprise: enterprise.writeRefusal(enterprise.refuse.callsPerMinute()),
};
const BUSY = { flagship: flagship.writeRefusal(flagship.refuse.busy()), enterprise: enterprise.writeRefusal(enterprise.refuse.other()) };

/** Where a request comes from; empty where the caller hung up before anybody asked, which Fastify's types do not know of. */
function addressOf({ ip }: FastifyRequest): string {
  return (ip as string | undefined) ?? '';
}

function isFlagship({ url }: FastifyRequest): boolean {
  return FLAGSHIP_PATHS.includes(url.split('?')[0] as string);
}

const NOTHING = new Uint8Array();

function receivedFrom(request: FastifyRequest, name: string): Received {
  const target = request.raw.url ?? '';
  const mark = target.indexOf('?');
  return {
    query: mark < 0 ? '' : target.slice(mark + 1),
    name,
    body: (request.body as Uint8Array | undefined) ?? NOTHING,
    address: addressOf(request),
    id: request.id,
    startedAt: performance.now(),
  };
}

/** The interface's name; null when the address does not end in `.php`. */
function phpName(request: FastifyRequest): string | null {
  const { name } = request.params as { name: string };
  return name.endsWith('.php') ? name.slice(0, -'.php'.length) : null;
}

/**
 * The target as the router can read it. A `%` that encodes nothing stands for itself, as it does in a form: the path of an
 * interface that cannot exist is a path of ours all the same (promise W3).
 */
function readableUrl({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length);
  }
}

/** 404, or 405 where the path is ours and only the method is not. */
async function notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?')[0] as string;
  if (FLAGSHIP_PATHS.includes(path) || /^\/openapi2\/[^/]*\.php$/.test(path)) return notAllowed(reply);
  const error = `${path} is no address of this API; it has POST /openapi and POST /openapi2/<name>.php`;
  return reply.status(404).type(JSON_TYPE).send(JSON.stringify({ error }));
}

function notAllowed(reply: FastifyReply): FastifyReply {
  return reply
    .status(405)
    .header('allow', 'POST')
    .type(JSON_TYPE)
    .send(JSON.stringify({ error: 'use POST' }));
}
