import type { Engine, Role } from '@tongbu/engine';
import { type Connection, csrfOf, sessionOf } from './cookie.ts';
import { Problem } from './problem.ts';

/** Who sends a request: a script with a token, or a person who signed in. */
export interface Who {
  kind: 'token' | 'person';
  /** All that can be seen is this seller's. */
  seller: string;
  name: string;
  role: Role;
  /** Epoch milliseconds; null for a token that never ends. */
  expiresAt: number | null;
  /** Of a person's session only. */
  session: { id: string; csrf: string; language: string | null } | null;
}

/** What a request brings of who sends it, and when it came. */
export interface Brought extends Connection {
  authorization: string | undefined;
  cookie: string | undefined;
  address: string;
  agent: string;
  /** By the server's clock, for tokens; in a sandbox it can be shifted. */
  now: number;
  /** By the wall, for sessions: a sandbox whose clock is shifted signs nobody out. */
  wallNow: number;
}

/** The token that an `Authorization` header brings; null when there is none of that form. */
function bearerOf(header: string): string | null {
  return /^Bearer (tb_[\w-]{43})$/i.exec(header)?.[1] ?? null;
}

/**
 * Who sends a request. With an `Authorization` header the cookie is passed over, whether the token works or not. Nobody is told why a
 * token or a session is none.
 *
 * @throws Problem `unauthorized`
 */
export async function identify(engine: Engine, brought: Brought): Promise<Who> {
  const { authorization, cookie, address, agent, now, wallNow } = brought;
  if (authorization !== undefined) {
    const token = bearerOf(authorization);
    const found = token === null ? null : await engine.findToken({ token, now });
    if (!found) throw unauthorized();
    const { seller, name, role, expiresAt } = found;
    return { kind: 'token', seller, name, role, expiresAt, session: null };
  }
  const token = sessionOf(cookie, brought);
  const found = token === null ? null : await engine.findSession({ token, address, agent, now: wallNow });
  if (token === null || !found) throw unauthorized();
  const { seller, name, role, expiresAt, language, session } = found;
  return { kind: 'person', seller, name, role, expiresAt, session: { id: session, csrf: csrfOf(token), language } };
}

function unauthorized(): Problem {
  const detail = 'sign in, or send the header Authorization: Bearer <token> with a token that works; tongbu token add makes one';
  return new Problem('unauthorized', detail, { headers: { 'www-authenticate': 'Bearer realm="tongbu"' } });
}

/** How the journal and the audit name somebody: `operator:<token>` or `person:<name>`. */
export function actorOf({ kind, name }: Pick<Who, 'kind' | 'name'>): string {
  return `${kind === 'token' ? 'operator' : 'person'}:${name}`;
}
