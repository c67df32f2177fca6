/** Bytes that are no good HTTP, each kind by name. */
import type { Random } from './random.ts';

/** What the kinds are made of. */
export interface Ingredients {
  /** A whole request of good HTTP whose signature is wrong. */
  wrong(): Buffer;
  /** A whole request of good HTTP, signed rightly, that stands where none may be found; done, it would show. */
  hidden(): Buffer;
  /** The same in a place where it may be found. */
  right(): Buffer;
}

/** Bytes to send, in the pieces in which they are written. */
export interface Framing {
  pieces: (string | Uint8Array)[];
  /** The connection is reset after the last piece, instead of ended. */
  reset?: true;
}

type Kind = (random: Random, from: Ingredients) => Framing;

const PATHS = ['/openapi?sid=demo', '/openapi2/logistics_sync_query.php', '/openapi2/x.php', '/'];

/** A request with these headers and this body. */
function request(random: Random, headers: string, body: string | Uint8Array = '', line = `POST ${random.pick(PATHS)} HTTP/1.1`): Framing {
  return { pieces: [`${line}\r\nHost: tongbu.test\r\n${headers}\r\n`, body] };
}

/** One of several headers. */
const header =
  (...some: string[]): Kind =>
  (random) =>
    request(random, `${random.pick(some)}\r\n`, '[1,2]');

/** One of several first lines. */
const line =
  (...some: string[]): Kind =>
  (random) =>
    request(random, 'Content-Length: 2\r\n', '[]', random.pick(some));

/** Broken chunks, with a request in them that must not be found. */
const chunks =
  (...some: string[]): Kind =>
  (random, { hidden }) => ({
    pieces: [`POST /openapi HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n${random.pick(some)}`, hidden()],
  });

/** Something changed in the bytes of a wrongly signed request. */
const changed =
  (change: (random: Random, bytes: Buffer) => (string | Uint8Array)[]): Kind =>
  (random, { wrong }) => ({ pieces: change(random, wrong()) });

const noise = (random: Random, length: number) => Buffer.from(Array.from({ length }, () => random.int(0, 255)));

