/** Random sequences of everything that can happen, against a model written from the promises alone. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../src/sellers/caller.ts';
import { statement } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { ModelPools, offered, type ShipmentWord, type StockWord, type Who } from './model-pools.ts';
import { runs } from './seed.ts';
import { ANY, codeOf, keyFor, put, T0 } from './shop.ts';

const ACKNOWLEDGED = statement('select acknowledged from listings where seller = :seller order by listing_id');
const STATES = statement('select state, tracking_number from shipments where seller = :seller order by shipment_id');
const SECOND = 1000;
const pick = fc.nat({ max: 4 });
/** A version, relative to the current one when it is said; null for none. */
const version = fc.constantFrom(0, 0, 0, 0, -1, -2, 1, 7, null);
const who = fc.constantFrom<Who>('seller', 'seller', 'seller', 'seller', 'key', 'stranger');
const skew = fc.integer({ min: -120, max: 120 });
const stockWord = fc.record({ listing: fc.integer({ min: 1, max: 5 }), outcome: fc.constantFrom('success', 'fail'), version });
const shipmentWord = fc.record({ back: pick, outcome: fc.constantFrom('success', 'retry', 'fail') });
const cells = fc.record({ stock: fc.integer({ min: -3, max: 12 }), ordered: pick, bought: pick }, { requiredKeys: [] });

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('level'),
      item: fc.integer({ min: 1, max: 3 }),
      warehouse: fc.integer({ min: 1, max: 2 }),
      cells,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rule'), percent: fc.constantFrom(50, 100) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say'), words: fc.array(stockWord, { minLength: 1, maxLength: 4 }), who, skew }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('cancel'),
      listing: fc.integer({ min: 1, max: 5 }),
      version: fc.constantFrom(0, 0, -1, 1, 'now'),
      who,
      skew,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ship'),
      tid: fc.constantFrom('T1', 'T2'),
      oids: fc.constantFrom('', 'a', 'b', 'a,b'),
      no: fc.constantFrom('X', 'Y'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('report'), words: fc.array(shipmentWord, { minLength: 1, maxLength: 3 }), who, skew }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('requeue'), back: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw'), back: pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('replay'), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('page'), who, limit: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.constantFrom(1, 30, 60, 120, 300, 900, 3600) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump'), seconds: fc.constantFrom(-86_400, -3600, -60, 7200, 86_400) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describe.each(databases)('the model on $name', ({ name, open }) => {
  let t: TestEngine;
  let sequences = 0;
  beforeAll(async () => {
    t = await open();
    await t.engine.addSeller({ seller: 'stranger', now: T0 });
  });
  afterAll(() => t.close());

  /** A fresh seller that stands where a new model stands. */
  async function begin(): Promise<Run> {
    const seller = `model-${++sequences}`;
    await t.engine.addSeller({ seller, now: T0 });
    const items = ['A1', 'A2', 'A3'].map((spec_no) => ({ spec_no }));
    await put(t.engine, 'shops', [{ shop_no: 'S1' }, { shop_no: 'S2' }], T0, seller);
    await put(t.engine, 'warehouses', [{ warehouse_no: 'W1' }, { warehouse_no: 'W2' }], T0, seller);
    await put(t.engine, 'items', items, T0, seller);
    const rows = [
      ...items.map(({ spec_no }) => ({ shop_no: 'S1', goods_id: spec_no, spec_no })),
      { shop_no: 'S2', goods_id: 'x', spec_no: 'A1' },
    ];
    await put(t.engine, 'listings', rows, T0, seller);
    await put(
      t.engine,
      'levels',
      items.map((item) => ({ ...item, warehouse_no: 'W1', stock_num: '10' })),
      T0,
      seller,
    );
    const callers = {
      seller: { seller, key: null, actor: 'flagship:all' },
      key: await keyFor(t.engine, ['S2'], seller),
      stranger: { seller: 'stranger', key: null, actor: 'flagship:stranger' },
    };
    return { seller, callers, model: new ModelPools(T0), now: T0, sent: [] };
  }

  interface Run {
    seller: string;
    callers: Record<Who, Caller>;
    model: ModelPools;
    now: number;
    /** Every request so far, to send it again as it was: the same words, the same signature. */
    sent: (() => Promise<void>)[];
  }

  /** Sends a request now, and remembers it. */
  const send = async (run: Run, request: () => Promise<void>) => {
    run.sent.push(request);
    await request();
  };

  const say = (run: Run, words: StockWord[], who: Who, signedAt: number) =>
    send(run, async () => {
      const items = words.map((word) => ({ ...word, quantity: null, message: '' }));
      const told = await t.engine.acknowledgeStock({ caller: run.callers[who], items, signedAt, now: run.now });
      // Elements of one batch are decided in order of their records; for the model as for the engine that is no difference.
      expect(told.map(({ effect }) => effect)).toEqual(words.map((word) => run.model.acknowledge(word, who, signedAt, run.now)));
    });
  const cancel = (run: Run, listing: number, version: number, who: Who, signedAt: number) =>
    send(run, async () => {
      const told = await t.engine.cancelStock({ caller: run.callers[who], listing, version, signedAt, now: run.now });
      expect(told).toBe(run.model.cancel(listing, version, who, signedAt));
    });
  const report = (run: Run, words: ShipmentWord[], who: Who, signedAt: number) =>
    send(run, async () => {
      const items = words.map((word) => ({ ...word, message: '' }));
      const told = await t.engine.acknowledgeShipments({ caller: run.callers[who], items, signedAt, now: run.now });
      expect(told).toEqual(words.map((word) => run.model.report(word, who, signedAt, run.now)));
    });
  const ship = async (run: Run, tid: string, oids: string, no: string) => {
    const taken = run.model.ship(tid, oids, no);
    const work = put(t.engine, 'shipments', [{ shop_no: 'S1', tid, oids, logistics_no: no }], run.now, run.seller);
    if (taken) await work;
    else expect(await codeOf(work)).toBe('input');
  };

  /** One pass with a cursor: what must be offered is met once, what must not be is not met. */
  async function page(run: Run, who: Who, limit: number): Promise<void> {
    const caller = run.callers[who];
    const met: number[] = [];
    for (let after = 0; ; after = met.at(-1) as number) {
      const ids = await t.engine.waitingListings({ caller, after, limit, now: run.now });
      if (ids.length === 0) break;
      met.push(...ids);
    }
    expect(met).toEqual([...new Set(met)].sort((a, b) => a - b));
    for (let number = 1; number <= 4; number++) {
      const listing = run.model.seen(number, who);
      const due = listing && listing.version > listing.acknowledged ? offered(listing, run.now) : 'no';
      if (due !== 'either') expect([number, met.includes(number)]).toEqual([number, due === 'yes']);
    }
  }

  async function take(run: Run, one: Step): Promise<void> {
    const { model } = run;
    const at = (version: number | null, listing: number) =>
      version === null ? null : (model.listings[listing - 1]?.version ?? 1) + version;
    const numberOf = (back: number) => model.shipments.length - back + (back === 4 ? 5 : 0);
    if (one.do === 'level' && 'cells' in one) {
      model.setLevel(one.item, one.warehouse, one.cells, run.now);
      const { stock, ordered, bought } = one.cells;
      const cell = (column: string, value: number | undefined) => (value === undefined ? {} : { [column]: String(value) });
      const row = { ...cell('stock_num', stock), ...cell('order_num', ordered), ...cell('purchase_num', bought) };
      await put(t.engine, 'levels', [{ spec_no: `A${one.item}`, warehouse_no: `W${one.warehouse}`, ...row }], run.now, run.seller);
    } else if ('percent' in one) {
      model.setPercent(one.percent, run.now);
      await put(t.engine, 'rules', [{ stock_syn_rule_no: 'default', stock_syn_percent: String(one.percent) }], run.now, run.seller);
    } else if (one.do === 'say' && 'words' in one) {
      const words = (one.words as StockWord[]).map((word) => ({ ...word, version: at(word.version, word.listing) }));
      await say(run, words, one.who, run.now + one.skew * SECOND);
    } else if (one.do === 'cancel' && 'version' in one) {
      const version = one.version === 'now' ? -1 : (at(one.version as number, one.listing) as number);
      await cancel(run, one.listing, version, one.who, run.now + one.skew * SECOND);
    } else if ('tid' in one) {
      await ship(run, one.tid, one.oids, one.no);
    } else if (one.do === 'report' && 'words' in one) {
      const words = (one.words as { back: number; outcome: ShipmentWord['outcome'] }[]).map(({ back, outcome }) => {
        return { shipment: numberOf(back), outcome };
      });
      await report(run, words, one.who, run.now + one.skew * SECOND);
    } else if (one.do === 'requeue' && 'back' in one) {
      const named = { seller: run.seller, shipment: numberOf(one.back), actor: 'operator', now: run.now };
      expect(await t.engine.requeueShipment(named)).toBe(model.requeue(numberOf(one.back)));
    } else if (one.do === 'withdraw' && 'back' in one) {
      const named = { seller: run.seller, shipment: numberOf(one.back), actor: 'operator', now: run.now };
      expect(await t.engine.cancelShipment(named)).toBe(model.withdraw(numberOf(one.back)));
    } else if ('which' in one) {
      await run.sent[one.which % run.sent.length]?.();
    } else if ('limit' in one) {
      await page(run, one.who, one.limit);
    } else if ('seconds' in one) {
      run.now += one.seconds * SECOND;
    }
  }

  /** Everything a client or an operator could see of this seller. */
  async function compare({ seller, callers, model, now }: Run): Promise<void> {
    const caller = callers.seller;
    const [told, waiting, parcels, shops, states] = await Promise.all([
      t.engine.calculateStock({ caller, listings: [1, 2, 3, 4] }),
      t.engine.waitingListings({ caller, after: 0, limit: 10, now }),
      t.engine.pageShipments({ caller, filter: ANY, offset: 0, limit: 100, total: true, now }),
      t.engine.pendingByShop({ seller, now }),
      t.database.read(async (session) => ({
        listings: await session.query<{ acknowledged: number }>(ACKNOWLEDGED, { seller }),
        shipments: await session.query<{ state: string; tracking_number: string }>(STATES, { seller }),
      })),
    ]);
    const { listings, shipments } = model;
    expect(told.map((each) => each.found && [each.change.version, each.change.quantity])).toEqual(
      listings.map(({ version, quantity }) => [version, String(quantity)]),
    );
    expect(states.listings.map(({ acknowledged }) => acknowledged)).toEqual(listings.map(({ acknowledged }) => acknowledged));
    expect(states.shipments.map(({ state, tracking_number }) => [state, tracking_number])).toEqual(
      shipments.map(({ state, no }) => [state, no]),
    );
    const pending = { listings: listings.map((l) => l.version > l.acknowledged), shipments: shipments.map((s) => s.state === 'pending') };
    const offers = parcels?.shipments.map(({ shipment }) => shipment) ?? [];
    check(listings, pending.listings, waiting, now);
    check(shipments, pending.shipments, offers, now);
    expect(parcels?.total).toBe(offers.length);
    for (const shop of [1, 2]) {
      const count = pending.listings.filter((is, i) => is && listings[i]?.shop === shop).length;
      const parcelCount = shop === 1 ? pending.shipments.filter(Boolean).length : 0;
      expect(shops[shop - 1]).toMatchObject({ listings: count, shipments: parcelCount });
    }
    expect(shops[0]?.shipmentsFailed).toBe(shipments.filter(({ state }) => state === 'failed').length);
  }

  function check(records: Parameters<typeof offered>[0][], pending: boolean[], offers: number[], now: number): void {
    for (const [i, record] of records.entries()) {
      const due = pending[i] ? offered(record, now) : 'no';
      if (due !== 'either') expect([i + 1, offers.includes(i + 1)]).toEqual([i + 1, due === 'yes']);
    }
  }

  test('S1 to S6, L1 to L3, B2 to B5, B7, B14 whatever happens, in whatever order, the pools stand where the promises say', async () => {
    const numRuns = name === 'SQLite' ? 1200 : 25;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), fc.nat({ max: 400 }), async (steps, restartAt) => {
        const run = await begin();
        for (const [i, one] of steps.entries()) {
          if (i === restartAt) await t.restart();
          await take(run, one as Step);
          await compare(run);
        }
      }),
      runs(numRuns),
    );
  }, 300_000);
});
