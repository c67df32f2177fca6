/** Requests as bytes on a socket, answers as the exact text that came back. */
import { connect, type Socket } from 'node:net';
import { enterprise as enterpriseEdition, flagship as flagshipEdition } from '@tongbu/protocol';
import { ENTERPRISE_KEY, FLAGSHIP_KEY, type TestServer } from './harness.ts';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Opens a connection to the server. */
export function dial(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** Sends bytes over a connection of their own and reads one answer. */
export function exchange(url: string, ...bytes: (string | Uint8Array)[]): Promise<HttpAnswer> {
  const socket = dial(url);
  for (const each of bytes) socket.write(each);
  return answerOn(socket);
}

/** Reads one answer from a connection and closes it. */
export function answerOn(socket: Socket): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const finish = () => {
      const answer = readAnswer(bytes);
      if (answer) resolve(answer);
      else reject(new Error(`no answer: ${JSON.stringify(bytes.toString())}`));
      socket.destroy();
    };
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = readAnswer(bytes);
      if (answer && Buffer.byteLength(answer.body) === Number(answer.headers['content-length'])) finish();
    });
    socket.on('close', finish);
    socket.on('error', finish);
  });
}

/** What a server says to a client that asks before it sends a body. */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

function readAnswer(all: Buffer): HttpAnswer | undefined {
  const bytes = all.subarray(all.toString('latin1').startsWith(CONTINUE) ? CONTINUE.length : 0);
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers), body: bytes.toString('utf8', end + 4) };
}

/** Posts a body as it is. */
export function post(url: string, target: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const all = { Host: 'tongbu.test', Connection: 'close', 'Content-Length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return exchange(url, `POST ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, body);
}

/** How a request differs from an ordinary one of `demo`. */
export interface Other {
  /** Who signs; the edition's key of `demo` by default. */
  as?: { sid: string; key: string; secret: string };
  /** Parameters replaced, or left out where undefined, before signing. */
  parameters?: Record<string, string | undefined>;
  /** Takes the place of the right signature. */
  sign?: string;
  headers?: Record<string, string>;
  /** A signed request that goes out as it was. */
  path?: string;
}

/** The target of a flagship request, signed by the server's clock. */
export function flagshipTarget(server: TestServer, method: string, body: string | Uint8Array, other: Other = {}): string {
  const { sid, key, secret } = other.as ?? FLAGSHIP_KEY;
  const half = flagshipEdition.splitSecret(secret) as { secret: string; salt: string };
  const timestamp = String(flagshipEdition.toTimestamp(server.clock.now));
  const parameters = present({ sid, key, salt: half.salt, method, v: '1.0', timestamp, ...other.parameters });
  const sign = other.sign ?? flagshipEdition.sign(parameters, body, half.secret);
  return `${other.path ?? '/openapi'}?${flagshipEdition.writeParameters({ ...parameters, sign })}`;
}

/** Calls a flagship method with a body of this text, or of these arguments. @returns the exact answer */
export async function flagship(server: TestServer, method: string, body: unknown, other: Other = {}): Promise<string> {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return envelope(await post(server.url, flagshipTarget(server, method, text, other), text, other.headers));
}

/** The body of an enterprise request, signed by the server's clock. */
export function enterpriseBody(server: TestServer, fields: Record<string, string>, other: Other = {}): string {
  const { sid, key, secret } = other.as ?? ENTERPRISE_KEY;
  const timestamp = String(Math.floor(server.clock.now / 1000));
  const form = present({ ...fields, sid, appkey: key, timestamp, ...other.parameters });
  return enterpriseEdition.writeForm({ ...form, sign: other.sign ?? enterpriseEdition.sign(form, secret) });
}

/** Calls an enterprise interface. @returns the exact answer */
export async function enterprise(server: TestServer, name: string, fields: Record<string, string>, other: Other = {}): Promise<string> {
  return envelope(await post(server.url, other.path ?? `/openapi2/${name}.php`, enterpriseBody(server, fields, other), other.headers));
}

/** The body of an answer that the protocol expresses (promise W3). */
export function envelope({ status, headers, body }: HttpAnswer): string {
  if (status !== 200 || headers['content-type'] !== 'application/json; charset=utf-8') throw new Error(`${status}: ${body}`);
  return body;
}

function present(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
