import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { ManageDeps } from '../manage/api.ts';
import { collect } from './collect.ts';

/** What is collected is told again for so long: several who scrape cost no more than one. */
const SHARED_MS = 1_000;

/**
 * `GET /metrics` in the text format of Prometheus.
 *
 * It holds numbers of shops and names of keys, so it is never open, not even on loopback: behind a proxy everybody comes from there. The
 * configured metrics token reads all sellers; a token of the management API, of any role, its own seller and what belongs to none.
 */
export function serveMetrics(deps: ManageDeps): RequestListener {
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  const shared = new Map<string | null, { until: number; text: Promise<string> }>();

  function textFor(seller: string | null): Promise<string> {
    const last = shared.get(seller);
    if (last && performance.now() < last.until) return last.text;
    const text = write(seller);
    shared.set(seller, { until: performance.now() + SHARED_MS, text });
    text.catch(() => shared.delete(seller));
    return text;
  }

  async function write(seller: string | null): Promise<string> {
    const own = new Registry();
    await collect(own, deps, seller);
    return `${await own.metrics()}${await process.metrics()}`;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'use GET\n', { allow: 'GET, HEAD' });
    const seller = await readerOf(request.headers.authorization, deps);
    if (seller === undefined) {
      const how = 'send Authorization: Bearer <token>, with the metrics token of the server or a token of its management API\n';
      return end(response, 401, how, { 'www-authenticate': 'Bearer realm="tongbu"' });
    }
    end(response, 200, request.method === 'HEAD' ? '' : await textFor(seller), {
      'content-type': Registry.PROMETHEUS_CONTENT_TYPE,
    });
  }

  return (request, response) => {
    answer(request, response).catch((error) => {
      deps.log.error({ err: error }, 'the metrics cannot be told');
      if (!response.headersSent) end(response, 503, 'the metrics cannot be told now\n');
      else response.destroy();
    });
  };
}

/** Whose figures may be read: null for everybody's, undefined for nobody's. */
async function readerOf(header: string | undefined, { engine, metricsToken, now }: ManageDeps): Promise<string | null | undefined> {
  const given = /^Bearer (\S{1,300})$/i.exec(header ?? '')?.[1];
  if (given === undefined) return undefined;
  if (metricsToken !== undefined && same(given, metricsToken)) return null;
  if (!/^tb_[\w-]{43}$/.test(given)) return undefined;
  return (await engine.findToken({ token: given, now: now() }))?.seller;
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function end(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}
