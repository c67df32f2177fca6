/** A name that leads to an allowed address while it is looked at, and elsewhere a moment later (DNS rebinding), against a real name server. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ForbiddenAddressError, type GuardedSender, guardedSender } from '../src/guarded-request.ts';
import { type NameServer, startNameServer } from './name-server.ts';

// Only Linux has all of 127.0.0.0/8.
const onLinux = process.platform === 'linux' ? test : test.skip;

const ALLOWED = '127.0.0.2';
const INSIDE = '127.0.0.3';
const never = new AbortController().signal;

let names: NameServer;
let shop: Server;
let inside: Server;
let url: URL;
/** Connections that reached what must not be called. */
let reached = 0;
let sender: GuardedSender;

beforeAll(async () => {
  names = await startNameServer();
  shop = createServer((request, response) => {
    request.resume();
    // Each delivery is a connection of its own, and so asks again.
    response.writeHead(200, { connection: 'close' }).end('from the shop');
  }).listen(0, ALLOWED);
  await once(shop, 'listening');
  const { port } = shop.address() as AddressInfo;
  inside = createServer((_, response) => response.end('from inside')).listen(port, INSIDE);
  inside.on('connection', () => (reached += 1));
  await once(inside, 'listening');
  url = new URL(`http://shop.example:${port}/hook`);
});
afterEach(() => {
  sender.close();
  reached = 0;
});
afterAll(() => {
  names.close();
  for (const server of [shop, inside]) server.close();
});

function sends(...answers: string[][]): { post: () => Promise<string>; asked: () => number } {
  const before = names.asked;
  names.answers = [...new Array<string[]>(before).fill([]), ...answers];
  sender = guardedSender(url, { hosts: [ALLOWED] }, 5_000, names.lookup);
  return { post: async () => (await sender.post({}, '{}', never)).text, asked: () => names.asked - before };
}

onLinux('an allowed address first, one inside from then on: what was checked is called, and the next connection is refused', async () => {
  const { post, asked } = sends([ALLOWED], [INSIDE]);
  expect(await post()).toBe('from the shop');
  expect(asked()).toBe(1);
  await expect(post()).rejects.toThrow(ForbiddenAddressError);
  await expect(post()).rejects.toThrow(`shop.example (${INSIDE}) is not a public address`);
  expect([asked(), reached]).toEqual([3, 0]);
});

onLinux('turn by turn, twenty times: a delivery reaches the shop or nobody', async () => {
  const turns = Array.from({ length: 20 }, (_, turn) => [turn % 2 ? INSIDE : ALLOWED]);
  const { post } = sends(...turns);
  const ends: string[] = [];
  for (const _ of turns) ends.push(await post().catch((error: Error) => error.name));
  expect(ends).toEqual(turns.map(([address]) => (address === ALLOWED ? 'from the shop' : 'ForbiddenAddressError')));
  expect(reached).toBe(0);
});

onLinux.each([
  ['an address inside beside the allowed one', [ALLOWED, INSIDE]],
  ['the allowed one behind an address inside', [INSIDE, ALLOWED]],
  ['one inside among the addresses of IPv6', [ALLOWED, '::1']],
  ['an address inside in the clothes of IPv6', [ALLOWED, '::ffff:7f00:3']],
  ['the address of the cloud that tells secrets', ['169.254.169.254']],
])('an answer with %s is refused as a whole', async (_, answer) => {
  const { post } = sends(answer, [ALLOWED]);
  await expect(post()).rejects.toThrow(ForbiddenAddressError);
  expect(reached).toBe(0);
});

onLinux('a name that has no address is a connection that fails, not a refusal', async () => {
  const { post } = sends([]);
  await expect(post()).rejects.toThrow('no address of shop.example');
});
