/** An ERP that feeds levels to a server that runs. A process; see `child.ts`. */
import { feedLevels, LARGEST_FEED, type OpenEngine } from '@tongbu/engine';
import { connectServer } from '../../packages/cli/src/control-client.ts';
import { answerCalls } from '../child.ts';
import { SELLER, specNoOf } from '../pool.ts';

const SOURCE = 'erp';

let server: OpenEngine | undefined;
let sequence = 0;

const handlers = {
  async connect({ folder }: { folder: string }): Promise<void> {
    server = (await connectServer(folder)) ?? undefined;
    if (!server) throw new Error(`no server answers on ${folder}`);
  },

  /**
   * Feeds the levels of these items, all of one quantity, in the largest batches.
   *
   * @returns how long it took, in seconds
   */
  async feed({ items, stock }: { items: number[]; stock: string }): Promise<number> {
    const rows = items.map((item) => ({ spec_no: specNoOf(item), warehouse_no: 'HZ01', stock_num: stock }));
    const { engine } = server as OpenEngine;
    let applied = 0;
    const began = performance.now();
    for (let start = 0; start < rows.length; start += LARGEST_FEED) {
      const batch = { seller: SELLER, source: SOURCE, sequence: ++sequence, rows: rows.slice(start, start + LARGEST_FEED) };
      const fed = await feedLevels(engine, { ...batch, actor: 'bench', now: Date.now() });
      if (fed.outcome === 'refused') throw new Error(fed.message);
      applied += fed.applied;
    }
    const seconds = (performance.now() - began) / 1000;
    if (applied !== items.length) throw new Error(`the feed changed ${applied} of ${items.length} levels`);
    return seconds;
  },

  /** Moves one item; the listings that sell it follow while the server serves. */
  async move({ item, stock }: { item: number; stock: string }): Promise<void> {
    const records = [{ spec_no: specNoOf(item), warehouse_no: 'HZ01', stock_num: stock }];
    const { engine } = server as OpenEngine;
    const { changed } = await engine.importRows({ seller: SELLER, kind: 'levels', records, now: Date.now(), partial: false });
    if (changed !== 1) throw new Error(`item ${item} did not move`);
  },

  async close(): Promise<void> {
    await server?.close();
  },
};

/** The calls of this process. */
export type Erp = typeof handlers;

answerCalls(handlers);
