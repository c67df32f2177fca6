/** The change feed over real sockets: nothing missed, nobody waited for, nothing after the token ends. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutSlowReaders } from '../../src/manage/slow-readers.ts';
import { put } from '../harness.ts';
import { dial } from '../wire.ts';
import { addToken, type Manager, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

interface Event {
  event: string;
  id: number;
  data: { seq: number; subject: number; quantity: string };
}

/** A reader of the feed: collects events until it is closed. */
async function follow(options: { token?: string; query?: string; headers?: Record<string, string> } = {}) {
  const { token = server.tokens.demo.viewer, query = '', headers = {} } = options;
  const gone = new AbortController();
  const answer = await fetch(`${server.manageUrl}/api/changes${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: gone.signal,
  });
  const events: Event[] = [];
  let text = '';
  let ended = false;
  let isPlaced = false;
  const reading = (async () => {
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => line.split(/: (.*)/s) as [string, string]),
        );
        // Its first word names its place in the journal.
        isPlaced ||= fields['id'] !== undefined;
        if (fields['data']) events.push({ event: fields['event'] as string, id: Number(fields['id']), data: JSON.parse(fields['data']) });
        text = text.slice(end + 2);
      }
    }
  })().then(
    () => (ended = true),
    () => {},
  );
  const until = async (holds: () => boolean) => {
    for (const limit = performance.now() + 8000; !holds(); ) {
      if (performance.now() > limit) throw new Error(`waited in vain; ${events.length} events, ended: ${ended}`);
      await new Promise((next) => setTimeout(next, 10));
    }
  };
  const close = () => {
    gone.abort();
    return reading;
  };
  return { answer, events, until, close, isPlaced: () => isPlaced, hasEnded: () => ended };
}

const setStock = (n: number, stock_num: string, seller?: string) =>
  put(server, 'levels', [{ spec_no: `A${n}`, warehouse_no: 'W1', stock_num }], seller);

describe('GET /api/changes', () => {
  test('tells what happens from now on, as it happens, of this seller alone', async () => {
    const reader = await follow();
    expect(reader.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await reader.until(reader.isPlaced);
    await setStock(1, '101');
    await setStock(1, '5', 'other');
    await setStock(2, '102');
    const stock = () => reader.events.filter(({ event }) => event === 'stock');
    await reader.until(() => stock().length >= 2);
    expect(stock()).toMatchObject([{ data: { subject: 1, quantity: '101' } }, { data: { subject: 2, quantity: '102' } }]);
    expect(reader.events.every(({ id, data }) => id === data.seq)).toBe(true);
    await reader.close();
  });

  test('whoever comes back with Last-Event-ID misses nothing, hundreds of rows included', async () => {
    const { last } = await server.engine.readChanges({ seller: 'demo', after: null, limit: 0 });
    await put(
      server,
      'shipments',
      Array.from({ length: 250 }, (_, i) => ({ shop_no: 'S1', tid: `C${i}`, logistics_no: `N${i}` })),
    );
    const wanted = (await server.engine.readChanges({ seller: 'demo', after: last, limit: 1000 })).rows.map(({ seq }) => seq);
    const first = await follow({ query: `?after=${last}` });
    await first.until(() => first.events.length >= 120);
    await first.close();
    const seen = first.events.slice(0, 120).map(({ id }) => id);
    const second = await follow({ headers: { 'last-event-id': String(seen.at(-1)) } });
    await second.until(() => seen.length + second.events.length >= wanted.length);
    expect([...seen, ...second.events.map(({ id }) => id)]).toEqual(wanted);
    await second.close();
  });

  test('ends when its token is revoked', async () => {
    const token = await addToken(server, 'reader', 'viewer');
    const reader = await follow({ token });
    await reader.until(reader.isPlaced);
    await server.engine.revokeToken({ seller: 'demo', name: 'reader', now: server.clock.now });
    await reader.until(reader.hasEnded);
  });

  test('so many readers of a seller and no more; a place is free again when one goes', async () => {
    const readers = await Promise.all(Array.from({ length: 32 }, () => follow()));
    const beyond = await follow();
    expect(beyond.answer.status).toBe(429);
    const another = await follow({ token: server.tokens.other.viewer });
    expect(another.answer.status).toBe(200);
    await readers[0]?.close();
    let instead = beyond;
    const comeAgain = async () => {
      instead = await follow();
      return instead.answer.status;
    };
    await expect.poll(comeAgain).toBe(200);
    await Promise.all([...readers, instead, another].map((reader) => reader.close()));
  });

  test('a Last-Event-ID that is none is refused', async () => {
    const reader = await follow({ headers: { 'last-event-id': 'abc' } });
    expect(reader.answer.status).toBe(422);
  });

  test('a stop does not wait for readers', async () => {
    const own = await startManager();
    const answer = await fetch(`${own.manageUrl}/api/changes`, { headers: { authorization: `Bearer ${own.tokens.demo.viewer}` } });
    expect(answer.status).toBe(200);
    const began = performance.now();
    await own.close();
    expect(performance.now() - began).toBeLessThan(5000);
    await answer.text().catch(() => {});
  });
});

describe('a reader that does not read', () => {
  let slow: Server;
  let produced = 0;
  beforeAll(async () => {
    slow = createServer((_request, response) => {
      async function* endless() {
        for (; !response.destroyed; produced++) yield 'x'.repeat(10_000);
      }
      cutSlowReaders(response, 300);
      Readable.from(endless(), { objectMode: true, highWaterMark: 1 }).pipe(response);
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => slow.once('listening', listening));
  });
  afterAll(() => slow.close());

  test('is cut off, and no more is made for it than fits on the way', async () => {
    const asked = new Promise((request) => slow.once('request', request));
    const socket = dial(`http://127.0.0.1:${(slow.address() as AddressInfo).port}`);
    socket.pause();
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked;
    const connections = () => new Promise<number>((resolve) => slow.getConnections((_, found) => resolve(found)));
    await expect.poll(connections).toBe(0);
    expect(produced).toBeLessThan(2000);
    socket.destroy();
  });
});
