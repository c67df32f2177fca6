/** Spans of OpenTelemetry, as a collector gets them. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openFolderHere } from '@tongbu/engine';
import { enterprise, flagship } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE, FLAGSHIP, makeFolder, type Served, serve, type TestFolder, tongbu } from './harness.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { name?: string; key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}

/** A collector: OTLP over HTTP, as JSON. */
class Collector {
  readonly bodies: string[] = [];
  readonly paths: string[] = [];
  readonly #server: Server;

  constructor(status = 200) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        this.paths.push(`${request.method} ${request.url}`);
        this.bodies.push(Buffer.concat(chunks).toString());
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get resources(): { resource: { attributes: Span['attributes'] }; scopeSpans: { spans: Span[] }[] }[] {
    return this.bodies.flatMap((body) => JSON.parse(body).resourceSpans);
  }

  get spans(): Span[] {
    return this.resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  }

  close(): Promise<void> {
    return new Promise((closed) => this.#server.close(() => closed()).closeAllConnections());
  }
}

const plain = ({ intValue, stringValue, ...other }: Record<string, unknown>) =>
  intValue !== undefined ? Number(intValue) : (stringValue ?? other);
const attributesOf = ({ attributes }: { attributes: Span['attributes'] }) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

let folder: TestFolder;
let token: string;
beforeAll(async () => {
  folder = await makeFolder();
  const { engine, close } = await openFolderHere(folder.data);
  const now = Date.now();
  const seller = 'demo';
  await engine.addSeller({ seller, now });
  const key = { seller, shops: null, allow: [], callsPerMinute: null, callsAtOnce: null, now };
  await engine.addKey({ ...key, edition: 'flagship', appKey: FLAGSHIP.key, secret: FLAGSHIP.secret });
  await engine.addKey({ ...key, edition: 'enterprise', appKey: ENTERPRISE.key, secret: ENTERPRISE.secret });
  token = await engine.addToken({ seller, name: 'ops', role: 'viewer', expiresAt: null, now });
  const put = (kind: string, ...records: Record<string, string>[]) => engine.importRows({ seller, kind, records, now, partial: false });
  await put('shops', { shop_no: 'web' });
  await put('items', { spec_no: 'A1' }, { spec_no: 'A2' });
  await put('listings', { shop_no: 'web', goods_id: 'G1', spec_no: 'A1' }, { shop_no: 'web', goods_id: 'G2', spec_no: 'A2' });
  await close();
});
afterAll(() => folder.remove());

/** Calls a flagship method. @returns its answer, its request id, and the query string that was sent */
async function callFlagship(
  server: Served,
  method: string,
  args: unknown[],
  headers: Record<string, string> = {},
  secret = FLAGSHIP.secret,
) {
  const body = JSON.stringify(args);
  const half = flagship.splitSecret(secret) as { secret: string; salt: string };
  const timestamp = String(flagship.toTimestamp(Date.now()));
  const parameters = { sid: 'demo', key: FLAGSHIP.key, salt: half.salt, method, v: '1.0', timestamp };
  const sign = flagship.sign(parameters, body, half.secret);
  const query = flagship.writeParameters({ ...parameters, sign });
  const answer = await fetch(`${server.url}/openapi?${query}`, { method: 'POST', body, headers });
  return { text: await answer.text(), id: answer.headers.get('x-request-id') as string, sign };
}

async function callEnterprise(server: Served, name: string, fields: Record<string, string>) {
  const form = { ...fields, sid: 'demo', appkey: ENTERPRISE.key, timestamp: String(Math.floor(Date.now() / 1000)) };
  const sign = enterprise.sign(form, ENTERPRISE.secret);
  const body = enterprise.writeForm({ ...form, sign });
  const answer = await fetch(`${server.url}/openapi2/${name}.php`, { method: 'POST', body });
  return { text: await answer.text(), id: answer.headers.get('x-request-id') as string, sign };
}

/** Refuses to find the SDK, as where it is not installed; or all of OpenTelemetry. */
const without = (what: RegExp) => {
  const code = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (${what}.test(name)) throw Object.assign(new Error('not here: ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(name, context);
    } });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
};

