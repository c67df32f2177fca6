import { createRequire } from 'node:module';
import type { Listen } from './options.ts';
import type { Refusals } from './refusals.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** What a server tells of itself. */
export interface ServerFacts {
  version: string;
  node: string;
  pid: number;
  /** Epoch milliseconds. */
  startedAt: number;
  api: Listen;
  manage: Listen;
  proxies: string[];
}

/** Verbs that only a running server has, beside the engine's, for the socket in its folder. */
export type OwnVerbs = Record<string, (input: unknown) => unknown>;

/**
 * The verbs by which commands ask about the server itself: `describeServer`, `listRefusals` and `readRefusal`.
 *
 * @param listening where it listens; null while it does not yet
 */
export function ownVerbs(refusals: Refusals, proxies: string[], listening: () => Pick<ServerFacts, 'api' | 'manage'> | null): OwnVerbs {
  const self = { version, node: process.versions.node, pid: process.pid, startedAt: Date.now(), proxies };
  return {
    describeServer: (): ServerFacts | null => {
      const at = listening();
      return at && { ...self, api: at.api, manage: at.manage };
    },
    listRefusals: () => refusals.list(),
    readRefusal: (input) => refusals.read(Number((input as { number?: unknown } | null)?.number)),
  };
}
