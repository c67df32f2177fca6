import { createServer, type Server } from 'node:http';
import { type Meters, metricsText } from './meters.ts';

/** A listener that tells how the bridge stands. */
export interface StatusListener {
  /** `http://127.0.0.1:9464` */
  url: string;
  close(): Promise<void>;
}

/**
 * Listens for whoever wants to know: `/metrics` (Prometheus), `/status` (JSON: each pool, the gaps), `/healthz`.
 *
 * @throws Error where the port is taken
 */
export async function startStatusListener(
  meters: Meters,
  { host, port }: { host: string; port: number },
  now: () => number = Date.now,
): Promise<StatusListener> {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    const answer = request.method === 'GET' ? answerOf(new URL(request.url ?? '/', 'http://here').pathname, meters, now()) : undefined;
    if (!answer) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics, /status or /healthz\n');
      return;
    }
    response.writeHead(200, { 'content-type': answer.type, 'cache-control': 'no-store' }).end(answer.text);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address() as { address: string; port: number; family: string };
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, close: () => closed(server) };
}

function answerOf(path: string, meters: Meters, now: number): { type: string; text: string } | undefined {
  if (path === '/healthz') return { type: 'text/plain', text: 'ok\n' };
  if (path === '/metrics') return { type: 'text/plain; version=0.0.4; charset=utf-8', text: metricsText(meters, now) };
  if (path !== '/status') return undefined;
  const status = { stock: meters.standing('stock', now), shipments: meters.standing('shipments', now), gaps: meters.gaps() };
  return { type: 'application/json; charset=utf-8', text: `${JSON.stringify(status, null, 2)}\n` };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