describe('a server that was told of a collector', () => {
  const collector = new Collector();
  const PARENT = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };
  const SYNC = 'sales.StockSync.syncSuccess';
  let sent: Record<'acknowledged' | 'pulled' | 'unsigned' | 'refused', Awaited<ReturnType<typeof callFlagship>>>;
  let log: Record<string, unknown>[];
  beforeAll(async () => {
    const server = await serve(folder.data, ['--traces', await collector.listen()], {
      OTEL_SERVICE_NAME: 'tongbu-north',
      OTEL_BSP_SCHEDULE_DELAY: '600000',
    });
    const traceparent = `00-${PARENT.trace}-${PARENT.span}-01`;
    sent = {
      acknowledged: await callFlagship(server, SYNC, [1, { syn_stock: 12, stock_change_count: 1 }], { traceparent }),
      pulled: await callEnterprise(server, 'api_goods_stock_change_query', { shop_no: 'web' }),
      unsigned: await callFlagship(server, SYNC, [2, {}], {}, 'other-canary:5alt-canary'),
      refused: await callFlagship(server, 'no.such.method-canary', []),
    };
    const authorization = `Bearer ${token}`;
    await (await fetch(`${server.manageUrl}/api/shops`, { headers: { authorization } })).text();
    await fetch(`${server.url}/nowhere-canary?sign=canary`);
    // They wait for others in memory: these come with the end.
    expect(collector.spans).toEqual([]);
    const { code, stderr } = await server.stop('SIGTERM');
    expect(code).toBe(0);
    log = stderr.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  });
  afterAll(() => collector.close());

  const spanOf = ({ id }: { id: string }) => {
    const found = collector.spans.filter((span) => attributesOf(span)['tongbu.request_id'] === id);
    expect(found.length).toBe(1);
    return found[0] as Span;
  };
  const below = ({ spanId }: Span) => collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId);
  const namesOf = (spans: Span[]) => spans.map(({ name }) => name).sort();

  test('what was not sent yet is sent when it stops, to /v1/traces, under the service’s name', () => {
    expect(new Set(collector.paths)).toEqual(new Set(['POST /v1/traces']));
    expect(collector.spans.length).toBeGreaterThan(10);
    const [resource] = collector.resources;
    expect(attributesOf(resource?.resource as never)).toMatchObject({
      'service.name': 'tongbu-north',
      'service.version': expect.any(String),
    });
  });

  test('a call is one server span, under its caller’s', () => {
    expect(sent.acknowledged.text).toBe('{"status":0}');
    const span = spanOf(sent.acknowledged);
    expect(span).toMatchObject({ name: SYNC, kind: 2, traceId: PARENT.trace, parentSpanId: PARENT.span });
    expect(attributesOf(span)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/openapi',
      'http.response.status_code': 200,
      'http.request.body.size': 43,
      'client.address': '127.0.0.1',
      'tongbu.request_id': sent.acknowledged.id,
      'tongbu.edition': 'flagship',
      'tongbu.interface': SYNC,
      'tongbu.seller': 'demo',
      'tongbu.key': FLAGSHIP.key,
      'tongbu.outcome': 'ok',
      'tongbu.code': 0,
      'tongbu.offered': 0,
      'tongbu.accepted': 1,
      'tongbu.rejected': 0,
      'tongbu.answer_length': 12,
    });
  });

  test('below it stands what took the time: verifying, and of the engine its wait, its statements and the commit', () => {
    const span = spanOf(sent.acknowledged);
    expect(namesOf(below(span))).toEqual(['engine acknowledgeStock', 'engine findCredential', 'receive', 'verify']);
    const [engine] = below(span).filter(({ name }) => name === 'engine acknowledgeStock');
    expect(namesOf(below(engine as Span))).toEqual(['commit', 'wait', 'write']);
    expect(namesOf(below(below(spanOf(sent.pulled)).find(({ name }) => name === 'engine pullStock') as Span))).toContain('read');
  });

  test('no span begins before the one above it, nor ends after it', () => {
    const times = (span: Span) => [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)] as const;
    for (const each of collector.spans) {
      const above = collector.spans.find(({ spanId }) => spanId === each.parentSpanId);
      if (!above) continue;
      const [[from, to], [began, ended]] = [times(each), times(above)];
      // A microsecond for what a number of milliseconds since 1970 cannot hold.
      expect([each.name, from >= began - 1_000n, to <= ended + 1_000n, from <= to]).toEqual([each.name, true, true, true]);
    }
  });

  test('the enterprise edition says what was offered, and to which shop; without a caller’s span it is a trace of its own', () => {
    const span = spanOf(sent.pulled);
    expect(span).toMatchObject({ name: 'api_goods_stock_change_query' });
    expect(span.parentSpanId || null).toBeNull();
    const told = { 'tongbu.edition': 'enterprise', 'tongbu.shop': 'web', 'tongbu.offered': 1, 'http.route': '/openapi2/:name' };
    expect(attributesOf(span)).toMatchObject(told);
  });

  test('a refused call says its code and why, and nobody’s key', () => {
    const span = spanOf(sent.unsigned);
    const { status } = JSON.parse(sent.unsigned.text);
    expect(attributesOf(span)).toMatchObject({ 'tongbu.seller': 'demo', 'tongbu.outcome': 'refused', 'tongbu.code': status });
    expect(attributesOf(span)).not.toHaveProperty('tongbu.key');
    expect(attributesOf(spanOf(sent.refused))).not.toHaveProperty('tongbu.interface');
    expect(spanOf(sent.refused).name).toBe('POST /openapi');
  });

  test('the management API has spans as well, and of a person or token only the role', () => {
    const [span] = collector.spans.filter(({ name }) => name === 'GET /api/shops');
    const told = { 'tongbu.action': 'listShops', 'tongbu.seller': 'demo', 'tongbu.who': 'token', 'tongbu.role': 'viewer' };
    expect(attributesOf(span as Span)).toMatchObject({ ...told, 'http.response.status_code': 200 });
    expect(namesOf(below(span as Span))).toContain('engine findToken');
  });

  test('no secret, salt, signature or token is in any of them, and no text of a stranger', () => {
    const all = collector.bodies.join();
    const secret = [FLAGSHIP.secret, ENTERPRISE.secret].flatMap((each) => [each, ...each.split(':')]);
    const signs = Object.values(sent).flatMap(({ sign }) => [sign, sign.toLowerCase()]);
    expect([...secret, ...signs, token, 'canary'].filter((each) => all.includes(each))).toEqual([]);
    expect(collector.spans.some(({ name }) => name === 'GET')).toBe(true);
  });

  test('lines of the log name the trace they were written in, others none', () => {
    const [line] = log.filter(({ msg }) => msg === 'signature refused');
    const { traceId, spanId } = spanOf(sent.unsigned);
    expect(line).toMatchObject({ request: sent.unsigned.id, trace_id: traceId, span_id: spanId });
    expect(log.find(({ msg }) => msg === 'stopped')).not.toHaveProperty('trace_id');
  });
});

