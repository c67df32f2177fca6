/** A valid key that is not the owner's, against every interface with the owner's names in hand (promise B7). */
import { enterpriseRequest, flagshipRequest } from '@tongbu/client';
import { enterpriseAttempts, flagshipAttempts, type Names } from '../fuzz/attempts.ts';
import { type Interface, interfaces } from '../fuzz/calls.ts';
import { Pipe } from '../fuzz/pipe.ts';
import { checkStored, readStored, type Stored } from '../fuzz/pools.ts';
import { Random, SEED } from '../fuzz/random.ts';
import { ATTACKERS, type Attacker, CANARY, KNOWN, RECORDS, SHARED, seedVictim } from '../fuzz/victim.ts';
import type { Holder } from '../fuzz/world.ts';
import { type Rig, Violations } from '../rig.ts';
import { KEYS } from '../seed.ts';
import { serve } from '../server.ts';
import { openShop } from '../shop.ts';

const CONNECTIONS = 12;
/** Attempts in a row on one connection; each is a request and its twin. */
const IN_A_ROW = 6;
const VICTIM = KEYS.flagship.sid;

/** Far beyond every number there is. */
const GHOST = 900_000;
const victims: Names = { ...KNOWN, record: (n) => n };
const ghosts: Names = {
  record: (n) => GHOST + n,
  shop: KNOWN.shop.replace('KNOWN', 'GHOST'),
  warehouse: KNOWN.warehouse.replace('KNOWN', 'GHOST'),
  tid: (n) => KNOWN.tid(n).replace('KNOWN', 'GHOST'),
  trackingNumber: (n) => KNOWN.trackingNumber(n).replace('KNOWN', 'GHOST'),
};

