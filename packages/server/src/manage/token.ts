import type { Engine, Token } from '@tongbu/engine';
import { Problem } from './problem.ts';

/** The token that an `Authorization` header brings; null when there is none of that form. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer (tb_[\w-]{43})$/i.exec(header ?? '')?.[1] ?? null;
}

/**
 * Who sends a request. Nobody is told why a token is none.
 *
 * @throws Problem `unauthorized`
 */
export async function authenticate(engine: Engine, header: string | undefined, now: number): Promise<Token> {
  const token = bearerOf(header);
  const found = token === null ? null : await engine.findToken({ token, now });
  if (found) return found;
  const detail = 'send the header Authorization: Bearer <token> with a token that works; tongbu token add makes one';
  throw new Problem('unauthorized', detail, { headers: { 'www-authenticate': 'Bearer realm="tongbu"' } });
}
