/**
 * The packed client's own little suite: a shop kept in step with a real server, whatever runs it. Plain JavaScript, for it is copied
 * beside the installed tarball and run there by Node, Deno, Bun and browsers.
 */
import { ClockError, createClient, NetworkError } from '@tongbu/client';

/** @param print told a line for each thing that happened; the lines are the same everywhere */
export async function loop({ edition, url, seller, key, secret, shop }, print) {
  const account = { edition, seller, key, secret };
  const client = createClient({ ...account, url, patienceMs: 5_000, onPause: ({ code }) => print(`paused: ${code}`) });
  for await (const page of client.stock.pull({ shop, limit: 10 })) {
    const reports = page.map((record) =>
      record.specNo === 'SKU-3' ? { record, outcome: 'fail', message: '商城没有它 🎉' } : { record, outcome: 'success' },
    );
    const { accepted, rejected } = await client.stock.acknowledge(JSON.parse(JSON.stringify(reports)));
    print(
      `stock: ${page.map(({ specNo, quantity }) => `${specNo}=${quantity}`).join(' ')}; ${accepted.length} accepted, ${rejected.length} not`,
    );
  }
  for await (const page of client.shipments.pull({ shop })) {
    const reports = page.map((record) => ({ record, outcome: record.part ? 'success' : 'fail', message: '商城没有它 🎉' }));
    const { accepted, rejected } = await client.shipments.acknowledge(reports);
    print(`shipments: ${page.map(({ oids }) => oids?.length).join(' ')}; ${accepted.length} accepted, ${rejected.length} not`);
  }
  const pullOnce = (options) =>
    createClient({ ...account, url, patienceMs: 0, ...options })
      .stock.pull({ shop })
      .next();
  const failed = (call) =>
    call.then(
      () => 'no error',
      (error) => error,
    );
  const late = await failed(pullOnce({ clock: () => Date.now() - 600_000 }));
  print(`a clock that is late: ${late instanceof ClockError} ${late.code} ${Math.round(late.skewMs / 60_000)} min`);
  const nobody = await failed(pullOnce({ url: 'http://127.0.0.1:9' }));
  print(`nobody there: ${nobody instanceof NetworkError} ${nobody.code} ${nobody.retryable}`);
  const stop = new AbortController();
  stop.abort(new Error('enough'));
  print(`ended: ${(await failed(pullOnce({ signal: stop.signal }))).code}`);
}
