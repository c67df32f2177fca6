import type { Happening } from '../journal/journal.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { chooserOf } from './effective-rule.ts';
import { readGoods } from './goods.ts';
import { codesOf, type Match, matcherOf } from './match.ts';
import { calculateQuantity } from './quantity.ts';
import { noteChanges, type Recalculation, recalculate } from './recalculate.ts';
import { readRules } from './rule.ts';

/** A listing as a shop or a file gives it. What is left out stays as it is; a new listing has the default. */
export interface ListingRow {
  /** Number of the shop. */
  shop: number;
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
  /** 0 deleted, 1 on sale, 2 off sale. */
  status: number;
  /** Default 0. */
  price?: string;
  /** Default empty. */
  pic_url?: string;
  /** How many the shop shows; default 0. */
  shown?: string;
  /** Whether it is switched off; default no. */
  sync_disabled?: boolean;
}

/** What became of a listing. */
export interface Upserted {
  listing: number;
  isNew: boolean;
  /** Whether anything was written. */
  changed: boolean;
}

/**
 * Adds listings, or overwrites those with the same shop, `goods_id` and `spec_id`: they keep their number, version and settings.
 *
 * They are matched to items and suites by merchant code, but for those bound by hand. One that is matched for the first time has
 * version 1 and waits; one that is matched to something else, or put on sale again, has a new version.
 *
 * @returns one for each row, in their order
 */
export async function upsertListings(context: Recalculation, rows: readonly ListingRow[]): Promise<Upserted[]> {
  const done: Upserted[] = [];
  for (const run of withoutRepeats(rows)) done.push(...(await writeRun(context, run)));
  return done;
}

/** Rows in runs, none of which names a listing twice. */
function* withoutRepeats(rows: readonly ListingRow[]): Generator<ListingRow[]> {
  let run = new Map<string, ListingRow>();
  for (const row of rows) {
    const key = keyOf(row.shop, row.goods_id, row.spec_id);
    if (run.has(key)) {
      yield [...run.values()];
      run = new Map();
    }
    run.set(key, row);
  }
  yield [...run.values()];
}

const keyOf = (shop: number, goodsId: string, specId: string) => `${shop}\n${goodsId}\n${specId}`;

async function writeRun(context: Recalculation, rows: ListingRow[]): Promise<Upserted[]> {
  const { session, seller } = context;
  const keys = JSON.stringify(rows.map((row) => [row.shop, row.goods_id, row.spec_id]));
  const found = await session.query<Stored>(find, { seller, rows: keys });
  const before = new Map(found.map((stored) => [keyOf(stored.shop_id, stored.goods_id, stored.spec_id), stored]));
  const paired = rows.map((row) => ({ row, stored: before.get(keyOf(row.shop, row.goods_id, row.spec_id)) }));
  const toMatch = paired.filter(({ row, stored }) => !stays(stored, row)).map(({ row }) => row);
  const matchOf = toMatch.length > 0 ? await matcherOf(context, toMatch) : undefined;
  const causes = { binding: [] as number[], enabled: [] as number[] };
  const added: Added[] = [];
  const done: Upserted[] = [];
  for (const { row, stored } of paired) {
    const match: Match = stays(stored, row) ? stored : (matchOf?.(row) as Match);
    if (!stored) {
      added.push({ row, match, upserted: { listing: 0, isNew: true, changed: true } });
      done.push((added.at(-1) as Added).upserted);
      continue;
    }
    const outcome = await update(context, stored, row, match);
    if (outcome === 'binding' || outcome === 'enabled') causes[outcome].push(stored.listing_id);
    done.push({ listing: stored.listing_id, isNew: false, changed: outcome !== 'unchanged' });
  }
  await add(context, added);
  await recalculate(context, causes.binding, 'binding');
  await recalculate(context, causes.enabled, 'enabled');
  return done;
}

/** Items and suites keep their codes: while a listing keeps the one it is bound by, there is nothing to look up. */
function stays(stored: Stored | undefined, row: ListingRow): stored is Stored {
  if (!stored) return false;
  if (stored.bound_by_hand === 1) return true;
  return (stored.item_id !== null || stored.suite_id !== null) && codesOf(row).includes(stored.match_code);
}

/** A listing that is new. */
interface Added {
  row: ListingRow;
  match: Match;
  upserted: Upserted;
}

/** Adds listings, numbered in order, each that a rule acts on with its first version and what it should show. */
async function add(context: Recalculation, added: Added[]): Promise<void> {
  if (added.length === 0) return;
  const { session, seller, now, pending } = context;
  const ruled = added.map(({ row, match }) => ({ ...match, shop_id: row.shop, own_rule_id: null }));
  const rules = await readRules(session, seller, 'share');
  const choose = await chooserOf(session, seller, rules, ruled);
  const goodsOf = await readGoods(session, seller, ruled, rules.external);
  const first = await issue(session, seller, 'listing', added.length);
  const happened: Happening[] = [];
  const rows = added.map(({ row, match, upserted }, place) => {
    const listing = first + place;
    upserted.listing = listing;
    const { rule } = choose(ruled[place] as (typeof ruled)[number]);
    const change = rule === null ? { version: 0, quantity: '0' } : { version: 1, quantity: calculateQuantity(goodsOf(match), rule) };
    if (rule !== null) {
      pending.add(row.shop, 1);
      happened.push({ event: 'changed', subject: listing, ...change, effect: 'binding' });
    }
    return [
      ...[listing, row.shop, row.goods_id, row.spec_id, row.goods_no, row.spec_no, row.goods_name, row.spec_name, row.status],
      ...[match.item_id, match.suite_id, match.match_code, change.version, change.quantity, rule?.rule ?? null, rule?.revision ?? 0],
      ...[row.price ?? '0', row.pic_url ?? '', row.shown ?? '0', Number(row.sync_disabled ?? false)],
    ];
  });
  await session.run(insert, { seller, now, rows: JSON.stringify(rows) });
  await noteChanges(context, happened);
}

