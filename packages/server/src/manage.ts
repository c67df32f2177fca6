import type { RequestListener, ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ManageDeps } from './manage/api.ts';
import { NO_SCHEMAS } from './no-schemas.ts';
import { isForeignName, refuseForeignName } from './own-name.ts';
import type { ServePage } from './page/serve-page.ts';

/** Whether the server can take calls, and why not. */
export type Readiness = { ready: true } | { ready: false; reason: string };

/** How long a client may take to send a request, its headers included. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Addresses of the listener itself. */
const OWN = ['/healthz', '/readyz', '/metrics'];

/**
 * The management listener: `/healthz` says that the process runs, `/readyz` whether calls should be sent to it, `/metrics` is for Prometheus, `/api/…` is the
 * management API, and everything else the console. They are loaded when they are first asked for: the schemas alone take
 * half as long to load as the whole rest of the server. On loopback all but the metrics go by this machine's own names alone.
 *
 * @param page where the console's files lie; undefined where there is none
 */
export function createManage(readiness: () => Promise<Readiness>, deps: ManageDeps, page: URL | undefined): FastifyInstance {
  const app = Fastify({
    logger: false,
    schemaController: NO_SCHEMAS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    return503OnClosing: false,
    forceCloseConnections: true,
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const state = await readiness();
    return reply.status(state.ready ? 200 : 503).send(state);
  });
  let loading: Promise<FastifyInstance> | undefined;
  const load = () => (loading ??= import('./manage/api.ts').then(({ createManageApi }) => createManageApi(deps)));
  let measuring: Promise<RequestListener> | undefined;
  const loadMetrics = () => (measuring ??= import('./metrics/serve-metrics.ts').then(({ serveMetrics }) => serveMetrics(deps)));
  let serving: Promise<ServePage> | undefined;
  const loadPage = (folder: URL) => (serving ??= import('./page/serve-page.ts').then(({ servePage }) => servePage(folder)));
  const fail = (response: ServerResponse, what: string) => (error: unknown) => {
    deps.log.error({ err: error }, `${what} cannot be loaded`);
    response.destroy();
  };
  const [handle] = app.server.listeners('request') as RequestListener[];
  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    // Whoever reads metrics brings a token, which no page has, and a scraper in a container calls its host by a name.
    if (path === '/metrics') loadMetrics().then((serve) => serve(request, response), fail(response, 'the metrics'));
    else if (deps.isLoopback && isForeignName(request, deps.proxies)) {
      refuseForeignName(request, response).catch(fail(response, 'a refusal'));
    } else if (path.startsWith('/api/')) load().then((api) => api.routing(request, response), fail(response, 'the management API'));
    else if (page && !OWN.includes(path)) {
      loadPage(page)
        .then((serve) => serve(request, response))
        .catch(fail(response, 'the console'));
    } else handle?.(request, response);
  });
  return app;
}
