import type { RequestListener } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ManageDeps } from './manage/api.ts';
import { NO_SCHEMAS } from './no-schemas.ts';

/** Whether the server can take calls, and why not. */
export type Readiness = { ready: true } | { ready: false; reason: string };

/** How long a client may take to send a request, its headers included. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * The management listener: `/healthz` says that the process runs, `/readyz` whether calls should be sent to it, and `/api/…` is the
 * management API. That is loaded when it is first asked for: its schemas take half as long to load as the whole rest of the server.
 */
export function createManage(readiness: () => Promise<Readiness>, deps: ManageDeps): FastifyInstance {
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
  const [handle] = app.server.listeners('request') as RequestListener[];
  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) => {
    if (!request.url?.startsWith('/api/')) return void handle?.(request, response);
    load().then(
      (api) => api.routing(request, response),
      (error) => {
        deps.log.error({ err: error }, 'the management API cannot be loaded');
        response.destroy();
      },
    );
  });
  return app;
}