/** Every kind, by name. */
export const framings: Record<string, Kind> = {
  'length too large': (random) => request(random, `Content-Length: ${random.pick([10, 3000, 1_000_000])}\r\n`, '[]'),
  'length too small': (random, { wrong }) => {
    const text = wrong().toString('latin1');
    return { pieces: [Buffer.from(text.replace(/Content-Length: \d+/, `Content-Length: ${random.int(0, 3)}`), 'latin1')] };
  },
  'no number for a length': header(
    ...['-1', '+5', '0x5', '5,5', '5 5', '', '1e3', '５', '5;', '99999999999999999999999'].map((n) => `Content-Length: ${n}`),
  ),
  'two lengths': header(
    'Content-Length: 5\r\nContent-Length: 6',
    'Content-Length: 5\r\nContent-Length: 5',
    'Content-Length: 0\r\ncontent-length: 5',
  ),
  'length and chunks': (random, { hidden }) => {
    const order = ['Content-Length: 4\r\n', 'Transfer-Encoding: chunked\r\n'];
    if (random.chance(0.5)) order.reverse();
    return { pieces: [`POST /openapi HTTP/1.1\r\nHost: t\r\n${order.join('')}\r\n0\r\n\r\n`, hidden()] };
  },
  'an odd transfer coding': (random, { hidden }) => {
    const codings = [
      'xchunked',
      'chunked, identity',
      'identity',
      'chunked\r\nTransfer-Encoding: x',
      ' chunked,',
      'gzip',
      '\x0bchunked',
      'cow',
    ];
    return { pieces: [`POST /openapi HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: ${random.pick(codings)}\r\n\r\n0\r\n\r\n`, hidden()] };
  },
  'a chunk of no size': chunks('\r\n', 'x\r\n', '-1\r\n', '0x2\r\n[]\r\n', 'fffffffffffffffffff\r\n', '2 2\r\n[]', '\0'),
  'a chunk of another size': chunks('1\r\n[]\r\n0\r\n\r\n', '3\r\n[]\r\n0\r\n\r\n', '2\r\n[]0\r\n\r\n', '2\r\n[]\n0\r\n\r\n'),
  'a huge chunk': chunks('7fffffff\r\n[]', 'ffffffff\r\n', '400001\r\n'),
  'endless extensions of a chunk': chunks(`2;${'a=b;'.repeat(20_000)}\r\n[]\r\n0\r\n\r\n`, `2;x="${'\\"'.repeat(9_000)}`),
  'endless headers behind chunks': chunks(`2\r\n[]\r\n0\r\n${'a: b\r\n'.repeat(9_000)}\r\n`),
  NUL: (random) =>
    request(
      random,
      random.pick(['X\0: a\r\n', 'X: a\0b\r\n', '\0\r\n']),
      '',
      random
        .pick([PATHS[0] as string, '/open\0api'])
        .replace(/^/, 'POST ')
        .concat(' HTTP/1.1'),
    ),
  'control characters': header('X: \x01', 'X: \x7f', 'X\x0b: 1', 'X: a\rb', 'X: a\nb: c', 'X: é\xff'),
  'a folded header': header('X: a\r\n b', 'Content-Length:\r\n 5', 'Transfer-Encoding:\r\n chunked'),
  'no header': header('X', ': x', ' X: 1', 'X : 1', '(X): 1', 'Content-Length : 5'),
  'lines ended otherwise': (random) => ({
    pieces: [
      random.pick([
        'POST /openapi HTTP/1.1\nHost: t\nContent-Length: 2\n\n[]',
        'POST /openapi HTTP/1.1\rHost: t\r\r',
        'POST /openapi HTTP/1.1\r\nHost: t\r\n\n',
      ]),
    ],
  }),
  'an unknown method': line(
    ...['FOO', 'post', 'P', 'POSTPOST', 'PRI', '\0', 'CONNECT', 'TRACE', 'PROPFIND', 'A'.repeat(9000)].map((m) => `${m} /openapi HTTP/1.1`),
  ),
  'another version': line(
    ...['HTTP/9.9', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'http/1.1', 'HTTP/1.1.1', 'HTTP', ''].map((v) => `POST /openapi ${v}`),
  ),
  'an odd target': line(
    ...[
      '*',
      'openapi',
      'http://tongbu.test/openapi',
      '//openapi',
      '/openapi /x',
      '/库存',
      '/openapi#x',
      '/%00',
      '/..//../openapi',
      '?',
      '/openapi\\',
      'x:1',
    ].map((target) => `POST ${target} HTTP/1.1`),
  ),
  'a long target': (random) =>
    request(random, '', '', `POST /openapi?${'a'.repeat(random.pick([9_000, 15_000, 17_000, 100_000]))} HTTP/1.1`),
  'a long header': (random) => request(random, `X: ${'a'.repeat(random.pick([15_000, 17_000, 200_000]))}\r\n`),
  'many headers': (random) => request(random, 'a: b\r\n'.repeat(random.pick([1900, 2500, 10_000]))),
  'no host or two': (random) => ({
    pieces: [random.pick(['POST /openapi HTTP/1.1\r\n\r\n', 'POST /openapi HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n'])],
  }),
  'a switch of protocol': header(
    'Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 5',
    'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: 5',
  ),
  'an expectation': header(
    'Expect: x\r\nContent-Length: 5',
    'Expect: 100-continue\r\nContent-Length: 5',
    'Expect: 100-continue\r\nContent-Length: 99999999',
  ),
  'a deep body': (random) => {
    const deep = '['.repeat(random.pick([1000, 70_000, 500_000]));
    return request(random, `Content-Length: ${deep.length}\r\n`, deep);
  },
  'another protocol': (random) => ({
    pieces: [
      random.pick([
        ...[
          'SSH-2.0-OpenSSH_9.9\r\n',
          'PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\nPOST / HTTP/1.1\r\n\r\n',
          'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
        ],
        ...[
          '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
          'EHLO tongbu\r\n',
          '{"id":1,"verb":"listSellers","input":{}}\n',
          '*1\r\n$4\r\nPING\r\n',
        ],
      ]),
    ],
  }),
  noise: (random) => ({ pieces: [noise(random, random.int(1, 2000))] }),
  nothing: () => ({ pieces: [] }),
  'empty lines': () => ({ pieces: ['\r\n'.repeat(500)] }),
  'cut anywhere': changed((random, bytes) => [bytes.subarray(0, random.int(1, bytes.length - 1))]),
  'bytes changed': changed((random, bytes) => {
    for (let times = random.int(1, 6); times > 0; times--) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    return [bytes];
  }),
  'bytes put in': changed((random, bytes) => {
    const at = random.int(0, bytes.length);
    return [bytes.subarray(0, at), noise(random, random.int(1, 9)), bytes.subarray(at)];
  }),
  'bytes taken out': changed((random, bytes) => {
    const at = random.int(0, bytes.length - 2);
    return [bytes.subarray(0, at), bytes.subarray(at + random.int(1, 5))];
  }),
  'in small pieces': changed((random, bytes) => {
    const size = random.int(1, 60);
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  }),
  reset: (random, { wrong }) => ({ pieces: [wrong().subarray(0, random.int(1, 200))], reset: true }),
  'many in a row': (random, { wrong }) => ({ pieces: [Buffer.concat(Array.from({ length: random.int(2, 60) }, wrong))] }),
  'rubbish after a right request': (random, { right }) => ({
    pieces: [right(), random.pick(['x', '\0\0', 'POST', '\r\n\r\nGET', '0\r\n\r\n'])],
  }),
  'a right request after rubbish': (random, { hidden }) => ({
    pieces: [random.pick(['x', '\0', 'GET\r\n\r\n', '0\r\n\r\n', '[]']), hidden()],
  }),
};
