/** The SDK of OpenTelemetry, for an operator who has a collector. Loaded only where `--traces` names one. */
import { createRequire } from 'node:module';
import type { Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { CommandError, EXIT } from './error.ts';

/** What `npm install` is told where something is missing: no part of Tongbu, for most never need it. */
const PACKAGES = ['@opentelemetry/sdk-trace-node@2', '@opentelemetry/exporter-trace-otlp-http@0.223', '@opentelemetry/resources@2'];

/** How long a batch may take, all its tries together; a stop waits no longer for the last one. */
const SEND_MS = 3_000;

/** A collector that does not answer is complained of so often. */
const COMPLAIN_EVERY_MS = 60_000;

/** Spans on their way to a collector. */
export interface Tracing {
  tracer: Tracer;
  /** What a line of the log says of the span it is written in; nothing outside of one. */
  inLog(): Record<string, string>;
  /** Tells a log when spans cannot be sent. */
  complainTo(log: Logger): void;
  /** Sends what is left. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Starts to send spans by OTLP over HTTP, as JSON.
 *
 * The standard variables `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER`, `OTEL_BSP_…` and `OTEL_EXPORTER_OTLP_HEADERS`,
 * `…_COMPRESSION`, `…_CERTIFICATE` are the SDK's own, and it reads them itself.
 *
 * @param endpoint the collector; without a path its `/v1/traces`
 * @throws CommandError `failed` where the SDK is not installed, with the line that installs it
 */
export async function openTraces(endpoint: string): Promise<Tracing> {
  const { api, sdk, exporter, resources } = await load();
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  const named = resources.resourceFromAttributes({ 'service.name': 'tongbu', 'service.version': version });
  const provider = new sdk.NodeTracerProvider({
    resource: resources
      .defaultResource()
      .merge(named)
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url: tracesOf(endpoint), timeoutMillis: SEND_MS }))],
  });
  provider.register();
  let complain: (reason: string) => void = () => {};
  let last = Number.NEGATIVE_INFINITY;
  const failed = (reason: string) => {
    if (performance.now() - last < COMPLAIN_EVERY_MS) return;
    last = performance.now();
    complain(reason);
  };
  return {
    tracer: provider.getTracer('tongbu', version),
    inLog() {
      const span = api.trace.getActiveSpan()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
    complainTo(log) {
      complain = (reason) => log.warn({ reason: reason.slice(0, 200) }, 'spans cannot be sent to the collector');
      const error = (message: string) => failed(reasonOf(message));
      const quiet = () => {};
      api.diag.setLogger(
        { error, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
        { logLevel: api.DiagLogLevel.ERROR, suppressOverrideMessage: true },
      );
    },
    stop: () => provider.shutdown().catch((error: Error) => failed(error.message)),
  };
}

async function load() {
  try {
    const [api, sdk, exporter, resources] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
    return { api, sdk, exporter, resources };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    const install = `npm install ${PACKAGES.join(' ')}`;
    throw new CommandError(
      EXIT.failed,
      `--traces needs the SDK of OpenTelemetry, which is not installed beside Tongbu; run where Tongbu is installed: ${install}`,
      { cause },
    );
  }
}

function tracesOf(endpoint: string): string {
  const url = new URL(endpoint);
  if (url.pathname === '/') url.pathname = '/v1/traces';
  return url.href;
}

/** The SDK tells its errors as JSON, with a stack. */
function reasonOf(message: string): string {
  try {
    return (JSON.parse(message) as { message?: string }).message ?? message;
  } catch {
    return message;
  }
}