/** A request as bytes. */
function signed({ edition, method }: Interface, holder: Holder, names: Names, n: number, seed: number): Buffer {
  const random = new Random(seed);
  const account = { url: 'http://tongbu.test', ...holder };
  const { url, body } =
    edition === 'flagship'
      ? flagshipRequest(
          account,
          method.name,
          JSON.stringify(flagshipAttempts[method.name]?.(random, names, n)),
          Date.now(),
          PAGE(method.paged),
        )
      : enterpriseRequest(account, method.name, enterpriseAttempts[method.name]?.(random, names, n) ?? {}, Date.now());
  const target = url.slice(account.url.length);
  return Buffer.from(`POST ${target} HTTP/1.1\r\nHost: t\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

const PAGE = (paged: boolean | undefined) => (paged ? { size: 100, page: 0, total: true } : undefined);

/** An answer without the names that were asked for; the victim's numbers in an attempt lie close together. */
function withoutNames(body: string, { record }: Names, n: number): string {
  const own = Array.from({ length: 4 }, (_, i) => record(n + i)).join('|');
  return body.replace(new RegExp(`(?<!\\d)(${own})(?!\\d)`, 'g'), '#').replaceAll('GHOST', 'KNOWN');
}

/** Which requests were applied, refused ones too: a note of who asked, as the journal is. */
const MEMORY = 'applied';

/** Rows of the victim: all but those of the journal that an attacker's own elements left, which have no effect. */
function victimRows({ tables, journal }: Stored): string {
  const own = Object.entries(tables)
    .filter(([table]) => table !== MEMORY)
    .map(([table, rows]) => [table, rows.filter(({ seller }) => seller === VICTIM)]);
  const attackers = new Set(Object.entries(ATTACKERS['a key of another shop']).map(([edition, { key }]) => `${edition}:${key}`));
  return JSON.stringify([
    own,
    journal[VICTIM]?.filter(({ actor, effect }) => !(attackers.has(actor) && /^(unknown|refused|repeated)$/.test(effect))),
  ]);
}

/** The owner is told what a stranger must not be: otherwise the rig would be blind. */
async function checkSight(url: string, violations: Violations): Promise<void> {
  const shop = openShop(url);
  const told = [
    await shop.enterprise.call('api_goods_stock_change_query', { shop_no: KNOWN.shop }),
    await shop.enterprise.call('logistics_sync_query', { shop_no: KNOWN.shop }),
    await shop.flagship.call('sales.LogisticsSync.getSyncListExt', [{ is_own_platform: true, tid: KNOWN.tid(103) }], { size: 10 }),
    await shop.flagship.call('sales.LogisticsSync.getSpecialOids', [103, 127, KNOWN.tid(103), '!!!!']),
    await shop.flagship.call('sales.StockSync.calcStock', [103, true]),
    await shop.flagship.call('setting.Shop.queryShop', [{ shop_no: KNOWN.shop }], { size: 10 }),
    await shop.flagship.call('setting.Warehouse.queryWarehouse', [{ warehouse_no: KNOWN.warehouse }], { size: 10 }),
    await shop.enterprise.call('stock_query', { warehouse_no: KNOWN.warehouse, spec_no: `${CANARY}A1` }),
  ];
  shop.close();
  for (const { text } of told)
    if (!text.includes(CANARY)) violations.add(`the owner is told ${text.slice(0, 200)}: the rig would not see a leak`);
}

export default {
  name: 'strangers',
  about: "another seller's key, and one of another shop, with the victim's names, at every interface: no effect, and not a byte",
  count: 10_000,
  short: 200,
  finds: { 'statement-without-seller': 50 },
  missing: () => [],
  async run({ count, seed: first, build, folder, progress }) {
    const violations = new Violations();
    await seedVictim(folder);
    const before = readStored(folder);
    const server = await serve({ build, folder, flags: ['--log-level', 'error'] });
    await checkSight(server.api, violations);
    const queue = interfaces.flatMap((each) => Array<Interface>(Math.ceil(count / IN_A_ROW)).fill(each));
    const total = queue.length * IN_A_ROW;
    const tried: Record<Attacker, number> = { 'another seller': 0, 'a key of another shop': 0 };
    let [compared, shared, answered] = [0, 0, 0];
    const lane = async (random: Random) => {
      const pipe = new Pipe(server.api);
      for (let of = queue.pop(); of; of = queue.pop()) {
        const interface_ = of;
        const attempts = Array.from({ length: IN_A_ROW }, () => {
          const attacker = random.pick(['another seller', 'a key of another shop'] as const);
          // The stranger's own records may be named by the same number: then its own answer is right, and no twin is alike.
          const isShared = attacker === 'another seller' && random.chance(0.2);
          const n = isShared ? random.int(1, SHARED) : random.int(101, RECORDS - 4);
          const seed = random.int(0, 2 ** 31);
          const holder = ATTACKERS[attacker][interface_.edition];
          return {
            attacker,
            isShared,
            n,
            real: signed(interface_, holder, victims, n, seed),
            twin: signed(interface_, holder, ghosts, n, seed),
          };
        });
        const answers = await pipe.exchange(attempts.flatMap(({ real, twin }) => [real, twin]));
        if (answers.length < 2 * attempts.length) violations.add(`no answer from ${interface_.method.name}: ${server.log().slice(-500)}`);
        for (const [i, { attacker, isShared, n }] of attempts.entries()) {
          const [one, other] = [answers[2 * i], answers[2 * i + 1]];
          if (!one || !other) continue;
          tried[attacker]++;
          answered += 2;
          const what = `${attacker} at ${interface_.method.name}, record ${n}`;
          if (one.status !== 200 || /"(status|code)":(99|1020)\b/.test(one.body))
            violations.add(`${what}: failed with ${one.status} ${one.body.slice(0, 200)}`);
          if (`${one.body}${other.body}`.includes(CANARY))
            violations.add(`${what}: is told ${one.body.slice(0, 300)} (TONGBU_SEED=${SEED})`);
          if (isShared) {
            shared++;
            continue;
          }
          // Where a reading begins, the attacker's own listings follow: its own, but others than after a number beyond all.
          if (interface_.method.name.endsWith('IdListOpen') && attacker === 'a key of another shop') continue;
          compared++;
          const [told, toldOfNone] = [withoutNames(one.body, victims, n), withoutNames(other.body, ghosts, n)];
          if (told !== toldOfNone)
            violations.add(
              `${what}: ${one.body.slice(0, 200)}; of one that nothing has: ${other.body.slice(0, 200)} (TONGBU_SEED=${SEED})`,
            );
        }
        progress(`${(answered / 2).toLocaleString('en')} of ${total.toLocaleString('en')}`);
      }
      pipe.close();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => lane(new Random(first + i))));
    if (server.log()) violations.add(`the server logged an error: ${server.log().slice(0, 500)}`);
    await server.stop();
    const after = readStored(folder);
    checkStored(before, after, violations, [MEMORY]);
    if (victimRows(before) !== victimRows(after)) violations.add("the victim's rows were changed by attempts of strangers (B7)");
    return {
      figures: {
        interfaces: interfaces.length,
        ...Object.fromEntries(Object.entries(tried).map(([attacker, times]) => [`attempts by ${attacker}`, times])),
        'compared with none': compared,
        "naming the stranger's own as well": shared,
        'journal rows of the stranger': (after.journal[ATTACKERS['another seller'].flagship.sid] ?? []).length,
        seed: SEED,
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
