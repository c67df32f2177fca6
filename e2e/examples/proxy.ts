/** Stands between a shop and the server, and writes other quantities into the answers on their way: what no server of ours would say. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that runs. */
export interface Proxy {
  url: string;
  /** Acknowledgements that went through: the body, or the list in it where it is a form. */
  acknowledged: string[];
  stop(): Promise<void>;
}

/** @param quantities what each SKU is said to have, as it shall stand in the JSON; none by default */
export async function startProxy(target: string, quantities: Record<string, string> = {}): Promise<Proxy> {
  const acknowledged: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { 'content-type': type = '' } = request.headers;
    const form = new URLSearchParams(body);
    if (/_ack|syncSuccess|\.update/.test(request.url ?? ''))
      acknowledged.push(form.get('stock_sync_list') ?? form.get('logistics_list') ?? body);
    const answer = await fetch(`${target}${request.url}`, { method: 'POST', headers: { 'content-type': type }, body });
    const rows = (await answer.text()).split(/(?<=\}),(?=\{)/).map((row) => {
      const [, said] = Object.entries(quantities).find(([sku]) => row.includes(`"${sku}"`)) ?? [];
      if (said === undefined) return row;
      const json = Number.isNaN(Number(said)) ? `"${said}"` : said;
      return row.replace(/"(syn_stock|sync_stock)":[^,}]*/, (_, name) => `"${name}":${json}`);
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(rows.join(','));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acknowledged,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
