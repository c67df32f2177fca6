/** A large pool against a small one, call by call. */
import type { Options } from './case.ts';
import { startChild } from './child.ts';
import { median, whole } from './figures.ts';
import type { Drain, Drained } from './load/drain.ts';
import type { Feed } from './load/feed.ts';
import { copyPool } from './pool.ts';
import { startServer } from './server.ts';

const SMALL = 10_000;
const SIZE = 100;

/** Pulls and acknowledgements of a block: half of the small pool, whose levels change again afterwards. */
const TURNS = 50;

/** Per block, the median time of a call in the large pool over that in the small one. */
export interface Flatness {
  pull: number[];
  ack: number[];
  details: { pull: string; ack: string };
}

let measured: Promise<Flatness> | undefined;

/** Measures once for both cases. */
export function flatness(options: Options): Promise<Flatness> {
  measured ??= compare(options);
  return measured;
}

async function compare({ rows, rounds, progress }: Options): Promise<Flatness> {
  progress(`preparing pools of ${whole(SMALL)} and ${whole(rows)}`);
  const folders = [await copyPool(SMALL, 'small'), await copyPool(rows, 'large')] as const;
  const servers = [await startServer(folders[0]), await startServer(folders[1])] as const;
  const client = startChild<Drain>(new URL('load/drain.ts', import.meta.url));
  const feed = startChild<Feed>(new URL('load/feed.ts', import.meta.url));
  const blocks: [Drained, Drained][] = [];
  try {
    for (let block = 0; block <= 2 * rounds; block++) {
      progress(block === 0 ? 'warming up' : `block ${block} of ${2 * rounds}`);
      const drained: Drained[] = [];
      for (const { port } of servers) drained.push(await client.call('drain', { port, turns: TURNS, size: SIZE }));
      if (block > 0) blocks.push(drained as [Drained, Drained]);
      const first = (block * TURNS * SIZE) % SMALL;
      for (const folder of folders) await feed.call('once', { folder, first: first + 1, count: TURNS * SIZE });
    }
  } finally {
    await Promise.all([client.stop(), feed.stop(), ...servers.map((server) => server.stop())]);
  }
  const ratios = (of: keyof Drained) => blocks.map(([small, large]) => median(large[of]) / median(small[of]));
  const times = (of: keyof Drained) => {
    const [small, large] = [0, 1].map((place) => median(blocks.flatMap((block) => (block[place] as Drained)[of])).toFixed(2));
    return `${large} ms with ${whole(rows)} listings, ${small} ms with ${whole(SMALL)}`;
  };
  return { pull: ratios('pullMs'), ack: ratios('ackMs'), details: { pull: times('pullMs'), ack: times('ackMs') } };
}
