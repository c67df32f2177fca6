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
  app.addHook('onRequest', async (request, reply) => {
    if (!request.raw.url?.startsWith('/api/')) return;
    reply.hijack();
    const api = await load();
    api.routing(request.raw, reply.raw);
  });
  return app;
}
