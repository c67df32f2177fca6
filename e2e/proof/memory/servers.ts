/** The ERP with changes without end, and the shop that says yes to everything, over HTTP. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EndlessErp } from './endless-changes.ts';

/** A server of this process. */
export interface Listening {
  url: string;
  close(): void;
}

/** Lets an ERP be called. */
export function serveErp(erp: EndlessErp): Promise<Listening> {
  return listen((url, body) => erp.answer(url, body));
}

/** A shop behind a webhook that says of everything that it is done. */
export function serveObligingShop(): Promise<Listening> {
  return listen((_, body) => {
    const { data } = JSON.parse(body) as { data: { changes?: { key: string; quantity: string }[] } };
    return JSON.stringify({ results: (data.changes ?? []).map(({ key, quantity }) => ({ key, result: 'applied', quantity })) });
  });
}

async function listen(answer: (url: string, body: string) => string): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer(request.url ?? '/', body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
