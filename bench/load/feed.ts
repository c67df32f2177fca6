/** A stock feed: what `tongbu import levels` does to a server that runs. A process; see `child.ts`. */
import { importKind, type OpenEngine } from '@tongbu/engine';
import { connectServer } from '../../packages/cli/src/control-client.ts';
import { checkFile } from '../../packages/cli/src/import/check.ts';
import type { Row } from '../../packages/cli/src/import/row.ts';
import { sliceOf } from '../../packages/cli/src/import/slices.ts';
import { writeFile } from '../../packages/cli/src/import/write.ts';
import { answerCalls } from '../child.ts';
import { SELLER, specNoOf } from '../pool.ts';

/** Which items' levels: so many, from one on. */
interface Items {
  folder: string;
  first: number;
  count: number;
}

let feeding: Promise<{ batches: number; seconds: number }> | undefined;
let isStopping = false;
let stock = 1_000;

const handlers = {
  /** Changes the level of every item once, and waits until all is done. */
  async once(items: Items): Promise<void> {
    const server = await connected(items.folder);
    await importLevels(server, items);
    await server.close();
  },

  /** Does it again and again until {@link handlers.stop}. */
  start(items: Items): void {
    isStopping = false;
    feeding = feed(items);
  },

  /** @returns how many batches were written whole, and in which time */
  async stop() {
    isStopping = true;
    return await feeding;
  },
};

/** The calls of this process. */
export type Feed = typeof handlers;

async function feed(items: Items): Promise<{ batches: number; seconds: number }> {
  const server = await connected(items.folder);
  const began = performance.now();
  let batches = 0;
  for (; !isStopping; batches++) await importLevels(server, items);
  await server.close();
  return { batches, seconds: (performance.now() - began) / 1000 };
}

async function connected(folder: string): Promise<OpenEngine> {
  const server = await connectServer(folder);
  if (!server) throw new Error(`no server answers on ${folder}`);
  return server;
}

/** Both passes of the command, over rows in another order than the listings'. */
async function importLevels({ engine }: OpenEngine, { first, count }: Items): Promise<void> {
  stock++;
  const kind = importKind('levels');
  const at = { seller: SELLER, kind, onRows: () => {} };
  const checked = await checkFile(engine, { ...at, rows: levels(first, count), keep: 1 });
  const written = await writeFile(engine, { ...at, rows: levels(first, count), size: sliceOf('levels', true), partial: false });
  if (checked.bad > 0 || written.changed !== count) throw new Error(`the feed changed ${written.changed} of ${count} levels`);
}

/** Prime, and no divisor of a count in use: every item comes once, far from the one before. */
const STRIDE = 7_919;

async function* levels(first: number, count: number): AsyncGenerator<Row[]> {
  yield Array.from({ length: count }, (_, line): Row => {
    const spec_no = specNoOf(first + ((line * STRIDE) % count));
    return { line, record: { spec_no, warehouse_no: 'HZ01', stock_num: String(stock) } };
  });
}

answerCalls(handlers);
