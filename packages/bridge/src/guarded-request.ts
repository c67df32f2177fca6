import { type LookupAddress, lookup as lookupByName } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Networks that belong to somebody's inside, or to nobody: not to be called unless the operator names them. */
const INSIDE_4 = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);

/** Of IPv6 only 2000::/3 is given out; what of it leads elsewhere (Teredo, ORCHID, documentation, 6to4) follows. */
const INSIDE_6 = listOf([...['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']]);

/** What may be called beside the public addresses. */
export interface Allowed {
  /** Host names (as the address writes them), addresses, and networks such as `10.0.0.0/8`. */
  hosts: readonly string[];
}

/** An address that must not be called; the message says which and how to allow it. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

/** What came back. Redirects are not followed: a 3xx is an answer like any other. */
export interface Answer {
  status: number;
  header(name: string): string | undefined;
  text: string;
}

/** Sends POST requests to one address, guarded. */
export interface GuardedSender {
  /**
   * @throws ForbiddenAddressError; Error for a connection that fails, a time-out, or an answer that is too long
   */
  post(headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

/** Largest answer read, in bytes. */
const LARGEST = 1 << 20;

/** Every address of a name, as the system's own resolver tells them. */
type Resolve = (name: string, options: { all: true }, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

/**
 * Makes a sender for one address. At each new connection the name is resolved, every address it resolves to is checked, and the
 * connection goes to the one that was checked: a name that changes its mind in between gains nothing.
 *
 * @param resolve asked once for each new connection; the system's own resolver by default
 */
export function guardedSender(url: URL, allowed: Allowed, timeoutMs: number, resolve: Resolve = lookupByName): GuardedSender {
  const isTls = url.protocol === 'https:';
  const agent = isTls ? new HttpsAgent({ keepAlive: true, maxSockets: 4 }) : new HttpAgent({ keepAlive: true, maxSockets: 4 });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const networks = listOf(allowed.hosts.filter((each) => isIP(each.split('/')[0] ?? '') > 0));
  const isNamed = allowed.hosts.some((each) => each.toLowerCase() === host.toLowerCase());
  const check = (address: string) => {
    if (isNamed || !isInside(address) || networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return;
    const shown = address === host ? host : `${host} (${address})`;
    throw new ForbiddenAddressError(
      `${shown} is not a public address; if it is meant, name it in the configuration: shop.allow: ["${host}"]`,
    );
  };
  type Done = (error: Error | null, found?: LookupAddress[] | string, family?: number) => void;
  const lookup = (name: string, options: { all?: boolean }, done: Done) => {
    resolve(name, { all: true }, (error, addresses) => {
      if (error) return done(error);
      try {
        for (const { address } of addresses) check(address);
      } catch (refusal) {
        return done(refusal as Error);
      }
      const [first] = addresses;
      if (options.all) done(null, addresses);
      else done(null, first?.address ?? '', first?.family ?? 4);
    });
  };
  return {
    async post(headers, body, signal) {
      signal.throwIfAborted();
      // An address that is written as digits is not looked up.
      if (isIP(host)) check(host);
      const limit = AbortSignal.timeout(timeoutMs);
      const options = {
        method: 'POST',
        agent,
        lookup,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.any([signal, limit]),
      };
      try {
        const response = await new Promise<IncomingMessage>((done, failed) => {
          (isTls ? requestHttps : requestHttp)(url, options as never, done)
            .on('error', failed)
            .end(body);
        });
        const text = await readAll(response);
        return { status: response.statusCode ?? 0, text, header: (name) => [response.headers[name]].flat()[0] };
      } catch (error) {
        if (limit.aborted) throw new Error(`no whole answer within ${timeoutMs} ms`, { cause: error });
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}

async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST) throw new Error(`the answer is longer than ${LARGEST} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Whether an address is inside. IPv4 in IPv6 clothes always is: nobody outside is called so. */
export function isInside(address: string): boolean {
  // A list is asked for its own family only: Node finds every IPv4 address in ::ffff:0:0/96.
  return isIP(address) === 6 ? INSIDE_6.check(address, 'ipv6') : INSIDE_4.check(address, 'ipv4');
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of networks) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
