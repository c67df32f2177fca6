import { createHmac } from 'node:crypto';

/** Who asks, as far as the connection tells. */
export interface Connection {
  /** The host that the browser believes it speaks to, with its port. */
  host: string;
  /** Whether it came over TLS; a declared proxy's word counts. */
  isSecure: boolean;
}

/**
 * What the session's cookie is called. Cookies of one host are shared by all its ports, so the port stands in the name: a sandbox beside a
 * server signs nobody out. Over TLS the browser sees to it that no other host of the domain has set it (`__Host-`).
 */
export function cookieName({ host, isSecure }: Connection): string {
  const port = /:(\d+)$/.exec(host)?.[1];
  return `${isSecure ? '__Host-' : ''}tongbu${port ? `-${port}` : ''}`;
}

/** The session that a `Cookie` header brings; null when there is none of that form, or more than one. */
export function sessionOf(header: string | undefined, connection: Connection): string | null {
  const name = cookieName(connection);
  const values = (header ?? '').split(';').flatMap((pair) => {
    const [key, ...value] = pair.trim().split('=');
    return key === name ? [value.join('=')] : [];
  });
  const [value = ''] = values;
  return values.length === 1 && /^ts_[\w-]{43}$/.test(value) ? value : null;
}

/** The `Set-Cookie` that keeps a session in the browser until it is closed; null takes it away. */
export function setCookie(session: string | null, connection: Connection): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict${connection.isSecure ? '; Secure' : ''}`;
  return `${cookieName(connection)}=${session ?? ''}; ${attributes}${session === null ? '; Max-Age=0' : ''}`;
}

/** What a page of ours sends back with every write, and no other page can read: derived from the session, so that nothing is kept. */
export function csrfOf(session: string): string {
  return createHmac('sha256', session).update('tongbu csrf').digest('base64url');
}
