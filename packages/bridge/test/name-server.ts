/** A name server on loopback that changes its mind: UDP, as little of RFC 1035 as a resolver needs. */
import { createSocket } from 'node:dgram';
import { type LookupAddress, promises } from 'node:dns';
import { once } from 'node:events';

/** A name server that runs. */
export interface NameServer {
  /** Addresses of each answer, by how often it was asked before; the last one is repeated. Of IPv4, or of IPv6 where there is a colon. */
  set answers(given: string[][]);
  /** How often it was asked for addresses of IPv4. */
  readonly asked: number;
  /** Asks this server and no other, as `dns.lookup` would ask the system's. */
  lookup(name: string, options: { all: true }, done: (error: Error | null, addresses: LookupAddress[]) => void): void;
  close(): void;
}

const TYPES = { 4: 1, 6: 28 } as const;

/** Starts one that knows every name. */
export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  let asked = 0;
  let answers: string[][] = [];
  socket.on('message', (query, { port, address }) => {
    // The name ends with a zero; type and class follow.
    const end = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(end - 4);
    const isOf4 = type === TYPES[4];
    const all = answers[Math.min(asked, answers.length - 1)] ?? [];
    // Of the two questions of one lookup the first tells IPv6, which then changes nothing for the second.
    if (isOf4) asked += 1;
    const some = all.filter((each) => (isOf4 ? !each.includes(':') : type === TYPES[6] && each.includes(':')));
    const head = Buffer.concat([query.subarray(0, 2), Buffer.from([0x81, 0x80, 0, 1, 0, some.length, 0, 0, 0, 0])]);
    const records = some.map((each) => {
      const data = isOf4 ? Buffer.from(each.split('.').map(Number)) : bytesOf6(each);
      // The name of the question, IN, to be forgotten at once.
      return Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, data.length]), data]);
    });
    socket.send(Buffer.concat([head, query.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new promises.Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const find = async (name: string): Promise<LookupAddress[]> => {
    const none = () => [] as string[];
    const six = await resolver.resolve6(name).catch(none);
    const four = await resolver.resolve4(name).catch(none);
    return [...four.map((address) => ({ address, family: 4 })), ...six.map((address) => ({ address, family: 6 }))];
  };
  return {
    set answers(given: string[][]) {
      answers = given;
    },
    get asked() {
      return asked;
    },
    lookup(name: string, _: { all: true }, done: (error: Error | null, addresses: LookupAddress[]) => void) {
      find(name).then(
        (found) => done(found.length > 0 ? null : new Error(`no address of ${name}`), found),
        (error: Error) => done(error, []),
      );
    },
    close: () => socket.close(),
  };
}

/** The sixteen bytes of an address that is written with one `::`. */
function bytesOf6(text: string): Buffer {
  const [before = '', after = ''] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [groups(before), groups(after)];
  const all = [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}
