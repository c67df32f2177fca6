import Fastify, { type FastifyInstance } from 'fastify';
import { NO_SCHEMAS } from './no-schemas.ts';

/** Whether the server can take calls, and why not. */
export type Readiness = { ready: true } | { ready: false; reason: string };

/** The management listener: `/healthz` says that the process runs, `/readyz` whether calls should be sent to it. */
export function createManage(readiness: () => Promise<Readiness>): FastifyInstance {
  const app = Fastify({ logger: false, schemaController: NO_SCHEMAS, return503OnClosing: false, forceCloseConnections: true });
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const state = await readiness();
    return reply.status(state.ready ? 200 : 503).send(state);
  });
  return app;
}
