/**
 * Earlier signed requests, sent again byte for byte at any moment and in any order, change nothing (promises B2, S5, S6).
 *
 * Two servers on folders that were filled alike are sent the same requests and the same changes; one of them gets the
 * replays as well. In the end their pools must be the same.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Engine } from '@tongbu/engine';
import { connectServer } from '../../../packages/cli/src/control-client.ts';
import { readStored, type Stored } from '../fuzz/pools.ts';
import { Random, SEED } from '../fuzz/random.ts';
import { type Recorded, Shopkeeper } from '../fuzz/shopkeeper.ts';
import { Tally } from '../fuzz/tally.ts';
import { type Rig, type Run, Violations } from '../rig.ts';
import { seedFolder } from '../seed.ts';
import { serve } from '../server.ts';
import { type Answer, openShop, type Shop } from '../shop.ts';

const LISTINGS = 60;
const SHIPMENTS = 60;
/** Replays for each request that is new. */
const REPLAYS_EACH = 12;
/** Replays at once. */
const AT_ONCE = 24;

/** A server with all that is needed to talk to it. */
interface Side {
  folder: string;
  url: string;
  shop: Shop;
  engine: Engine;
  stop(): Promise<void>;
}

async function open({ build, folder }: Run, name: string): Promise<Side> {
  const own = `${folder}/${name}`;
  await seedFolder(own, { listings: LISTINGS, shipments: SHIPMENTS });
  const server = await serve({ build, folder: own, flags: ['--log-level', 'error'] });
  const control = await connectServer(own);
  if (!control) throw new Error(`the server on ${own} has no control socket`);
  const shop = openShop(server.api);
  const stop = async () => {
    shop.close();
    await control.close();
    await server.stop();
  };
  return { folder: own, url: server.api, shop, engine: control.engine, stop };
}

const send = ({ shop, url }: Side, { target, body, headers }: Recorded): Promise<Answer> => shop.send({ url: url + target, body, headers });

/** Outside the window, a request is refused for its age: that is no replay that proves anything. */
const isTooOld = ({ text }: Answer) => /^\{"(status":7|code":1004),/.test(text);

/** Columns whose values are moments of the server's own clock, which are not the same on two servers. */
const OWN_CLOCK = new Set(['changed_at', 'last_at', 'retry_at', 'settled_at', 'shipped_at', 'created_at']);

/** What must be the same on both sides: everything in the pools but moments. */
function poolsOf({ tables }: Stored): Map<string, string> {
  const rows = new Map<string, string>();
  for (const table of ['listings', 'shipments', 'pool_counts']) {
    for (const row of tables[table] ?? []) {
      const told = Object.entries(row).filter(([column]) => !OWN_CLOCK.has(column));
      rows.set(`${table} ${Object.values(row).slice(0, 4).join(' ')}`, JSON.stringify(Object.fromEntries(told)));
    }
  }
  return rows;
}

export default {
  name: 'replay',
  about: 'earlier signed requests sent again, byte for byte, at any moment and in any order: the pools end as without them',
  count: 10_000,
  portion: 5000,
  short: 1_500,
  finds: { 'replayed-cancel': 3_000 },
  missing: () => [],
  async run(run) {
    const violations = new Violations();
    const [replayed, plain] = await Promise.all([open(run, 'replayed'), open(run, 'plain')]);
    const random = new Random(run.seed);
    const keeper = new Shopkeeper(random, [replayed.engine, plain.engine], { listings: LISTINGS, shipments: SHIPMENTS });
    const kept: Recorded[] = [];
    const kinds = new Tally('request', Shopkeeper.kinds);
    const again = new Tally('replay', Shopkeeper.kinds);
    let [sent, tooOld, running, wanted] = [0, 0, 0, 0];
    const replaying = new Set<Promise<void>>();
    const replay = async () => {
      // Late ones as often as those that have just been answered.
      const recent = Math.max(0, kept.length - 20);
      const request = kept[random.int(random.chance(0.5) ? recent : 0, kept.length - 1)] as Recorded;
      running++;
      const answer = await send(replayed, request).finally(() => running--);
      if (answer.http !== 200) violations.add(`HTTP ${answer.http} to a replay of ${request.kind}: ${answer.text.slice(0, 200)}`);
      if (isTooOld(answer)) tooOld++;
      else {
        sent++;
        again.add(request.kind);
      }
    };
    while (sent < run.count) {
      await keeper.change();
      const request = await keeper.request();
      const [one, other] = await Promise.all([send(replayed, request), send(plain, request)]);
      kinds.add(request.kind);
      if (!request.isPull && one.text !== other.text) {
        violations.add(
          `${request.kind} ${request.body} is answered ${one.text} beside replays, ${other.text} without (TONGBU_SEED=${SEED})`,
        );
      }
      kept.push(request);
      for (wanted += REPLAYS_EACH; wanted > 0; wanted--) {
        while (running >= AT_ONCE) await turn();
        const one = replay().finally(() => replaying.delete(one));
        replaying.add(one);
      }
      run.progress(`${sent} of ${run.count}`);
    }
    await Promise.all(replaying);
    await Promise.all([replayed.stop(), plain.stop()]);
    const [with_, without] = [readStored(replayed.folder), readStored(plain.folder)];
    const expected = poolsOf(without);
    const found = poolsOf(with_);
    if (found.size !== expected.size) violations.add(`${found.size} rows in the pools with replays, ${expected.size} without`);
    for (const [key, row] of expected) {
      if (found.get(key) !== row) violations.add(`${key}: with replays ${found.get(key)}, without ${row} (TONGBU_SEED=${SEED})`);
    }
    for (const tally of [kinds, again]) tally.check(violations);
    return {
      figures: {
        replays: sent,
        'of requests': kept.length,
        'too old to count': tooOld,
        'kinds of request': String(kinds.size),
        changes: keeper.changes,
        'rows compared': expected.size,
        'elements in the journal': with_.journal['demo']?.length ?? 0,
        seed: String(SEED),
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
