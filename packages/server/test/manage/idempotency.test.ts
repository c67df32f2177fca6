/** Idempotency keys over real sockets: done once, answered alike, and honest about what is under way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stateOf } from '../harness.ts';
import { type Asked, type Manager, newListing, newShipment, startManager } from './manager.ts';

let held: Promise<void> | null = null;
let imports = 0;
let server: Manager;
beforeAll(async () => {
  server = await startManager({
    wrap: (engine) => ({
      ...engine,
      async importRows(input) {
        imports++;
        await held;
        return engine.importRows(input);
      },
    }),
  });
});
afterAll(() => server.close());

const post = (path: string, key: string, rest: Partial<Asked> = {}): Asked => ({
  method: 'POST',
  path,
  headers: { 'idempotency-key': key },
  ...rest,
});
const levels = (stock_num: string) => ({ body: { rows: [{ spec_no: 'A2', warehouse_no: 'W1', stock_num }] } });

describe('a write of one transaction', () => {
  test('the same request again gets the first answer and changes nothing', async () => {
    const shipment = await newShipment(server, 'failed');
    const asked = post(`/api/shipments/${shipment}/requeue`, 'a');
    const first = await server.ask(asked);
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    const before = await stateOf(server);
    const again = await server.ask(asked);
    expect([again.status, again.headers.get('idempotency-replayed'), again.text]).toEqual([201, 'true', first.text]);
    expect(await stateOf(server)).toEqual(before);
  });

  test('without a key it is tried again', async () => {
    const shipment = await newShipment(server, 'failed');
    const statuses: number[] = [];
    for (const _ of [1, 2]) statuses.push((await server.ask({ method: 'POST', path: `/api/shipments/${shipment}/requeue` })).status);
    expect(statuses).toEqual([201, 409]);
  });

  test('another body, another address or another query under the key is refused, and does nothing', async () => {
    const listing = await newListing(server);
    const asked = post(`/api/listings/${listing}/cancel`, 'b', { body: { version: 9 } });
    expect((await server.ask(asked)).status).toBe(409);
    for (const other of [{ ...asked, body: { version: 1 } }, post('/api/shops/S1/pause', 'b')]) {
      expect((await server.ask(other)).json).toMatchObject({ status: 422, code: 'key-reused' });
    }
    expect((await server.ask(`/api/listings/${listing}`)).json.pending).toBe(true);
  });

  test('each token has keys of its own', async () => {
    const asked = post('/api/shops/S2/pause', 'c');
    for (const token of [server.tokens.demo.admin, server.tokens.demo.operator]) {
      expect((await server.ask({ ...asked, token })).headers.get('idempotency-replayed')).toBeNull();
    }
  });

  test('ten at once: it is done once, and all get that answer', async () => {
    const shipment = await newShipment(server, 'failed');
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.ask(post(`/api/shipments/${shipment}/requeue`, 'd'))));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null).length).toBe(1);
  });

  test('a secret that was made for a key is the same when it is asked for again, and not in the clear on the disk', async () => {
    const asked = post('/api/keys', 'e', { body: { edition: 'flagship', key: 'kept' } });
    const { json } = await server.ask(asked);
    expect(json.secret).toMatch(/^[0-9a-f]{64}:[0-9a-f]{16}$/);
    expect((await server.ask(asked)).json).toEqual(json);
    const found = await server.engine.findCredential({ seller: 'demo', edition: 'flagship', appKey: 'kept' });
    expect(found).toMatchObject({ found: 'key', credential: { secret: json.secret } });
  });

  test('what was refused leaves the key free', async () => {
    expect((await server.ask(post('/api/shops/none/pause', 'f'))).status).toBe(404);
    expect((await server.ask(post('/api/shops/S1/pause', 'f'))).status).toBe(200);
    await server.ask({ method: 'POST', path: '/api/shops/S1/resume' });
  });

  test('a day later the key is free', async () => {
    const asked = post('/api/shops/S2/pause', 'g');
    await server.ask(asked);
    server.clock.now += 24 * 60 * 60_000;
    expect((await server.ask(asked)).headers.get('idempotency-replayed')).toBe('true');
    server.clock.now += 1;
    expect((await server.ask(asked)).headers.get('idempotency-replayed')).toBeNull();
  });

  test.each(['', 'a b', 'ü', 'x'.repeat(256)])('a key that is none is refused: %j', async (key) => {
    const header = Buffer.from(key).toString('latin1');
    const got = await server.ask({ method: 'POST', path: '/api/shops/S2/pause', headers: { 'idempotency-key': header } });
    expect(got.json).toMatchObject({ status: 422, errors: [{ parameter: 'Idempotency-Key' }] });
  });
});

describe('a write of several transactions', () => {
  test('while it is under way 409; then the first answer; another body 422', async () => {
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    const asked = post('/api/import/levels', 'h', levels('71'));
    const first = server.ask(asked);
    while (imports === 0) await new Promise((next) => setTimeout(next, 5));
    const meanwhile = await server.ask(asked);
    expect([meanwhile.json.code, meanwhile.headers.get('retry-after')]).toEqual(['in-progress', '1']);
    release();
    held = null;
    expect((await first).json).toMatchObject({ changed: 1, written: true });
    const again = await server.ask(asked);
    expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([(await first).text, 'true']);
    expect(imports).toBe(1);
    expect((await server.ask(post('/api/import/levels', 'h', levels('72')))).json.code).toBe('key-reused');
  });

  test('where a server was killed in it, the same request does it again', async () => {
    const asked = post('/api/import/levels', 'i', levels('73'));
    held = Promise.reject(new Error('killed'));
    held.catch(() => {});
    expect((await server.ask(asked)).status).toBe(500);
    held = null;
    expect((await server.ask(asked)).json).toMatchObject({ changed: 1, written: true });
    expect((await server.ask(asked)).headers.get('idempotency-replayed')).toBe('true');
  });
});
