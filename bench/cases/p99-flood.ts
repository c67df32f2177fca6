import { openFolder } from '@tongbu/engine';
import { repeatsOf, voidOf } from '../acks.ts';
import type { Case, Measured } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span, whole } from '../figures.ts';
import type { Load, Loaded } from '../load/acks.ts';
import type { Flood, Flooded } from '../load/flood.ts';
import { copyPool } from '../pool.ts';
import { startServer } from '../server.ts';

/** Acknowledgements of a round, one listing each, over the connections of a few shops. */
const REQUESTS = 5_000;
const SHOPS = 8;

/** The other seller: a key for each round, with the limits that every key has, called over so many connections without pause. */
const FLOODER = { sid: 'flood', secret: 'f100d1f100d1f100' };
const FLOOD_CONNECTIONS = 8;
const floodKey = (round: number) => `flood-${round}`;

/** A round of acknowledgements, the same while another seller floods within its limit, and once it is refused for the minute. */
interface Trio {
  quiet: Loaded;
  within: Loaded & Flooded;
  beyond: Loaded & Flooded;
}

export default {
  name: 'p99-flood',
  about:
    'p99 of acknowledgements of one listing over 8 connections while another seller calls without pause, over that of the same without; the worse of within its limit and beyond it',
  target: { bound: 'most', limit: 2, unit: '×' },
  async run({ rounds, progress }): Promise<Measured> {
    progress('preparing a pool');
    const sent = REQUESTS * (1 + 3 * rounds);
    const folder = await copyPool(200_000, 'served');
    await addFlooder(folder, rounds);
    const load = startChild<Load>(new URL('../load/acks.ts', import.meta.url));
    const flood = startChild<Flood>(new URL('../load/flood.ts', import.meta.url));
    const server = await startServer(folder);
    const seen: Trio[] = [];
    let first = 1;
    const acknowledge = async () => {
      await load.call('prepare', { edition: 'enterprise', port: server.port, first, requests: REQUESTS, size: 1 });
      first += REQUESTS;
      return load.call('run', { connections: SHOPS });
    };
    const acknowledgeInFlood = async () => {
      await flood.call('count', undefined as never);
      return { ...(await acknowledge()), ...(await flood.call('counted', undefined as never)) };
    };
    try {
      progress('warming up');
      await acknowledge();
      for (let round = 1; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}`);
        const quiet = await acknowledge();
        await flood.call('start', { port: server.port, connections: FLOOD_CONNECTIONS, ...FLOODER, key: floodKey(round) });
        const within = await acknowledgeInFlood();
        await flood.call('untilRefused', undefined as never);
        const beyond = await acknowledgeInFlood();
        await flood.call('stop', undefined as never);
        seen.push({ quiet, within, beyond });
      }
    } finally {
      await Promise.all([load.stop(), flood.stop(), server.stop()]);
    }
    const [within, beyond] = [ratiosOf(seen, 'within'), ratiosOf(seen, 'beyond')];
    const details = [told(seen, 'within', within), told(seen, 'beyond', beyond)];
    return { value: Math.max(median(within), median(beyond)), details, ...voidOf(repeatsOf(folder, sent)) };
  },
} satisfies Case;

type While = 'within' | 'beyond';

const ratiosOf = (seen: Trio[], which: While) => seen.map((trio) => trio[which].p99Ms / trio.quiet.p99Ms);

function told(seen: Trio[], which: While, ratios: number[]): string {
  const of = (value: (trio: Trio) => number) => median(seen.map(value));
  const ms = (value: (trio: Trio) => number) => `${of(value).toFixed(1)} ms`;
  const rate = ({ requests, seconds }: Loaded) => requests / seconds;
  const p99 = `p99 ${ms((trio) => trio[which].p99Ms)} against ${ms(({ quiet }) => quiet.p99Ms)} (${span(ratios)} ×)`;
  const rates = `${whole(of((trio) => rate(trio[which])))}/s against ${whole(of(({ quiet }) => rate(quiet)))}/s`;
  const share = `${(of((trio) => trio[which].refused) * 100).toFixed(0)} % refused`;
  return `${which} its limit: ${p99}, ${rates}; the flood: ${whole(of((trio) => trio[which].perSecond))}/s, ${share}`;
}

async function addFlooder(folder: string, keys: number): Promise<void> {
  const { engine, close } = await openFolder(folder);
  const now = Date.now();
  await engine.addSeller({ seller: FLOODER.sid, now });
  const free = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };
  for (let round = 1; round <= keys; round++)
    await engine.addKey({ seller: FLOODER.sid, edition: 'enterprise', appKey: floodKey(round), secret: FLOODER.secret, ...free, now });
  await close();
}