async function update({ session, seller }: Recalculation, stored: Stored, row: ListingRow, match: Match) {
  const kept = { price: stored.price, picUrl: stored.pic_url, shown: stored.shown, disabled: stored.sync_disabled };
  const values = { ...valuesOf(seller, row, match), ...kept, ...settingsOf(row) };
  if (isSame(stored, values)) return 'unchanged';
  await session.run(put, { ...values, listing: stored.listing_id, disabledReason: values.disabled === 0 ? '' : stored.disabled_reason });
  if (values.item !== stored.item_id || values.suite !== stored.suite_id) return 'binding';
  const wasOff = stored.status === 0 || stored.sync_disabled === 1;
  const isOn = values.status !== 0 && values.disabled === 0;
  return wasOff && isOn ? 'enabled' : 'changed';
}

function valuesOf(seller: string, row: ListingRow, { item_id, suite_id, match_code }: Match) {
  return {
    seller,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    goodsName: row.goods_name,
    specName: row.spec_name,
    matchCode: match_code,
    item: item_id,
    suite: suite_id,
    status: row.status,
  };
}

/** Of the settings those that are given. */
function settingsOf({ price, pic_url, shown, sync_disabled }: ListingRow) {
  return {
    ...(price !== undefined && { price }),
    ...(pic_url !== undefined && { picUrl: pic_url }),
    ...(shown !== undefined && { shown }),
    ...(sync_disabled !== undefined && { disabled: Number(sync_disabled) }),
  };
}

function isSame(
  stored: Stored,
  values: ReturnType<typeof valuesOf> & { price: string; picUrl: string; shown: string; disabled: number },
): boolean {
  const names = stored.goods_name === values.goodsName && stored.spec_name === values.specName;
  const codes = stored.goods_no === values.goodsNo && stored.spec_no === values.specNo && stored.match_code === values.matchCode;
  const bound = stored.item_id === values.item && stored.suite_id === values.suite;
  const looks = stored.price === values.price && stored.pic_url === values.picUrl && stored.shown === values.shown;
  return names && codes && bound && looks && stored.status === values.status && stored.sync_disabled === values.disabled;
}

interface Stored extends Match {
  listing_id: number;
  shop_id: number;
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
  status: number;
  sync_disabled: number;
  disabled_reason: string;
  bound_by_hand: number;
  price: string;
  pic_url: string;
  shown: string;
}

// `cross join` keeps the order: the few names first, then each listing by its key.
const find = statement(`
  select l.listing_id, l.shop_id, l.goods_id, l.spec_id, l.goods_no, l.spec_no, l.goods_name, l.spec_name, l.match_code,
    l.status, l.sync_disabled, l.disabled_reason, l.item_id, l.suite_id, l.bound_by_hand, l.price, l.pic_url, l.shown
  from each(:rows) e cross join listings l
  where l.seller = :seller and l.shop_id = cast(e.value->>0 as bigint) and l.goods_id = e.value->>1 and l.spec_id = e.value->>2
  order by l.listing_id /*lock*/`);

// One statement for all of them: as one for each row, whose thirty values are bound one by one, it costs a fifth more (measured).
const insert = statement(`
  insert into listings (seller, changed_at, listing_id, shop_id, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, status,
    item_id, suite_id, match_code, version, quantity, rule_id, rule_revision, price, pic_url, shown, sync_disabled,
    acknowledged, last_quantity, last_at, retry_at, retry_steps, failure_signed_at, cancel_signed_at, reason)
  select :seller, cast(:now as bigint), cast(value->>0 as bigint), cast(value->>1 as bigint), value->>2, value->>3, value->>4, value->>5,
    value->>6, value->>7, cast(value->>8 as bigint), cast(value->>9 as bigint), cast(value->>10 as bigint), value->>11,
    cast(value->>12 as bigint), value->>13, cast(value->>14 as bigint), cast(value->>15 as bigint), value->>16, value->>17, value->>18,
    cast(value->>19 as bigint), 0, null, null, 0, 0, 0, 0, ''
  from each(:rows)`);

const put = statement(`
  update listings set goods_no = :goodsNo, spec_no = :specNo, goods_name = :goodsName, spec_name = :specName,
    match_code = :matchCode, item_id = :item, suite_id = :suite, status = :status, sync_disabled = :disabled,
    disabled_reason = :disabledReason, price = :price, pic_url = :picUrl, shown = :shown
  where seller = :seller and listing_id = :listing`);
