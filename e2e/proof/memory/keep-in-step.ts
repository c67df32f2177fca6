/** A shop of a few lines that uses the client as its documentation says, until it is told to end. A process of `rigs/memory.ts`. */
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type Edition } from '@tongbu/client';

const [edition, url, shop] = process.argv.slice(2) as [Edition, string, string | undefined];
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

const client = createClient({ edition, url, seller: 'demo', key: 'k', secret: edition === 'flagship' ? 's:t' : 's', signal: stop.signal });
try {
  while (!stop.signal.aborted) {
    for await (const records of client.stock.pull({ limit: 100, ...(shop && { shop }) })) {
      const { rejected } = await client.stock.acknowledge(records.map((record) => ({ record, outcome: 'success' })));
      if (rejected.length > 0) throw new Error(`the ERP did not take ${rejected.length}: ${rejected[0]?.reason}`);
    }
    await pause(20, undefined, { signal: stop.signal });
  }
} catch (error) {
  if (!stop.signal.aborted) throw error;
}
