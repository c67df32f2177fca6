import type { Tracer } from '@opentelemetry/api';
import type { Engine } from '@tongbu/engine';
import type { Logger } from 'pino';
import type { RequestLogOptions } from './requests/request-log.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

/** An address to listen on. Port 0 takes a free one. */
export interface Listen {
  host: string;
  port: number;
}

/**
 * How many calls a key may make; a key's own limits come first.
 *
 * `perMethod` counts each method by itself, as the vendor does.
 */
export interface Limits {
  callsPerMinute: number;
  callsAtOnce: number;
  perMethod: boolean;
}

/** Generous: a shop that drains its pool is not slowed down. */
export const GENEROUS: Record<'flagship' | 'enterprise', Limits> = {
  flagship: { callsPerMinute: 6000, callsAtOnce: 50, perMethod: false },
  enterprise: { callsPerMinute: 6000, callsAtOnce: 50, perMethod: false },
};

/** The vendor's own, as far as they are known; for rehearsing how a client behaves when it meets them. */
export const VENDOR: Record<'flagship' | 'enterprise', Limits> = {
  flagship: { callsPerMinute: 60, callsAtOnce: 10, perMethod: true },
  enterprise: { callsPerMinute: 60, callsAtOnce: 5, perMethod: false },
};

/** How commands for a server's data are typed: `<program> <command> <options>`. */
export interface CommandLine {
  program: string;
  options: string;
}

/** What a server is started with. */
export interface ServerOptions {
  engine: Engine;
  /** The signed API; 127.0.0.1:8090 by default. */
  api: Listen;
  /** Health and the management API; 127.0.0.1:8091 by default. */
  manage: Listen;
  log: Logger;
  /** {@link GENEROUS} by default. */
  limits?: Record<'flagship' | 'enterprise', Limits>;
  /** Requests a minute from one address, verified or not; 60,000 by default, 0 for no limit. Loopback is not counted. */
  callsPerAddress?: number;
  /** How long the answer to a call over its limit waits, in milliseconds; 250 by default. */
  holdMs?: number;
  /** How many signed calls are remembered, and in how much memory; 1,000 of each seller, 16 MiB for all by default. */
  requests?: RequestLogOptions;
  /** Largest body in bytes; 8 MiB by default: the largest push of orders is 5 to 7. */
  bodyLimit?: number;
  /** All bodies in memory at once, in bytes, before callers are told to come again; 32 of the largest by default. */
  bodiesAtOnce?: number;
  /** How long a client may take to send a request, its headers included, in milliseconds; 30,000 by default. */
  requestTimeoutMs?: number;
  /** More calls in hand than this and callers are told to come again; 2000 by default. */
  mostInHand?: number;
  /** Networks of proxies whose `X-Forwarded-For` is believed; none by default. */
  proxies?: string[];
  /** Makes the server a sandbox: its clock is the server's, its faults are met. None by default. */
  sandbox?: Sandbox;
  /** The clock, epoch milliseconds; `Date.now` by default, the sandbox's where there is one. */
  now?: () => number;
  /** The folder of the console's built files, for the management listener; no console by default. */
  page?: URL;
  /** What reads `/metrics` of all sellers, beside the tokens of each; none by default. */
  metricsToken?: string | undefined;
  /** Makes spans of what the server is asked; its SDK must be registered. None by default, and then nothing of OpenTelemetry is loaded. */
  tracer?: Tracer | undefined;
  /** Shown in the console to whoever looks at it on this machine; `tongbu` alone by default. */
  commandLine?: CommandLine;
  /** Where commands reach the server; none by default. */
  socket?: string;
}
