/**
 * Keeps a shop in step with the ERP: node main.ts, every few minutes. Node 22.18 or later, and @tongbu/client.
 *
 * URL, SELLER, KEY, SECRET, SHOP: the account and the number of the shop. EDITION: enterprise (default) or flagship.
 * STATE: beginning of the files that hold what the shop said until it is acknowledged; "state" by default.
 */
import { type Client, createClient, type Pool, type ShipmentReport, type StockReport } from '@tongbu/client';
import { Journal } from './journal.ts';
import { Refusal, setStock, ship } from './shop.ts';

const { EDITION = 'enterprise', URL = '', SELLER = '', KEY = '', SECRET = '', SHOP = '', STATE = 'state', PATIENCE_MS } = process.env;

/** Told to stop: nothing new is begun, and what is in hand has five seconds to be acknowledged. */
const stop = new AbortController();
const giveUp = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stop.abort();
    setTimeout(() => giveUp.abort(), 5_000).unref();
  });
}

const client: Client = createClient({
  edition: EDITION as 'enterprise',
  ...{ url: URL, seller: SELLER, key: KEY, secret: SECRET },
  // It waits for rate limits, and repeats what is safe to repeat, by itself.
  ...(PATIENCE_MS && { patienceMs: Number(PATIENCE_MS) }),
  onPause: ({ method, code, pauseMs }) => console.error(`${method}: ${code}, once more in ${Math.round(pauseMs)} ms`),
});

/**
 * One pass over a pool: pull, apply, acknowledge what was said of it. The iterator reads the pool as it must be read, and ends.
 *
 * @param nameOf what people call a record
 */
async function keepUp<R, Report extends StockReport | ShipmentReport>(
  name: string,
  pool: Pool<R, Report>,
  nameOf: (record: R) => string,
  apply: (record: R) => Promise<void>,
): Promise<void> {
  const tell = (text: string) => console.error(`${name}: ${text}`);
  const journal = new Journal<Report>(`${STATE}-${name}`);
  await acknowledge(); // the last run ended between the shop's word and the acknowledgement
  const pages = pool.pull({
    ...{ shop: SHOP, signal: stop.signal },
    onUnreadable: ({ where, reason, raw }) => tell(`cannot be read, and waits: ${where}: ${reason}: ${raw}`),
    onSkip: ({ listing, reason }) => tell(`${listing} is not offered: ${reason}`),
  });
  for await (const page of pages) {
    for (const record of page) {
      if (stop.signal.aborted) break;
      journal.add({ record, ...(await said(record)) } as unknown as Report);
    }
    await acknowledge();
    if (stop.signal.aborted) break;
  }

  /** Whatever goes wrong with one record is said of it alone. */
  async function said(record: R): Promise<Pick<Report, 'outcome' | 'message'>> {
    try {
      await apply(record);
      return { outcome: 'success' };
    } catch (error) {
      // The shop says no, and will again; or not now, or nobody knows why, and the same may succeed later.
      const outcome = error instanceof Refusal ? 'fail' : 'retry';
      const { message } = error as Error;
      tell(`${nameOf(record)}: ${outcome}: ${message}`);
      return { outcome, message };
    }
  }

  async function acknowledge(): Promise<void> {
    const reports = journal.read();
    if (reports.length === 0) return journal.clear();
    const { accepted, rejected } = await pool.acknowledge(reports, { signal: giveUp.signal });
    for (const { record, reason } of rejected) tell(`rejected: ${reason}: ${JSON.stringify(record)}`);
    console.log(`${name}: ${accepted.length} acknowledged`);
    // Not reached: all is said once more at the next start. Saying the same twice changes nothing.
    if (!rejected.some(({ retryable }) => retryable)) journal.clear();
  }
}

const passes = [
  () => keepUp('stock', client.stock, ({ listing }) => listing, setStock),
  () => keepUp('shipments', client.shipments, ({ shipment }) => shipment, ship),
];
for (const pass of passes) {
  try {
    await pass();
  } catch (error) {
    if (stop.signal.aborted) break; // it was told to stop while it waited for an answer: nothing is lost
    // One pool that cannot be worked with keeps nobody from the other.
    console.error(String(error));
    process.exitCode = 1;
  }
}
