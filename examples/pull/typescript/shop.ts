/** Pulls what waits, gives it to the shop, and acknowledges only what the shop confirmed. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createClient, type Pool, type ShipmentRecord, type ShipmentReport, type StockRecord, type StockReport } from '@tongbu/client';

const { EDITION = 'enterprise', URL = '', SELLER = '', KEY = '', SECRET = '', SHOP = '', STATE = 'state' } = process.env;

const client = createClient({
  edition: EDITION as 'enterprise',
  url: URL,
  seller: SELLER,
  key: KEY,
  secret: SECRET,
  onPause: ({ method, code, pauseMs }) => console.error(`${method}: ${code}, once more in ${Math.round(pauseMs)} ms`),
});

/** Your shop: set the number, absolute, and return when it is there for good. Throw where it is not. */
async function setStock({ goodsId, specId, quantity }: StockRecord): Promise<void> {
  console.log(`stock ${goodsId} ${specId} = ${quantity}`);
}

/** Your shop: ship these sub-orders, all of them where there are none; what was shipped under this number before is done already. */
async function ship({ tid, oids, carrier, trackingNumber }: ShipmentRecord): Promise<void> {
  if (oids === null) throw new Error('nobody knows which sub-orders');
  console.log(`ship ${tid} [${oids.join(' ')}] ${carrier.code} ${trackingNumber}`);
}

/** Pulls one pool until nothing new comes. */
async function keepUp<R, Report extends { record: unknown }>(name: string, pool: Pool<R, Report>, apply: (record: R) => Promise<Report>) {
  const journal = `${STATE}-${name}.json`;
  // Confirmed by the shop and perhaps not acknowledged: the last run ended in between. Saying it twice changes nothing.
  if (existsSync(journal)) await acknowledge(JSON.parse(readFileSync(journal, 'utf8')));
  for await (const page of pool.pull({ shop: SHOP })) {
    const reports: Report[] = [];
    for (const record of page) {
      reports.push(await apply(record));
      writeFileSync(journal, JSON.stringify(reports));
    }
    await acknowledge(reports);
  }

  async function acknowledge(reports: Report[]): Promise<void> {
    const { accepted, rejected } = await pool.acknowledge(reports);
    console.log(`${name}: ${accepted.length} acknowledged`);
    for (const { record, reason } of rejected) console.error(`${name}: rejected: ${reason}: ${JSON.stringify(record)}`);
    rmSync(journal, { force: true });
  }
}

await keepUp('stock', client.stock, async (record): Promise<StockReport> => {
  try {
    await setStock(record);
    return { record, outcome: 'success' };
  } catch (error) {
    return { record, outcome: 'fail', message: String(error) };
  }
});

await keepUp('shipments', client.shipments, async (record): Promise<ShipmentReport> => {
  try {
    await ship(record);
    return { record, outcome: 'success' };
  } catch (error) {
    return { record, outcome: 'retry', message: String(error) };
  }
});