test('a collector that takes nothing changes no answer and no stop; the log says it once', async () => {
  const collector = new Collector(403);
  const server = await serve(folder.data, ['--traces', `${await collector.listen()}/other/path`]);
  expect((await callEnterprise(server, 'shop', {})).text).toContain('"code":0');
  const { code, stderr } = await server.stop('SIGTERM');
  expect(code).toBe(0);
  expect(collector.paths).toEqual(['POST /other/path']);
  await collector.close();
  expect(stderr.split('\n').filter((line) => line.includes('spans cannot be sent')).length).toBe(1);
});

test('without --traces nothing of OpenTelemetry is loaded, whatever its own variables say', async () => {
  const collector = new Collector();
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: await collector.listen(), OTEL_TRACES_EXPORTER: 'otlp' };
  const server = await serve(folder.data, [], { ...variables, ...without(/^@opentelemetry/) });
  expect((await callEnterprise(server, 'shop', {})).text).toContain('"code":0');
  expect((await server.stop('SIGTERM')).code).toBe(0);
  expect(collector.paths).toEqual([]);
  await collector.close();
});

test('where the SDK is not installed, --traces says what to install, and nothing is started', async () => {
  const { code, stderr } = await tongbu(['serve', '--data', folder.data, '--traces', 'http://127.0.0.1:9'], {
    env: without(/^@opentelemetry\/(sdk|exporter|resources)/),
  });
  expect(code).toBe(1);
  const [, line] = /^tongbu: --traces needs the SDK .*: (npm install @opentelemetry\/sdk-trace-node@2 .*)\n$/.exec(stderr) ?? [];
  for (const page of ['monitoring.md', 'monitoring.zh-CN.md']) {
    expect(readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')).toContain(`${line}  `);
  }
});
