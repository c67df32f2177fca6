import { openFolder } from '@tongbu/engine';
import { repeatsOf, voidOf } from '../acks.ts';
import type { Case, Measured } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span, whole } from '../figures.ts';
import type { Load, Loaded } from '../load/acks.ts';
import type { Flood } from '../load/flood.ts';
import { copyPool } from '../pool.ts';
import { startServer } from '../server.ts';

/** Acknowledgements of a round, one listing each, over the connections of a few shops. */
const REQUESTS = 5_000;
const SHOPS = 8;

/** The other seller: a key of its own with the limits that every key has, called over so many connections without pause. */
const FLOODER = { sid: 'flood', key: 'flood-app', secret: 'f100d1f100d1f100' };
const FLOOD_CONNECTIONS = 8;

/** A round of acknowledgements, and the same while another seller floods. */
interface Pair {
  quiet: Loaded;
  flooded: Loaded;
  perSecond: number;
  refused: number;
}

export default {
  name: 'p99-flood',
  about:
    'p99 of acknowledgements of one listing over 8 connections while another seller calls without pause, over that of the same without',
  target: { bound: 'most', limit: 2, unit: '×' },
  async run({ rounds, progress }): Promise<Measured> {
    progress('preparing a pool');
    const sent = REQUESTS * (1 + 2 * rounds);
    const folder = await copyPool(200_000, 'served');
    await addFlooder(folder);
    const load = startChild<Load>(new URL('../load/acks.ts', import.meta.url));
    const flood = startChild<Flood>(new URL('../load/flood.ts', import.meta.url));
    const server = await startServer(folder);
    const seen: Pair[] = [];
    let first = 1;
    const acknowledge = async () => {
      await load.call('prepare', { edition: 'enterprise', port: server.port, first, requests: REQUESTS, size: 1 });
      first += REQUESTS;
      return load.call('run', { connections: SHOPS });
    };
    try {
      progress('warming up');
      await acknowledge();
      for (let round = 1; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}`);
        const quiet = await acknowledge();
        await flood.call('start', { port: server.port, connections: FLOOD_CONNECTIONS, ...FLOODER });
        const flooded = await acknowledge();
        seen.push({ quiet, flooded, ...(await flood.call('stop', undefined as never)) });
      }
    } finally {
      await Promise.all([load.stop(), flood.stop(), server.stop()]);
    }
    const ratios = seen.map(({ quiet, flooded }) => flooded.p99Ms / quiet.p99Ms);
    return { value: median(ratios), details: [told(seen, ratios)], ...voidOf(repeatsOf(folder, sent)) };
  },
} satisfies Case;

function told(seen: Pair[], ratios: number[]): string {
  const ms = (of: (pair: Pair) => number) => `${median(seen.map(of)).toFixed(1)} ms`;
  const rate = (of: (pair: Pair) => Loaded) => whole(median(seen.map((pair) => of(pair).requests / of(pair).seconds)));
  const p99 = `p99 ${ms(({ flooded }) => flooded.p99Ms)} against ${ms(({ quiet }) => quiet.p99Ms)} (${span(ratios)} ×)`;
  const flooding = `the flood: ${whole(median(seen.map(({ perSecond }) => perSecond)))}/s, ${(median(seen.map(({ refused }) => refused)) * 100).toFixed(0)} % refused`;
  return `${p99}, ${rate(({ flooded }) => flooded)}/s against ${rate(({ quiet }) => quiet)}/s; ${flooding}`;
}

async function addFlooder(folder: string): Promise<void> {
  const { engine, close } = await openFolder(folder);
  const now = Date.now();
  await engine.addSeller({ seller: FLOODER.sid, now });
  const free = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };
  await engine.addKey({ seller: FLOODER.sid, edition: 'enterprise', appKey: FLOODER.key, secret: FLOODER.secret, ...free, now });
  await close();
}
