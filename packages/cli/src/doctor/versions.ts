import { createRequire } from 'node:module';
import type { StoreFacts } from '@tongbu/engine';
import { Finding } from './finding.ts';
import type { SeenServer } from './server.ts';
import type { Say } from './words.ts';

const OLDEST_NODE = '22.23.0';
const OLDEST_SQLITE = '3.51.3';

/** What runs here, and in the server. */
export interface VersionFacts {
  tongbu: string;
  node: string;
  sqlite: string;
  /** Step of the schema in the database, and the newest this version knows; null without a database. */
  schema: number | null;
  newestSchema: number | null;
  /** `unknown` where the server could not be asked. */
  server: { tongbu: string; node: string } | 'unknown' | null;
}

/** Reads the versions of this command, the database and the server. */
export function readVersions(store: StoreFacts | null, server: SeenServer): VersionFacts {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  const asked = server.seen === 'answers' ? server.facts : null;
  return {
    tongbu: version,
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? store?.version ?? '?',
    schema: store?.schema ?? null,
    newestSchema: store?.newestSchema ?? null,
    server: asked ? { tongbu: asked.version, node: asked.node } : server.seen === 'answers' ? 'unknown' : null,
  };
}

/** Whether the versions can work together. */
export function judgeVersions(facts: VersionFacts, say: Say): Finding {
  const { tongbu, node, sqlite, schema, newestSchema, server } = facts;
  const finding = new Finding('versions', facts);
  finding.fact(say('versionsAre', { tongbu, node, sqlite }) + (schema === null ? '' : say('schemaIs', { schema })));
  if (isBefore(node, OLDEST_NODE)) finding.wrong(null, say('needNode', { needed: OLDEST_NODE }));
  if (isBefore(sqlite, OLDEST_SQLITE)) finding.wrong(null, say('needSqlite', { needed: OLDEST_SQLITE }));
  if (schema !== null && newestSchema !== null && schema !== newestSchema) {
    const steps = { schema, known: newestSchema };
    if (schema > newestSchema) finding.wrong(say('schemaNewer', steps), say('startNewer'));
    else finding.warn(say('schemaOlder', steps), say('backupFirst'));
  }
  if (server === 'unknown') finding.warn(say('serverUnknown'), say('restartServer'));
  else if (server && server.tongbu !== tongbu) finding.warn(say('serverDiffers', server), say('restartServer'));
  return finding;
}

function isBefore(version: string, oldest: string): boolean {
  const [have, want] = [version, oldest].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  const order = (want as number[]).map((part, i) => Math.sign((have?.[i] ?? 0) - part)).find((sign) => sign !== 0) ?? 0;
  return order < 0;
}
