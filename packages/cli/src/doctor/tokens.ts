import { isIPv6 } from 'node:net';
import type { Role, Token } from '@tongbu/engine';
import { count } from '../output/print.ts';
import { age } from './amounts.ts';
import { Finding } from './finding.ts';
import { type Address, isLoopback } from './listeners.ts';
import type { Say } from './words.ts';

/** More names than this are counted, not listed: the oldest come first. */
const MOST = 4;

/** What matters most comes first. */
const ROLES: readonly Role[] = ['admin', 'operator', 'viewer'];

/** Who may use the management API. */
export interface TokenFacts {
  tokens: Pick<Token, 'name' | 'role' | 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'revokedAt'>[];
  /** Where the server that runs listens for it; null where none has told. */
  manage: Address | null;
  now: number;
}

/** Whether tokens travel where others can read them, and which of them nobody uses. */
export function judgeTokens(facts: TokenFacts, say: Say): Finding {
  const { tokens, manage, now } = facts;
  const finding = new Finding('tokens', facts);
  if (tokens.length === 0) return finding.fact(say('tokensNone'));
  const working = tokens.filter(({ expiresAt, revokedAt }) => revokedAt === null && (expiresAt === null || expiresAt > now));
  const ended = tokens.length - working.length;
  const counts = [...(working.length > 0 ? [say('tokensWork', { n: count(working.length), roles: rolesOf(working, say) })] : [])];
  if (ended > 0) counts.push(say('tokensEnded', { n: count(ended) }));
  finding.fact(counts.join(say('and')));
  if (manage && working.length > 0 && !isLoopback(manage.host)) {
    finding.warn(say('tokensOpen', { at: at(manage) }), say('closeTokens', { port: manage.port }));
  }
  const unused = working.filter(({ lastUsedAt }) => lastUsedAt === null).sort((a, b) => a.createdAt - b.createdAt);
  if (unused.length === 0) return finding;
  const names = unused.slice(0, MOST).map(({ name, createdAt }) => say('tokenUnused', { name, age: age(now - createdAt, say) }));
  if (unused.length > MOST) names.push(say('more', { n: count(unused.length - MOST) }));
  return finding.fact(say('tokensUnused', { tokens: names.join(say('and')) }));
}

function rolesOf(working: TokenFacts['tokens'], say: Say): string {
  const numbers = ROLES.map((role) => [role, working.filter((token) => token.role === role).length] as const);
  return numbers.flatMap(([role, n]) => (n > 0 ? say(role, { n: count(n) }) : [])).join(say('and'));
}

function at({ host, port }: Address): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
