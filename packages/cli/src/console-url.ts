import type { Listen, ServerFacts } from '@tongbu/server';
import { connectServer } from './control-client.ts';

/**
 * Where the console of a data folder is reached on this machine: where its server says that it listens, or, while none runs, where one
 * would.
 */
export async function consoleUrl(data: string, otherwise: Listen): Promise<string> {
  const server = await connectServer(data);
  const facts = await server?.ask<ServerFacts | null>('describeServer', {}).catch(() => null);
  await server?.close();
  return nearUrl(facts?.manage ?? otherwise);
}

/** The address of a listener from the machine itself: one that listens everywhere is reached on loopback. */
export function nearUrl({ host, port }: Listen): string {
  return urlOf({ host: host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host, port });
}

/** A one-time link, whole. What is secret stands behind the `#`, which no browser sends and no log keeps. */
export function setupUrl(console: string, token: string): string {
  return `${console}/setup#${token}`;
}

/** Where a listener can be reached. */
export function urlOf({ host, port }: Listen): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
