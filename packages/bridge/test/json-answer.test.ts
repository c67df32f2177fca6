/** What a shop's API may answer, over a real socket. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { jsonAnswer } from '../src/shops/json-answer.ts';

let close: (() => void) | undefined;
afterEach(() => close?.());

async function serve(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/admin?secret=1`);
}

const ask = (url: URL, more: object = {}) =>
  jsonAnswer({
    method: 'POST',
    url,
    headers: { 'x-key': 'k' },
    body: { a: '顺丰' },
    timeoutMs: 300,
    signal: new AbortController().signal,
    ...more,
  });

describe('an answer of a shop', () => {
  test.each([200, 400, 404, 500])('HTTP %i with JSON is an answer', async (status) => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (data) => (body += data));
      request.on('end', () => response.writeHead(status).end(JSON.stringify({ got: JSON.parse(body), key: request.headers['x-key'] })));
    });
    expect(await ask(url)).toMatchObject({ status, body: { got: { a: '顺丰' }, key: 'k' } });
  });

  test.each<[string, RequestListener, RegExp, object]>([
    [
      '429 with seconds',
      (_, response) => void response.writeHead(429, { 'retry-after': '7' }).end('{}'),
      /HTTP 429/,
      { retryAfterMs: 7000 },
    ],
    ['503', (_, response) => void response.writeHead(503).end('{}'), /HTTP 503/, { retryAfterMs: undefined }],
    [
      '503 with nonsense',
      (_, response) => void response.writeHead(503, { 'retry-after': 'soon' }).end(),
      /503/,
      { retryAfterMs: undefined },
    ],
    ['200 with HTML', (_, response) => void response.setHeader('content-type', 'text/html').end('<p>'), /text\/html instead of JSON/, {}],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(), /HTTP 302/, {}],
    ['half an answer', (_, response) => void response.writeHead(200, { 'content-length': '9' }).write('{'), /within 300 ms/, {}],
    ['no answer', () => {}, /within 300 ms/, {}],
    ['a cut connection', (request) => void request.socket.destroy(), /cannot be reached/, {}],
  ])('%s: the shop is down', async (_, answer, message, more) => {
    const error = await ask(await serve(answer)).catch((cause) => cause);
    expect(error).toMatchObject({ name: 'ShopDownError', isFinal: false, message: expect.stringMatching(message), ...more });
    expect(error.message).not.toContain('secret');
  });

  test('a date in Retry-After is a pause from now on', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end(),
    );
    const { retryAfterMs } = await ask(url).catch((cause) => cause);
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('nobody there', async () => {
    const url = await serve(() => {});
    close?.();
    await expect(ask(url)).rejects.toThrow(/cannot be reached: .*ECONNREFUSED/);
  });

  test('a caller that gives up is told its own reason', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort(new Error('stopping')));
    await expect(ask(url, { signal: controller.signal })).rejects.toThrow('stopping');
    await expect(ask(url, { signal: controller.signal })).rejects.toThrow('stopping');
  });
});
