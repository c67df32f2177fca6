import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Deps, Received } from './endpoints/deps.ts';
import { answerEnterprise } from './endpoints/enterprise.ts';
import { answerFlagship } from './endpoints/flagship.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** How long a client may take to send a request, its headers included. */
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;

/** Longer than any header section may be, so that a path of ours never becomes a 404 by its length. */
const LONGEST_NAME = 20_000;

/**
 * The signed API: both editions' addresses, the body as the bytes received.
 *
 * What the protocol can express is answered 200 with its envelope; before that 404, 405 and 413 here, 400, 408 and 431 by
 * the HTTP parser (promise W3).
 */
export function createApi(deps: Deps, { bodyLimit, proxies }: { bodyLimit: number; proxies: string[] }): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: 2 * REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    trustProxy: proxies.length > 0 ? proxies : false,
    routerOptions: { maxParamLength: LONGEST_NAME, querystringParser: () => ({}) },
  });
  readBodiesAsBytes(app);
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
      return reply.type(JSON_TYPE).send(await answer(deps, receivedFrom(request, name)));
    });
    app.route({ method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], url: path, handler: notAllowed });
  };
  for (const path of ['/openapi', '/openapi/', '/openapi/openapi', '/openapi/openapi/']) post(path, answerFlagship, () => '');
  post('/openapi2/:name', answerEnterprise, phpName);
  app.setNotFoundHandler(notFound);
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) deps.log.error({ error }, 'failed');
    return reply
      .status(status)
      .type(JSON_TYPE)
      .send(JSON.stringify({ error: status >= 500 ? 'internal error' : error.message }));
  });
  return app;
}

function readBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

const NOTHING = new Uint8Array();

function receivedFrom(request: FastifyRequest, name: string): Received {
  const target = request.raw.url ?? '';
  const mark = target.indexOf('?');
  return {
    query: mark < 0 ? '' : target.slice(mark + 1),
    name,
    body: (request.body as Uint8Array | undefined) ?? NOTHING,
    address: request.ip,
  };
}

/** The interface's name; null when the address does not end in `.php`. */
function phpName(request: FastifyRequest): string | null {
  const { name } = request.params as { name: string };
  return name.endsWith('.php') ? name.slice(0, -'.php'.length) : null;
}

async function notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.split('?')[0];
  const error = `${path} is no address of this API; it has POST /openapi and POST /openapi2/<name>.php`;
  return reply.status(404).type(JSON_TYPE).send(JSON.stringify({ error }));
}

async function notAllowed(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply
    .status(405)
    .header('allow', 'POST')
    .type(JSON_TYPE)
    .send(JSON.stringify({ error: 'use POST' }));
}
