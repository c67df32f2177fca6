/** A shop behind the webhook that does nothing but check the signature and say that all is applied. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isGenuine } from '@tongbu/bridge';
import { answerCalls } from '../child.ts';

/** What the process can do. */
export type Receiver = {
  /** Listens. @returns its address */
  start(input: { secret: string }): Promise<string>;
  /** How many records it has taken since it was last asked. */
  taken(input: undefined): number;
};

let taken = 0;

const handlers: Receiver = {
  async start({ secret }) {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const body = Buffer.concat(parts).toString('utf8');
      if (!isGenuine(key, (name) => request.headers[name] as string, body, Date.now())) return response.writeHead(401).end();
      const { data } = JSON.parse(body) as { data: { changes?: { key: string; quantity: string }[] } };
      const results = (data.changes ?? []).map(({ key: record, quantity }) => ({ key: record, result: 'applied', quantity }));
      taken += results.length;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  },
  taken() {
    const before = taken;
    taken = 0;
    return before;
  },
};

answerCalls(handlers);
