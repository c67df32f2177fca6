/** A record that cannot be read stops nothing else: it is told of, never acknowledged, and the pass ends. */
import { describe, expect, test } from 'vitest';
import type { Client, Edition, Hidden, PullOptions, ShipmentRecord, Unreadable } from '../src/index.ts';
import { all, calculated, client, range, stockRow, syncRow, trade } from './pretend-server.ts';

type Pull = 'stock' | 'shipments';
interface Server {
  client: Client;
  asked: string[];
  /** Numbers of what was acknowledged as done. */
  done: Set<string>;
}

/** What a row is spoiled to: by name, then what is told of it. */
const BROKEN = {
  'a number that is none': { spoil: (row: object, name: string) => ({ ...row, [name]: 'many' }), id: true },
  'a number that is missing': { spoil: (row: object, name: string) => ({ ...row, [name]: null }), id: true },
  'a number of its own that is none': { spoil: (row: object) => ({ ...row, rec_id: 'x', sync_id: 'x' }), id: false },
  'no object at all': { spoil: () => ['?'], id: false },
};

/**
 * A server whose rows wait until they are acknowledged; of `broken` ones the row is spoiled.
 *
 * @param isBatched whether the key has the right to `batchCalcStock`
 */
function serving(
  edition: Edition,
  count: number,
  broken: (n: number) => boolean,
  spoil: (row: object, name: string) => unknown,
  isBatched = true,
) {
  const done = new Set<string>();
  const waiting = () => range(count).filter((n) => !done.has(`${n}`));
  const row = (n: number, make: (n: number) => object, name: string) => (broken(n) ? spoil(make(n), name) : make(n));
  const answers: Record<string, (request: never, page: { size: number; page: number }) => unknown> = {
    api_goods_stock_change_query: ({ limit }: { limit: string }) => ({
      ...{ code: 0, current_count: 1 },
      stock_change_list: waiting()
        .slice(0, Number(limit))
        .map((n) => row(n, stockRow, 'sync_stock')),
    }),
    logistics_sync_query: ({ limit }: { limit: string }) => ({
      code: 0,
      trades: waiting()
        .slice(0, Number(limit))
        .map((n) => row(n, trade, 'logistics_type')),
    }),
    getSelfWaitSyncIdListOpen: ([size, position]: [number, number]) => {
      const id_list = waiting().filter((n) => n > position);
      return { status: 0, data: { id_list: id_list.slice(0, size), position: id_list.slice(0, size).at(-1) ?? position } };
    },
    batchCalcStock: ([list]: [{ api_goods_id: number }[]]) =>
      isBatched
        ? { status: 0, data: { success_date: list.map(({ api_goods_id: n }) => row(n, calculated, 'syn_stock')), error_date: [] } }
        : { status: 100, message: '接口权限不足' },
    calcStock: ([n]: [number]) => ({ status: 0, data: row(n, calculated, 'syn_stock') }),
    getSyncListExt: (_: unknown, { size, page }) => ({
      status: 0,
      data: waiting()
        .slice(page * size, (page + 1) * size)
        .map((n) => row(n, syncRow, 'trade_id')),
    }),
    syncSuccess: ([n]: [number]) => ({ status: 0, ok: done.add(`${n}`) }),
    update: ([list]: [{ sync_id: number }[]]) => ({ status: 0, data: [], ok: list.map(({ sync_id }) => done.add(`${sync_id}`)) }),
    api_goods_stock_change_ack: ({ stock_sync_list: list }: { stock_sync_list: { rec_id: number }[] }) => ({
      ...{ code: 0, ok: list.map(({ rec_id }) => done.add(`${rec_id}`)) },
    }),
    logistics_sync_ack: ({ logistics_list: list }: { logistics_list: { rec_id: number }[] }) => ({
      ...{ code: 0, ok: list.map(({ rec_id }) => done.add(`${rec_id}`)) },
    }),
  };
  return { ...client(edition, (name, request, page) => answers[name]?.(request as never, page)), done } satisfies Server;
}

/** One pass in which the shop does everything it is given. */
async function pass({ client: shop }: Server, pull: Pull, options: PullOptions = {}) {
  const pool = shop[pull] as Client['shipments'];
  return all(pool.pull({ shop: pull === 'stock' && shop.edition === 'enterprise' ? 's' : undefined, ...options } as PullOptions), (page) =>
    pool.acknowledge(page.map((record) => ({ record, outcome: 'success' as const }))),
  );
}

const numberOf = (record: object) => Number((record as { listing?: string }).listing ?? (record as { shipment?: string }).shipment);

describe.each([
  ['flagship', 'stock', true, 'sales.StockSync.batchCalcStock: data.success_date[2]', '"syn_stock"'],
  ['flagship', 'stock', false, 'sales.StockSync.calcStock: data', '"syn_stock"'],
  ['flagship', 'shipments', true, 'sales.LogisticsSync.getSyncListExt: data[2]', '"trade_id"'],
  ['enterprise', 'stock', true, 'api_goods_stock_change_query: stock_change_list[2]', '"sync_stock"'],
  ['enterprise', 'shipments', true, 'logistics_sync_query: trades[2]', '"logistics_type"'],
] as const)('%s %s (in batches: %s)', (edition, pull, isBatched, where, field) => {
  test.each(Object.entries(BROKEN))(
    '%s: the others are offered and acknowledged, this one is told of with its raw value',
    async (_, { spoil, id }) => {
      const server = serving(edition, 5, (n) => n === 3, spoil, isBatched);
      const told: Unreadable[] = [];
      const records = await pass(server, pull, { onUnreadable: (each) => told.push(each) });
      expect(records.map(numberOf)).toEqual([1, 2, 4, 5]);
      expect([...server.done]).toEqual(['1', '2', '4', '5']);
      // One by one the call says which listing it was, whatever stands in its answer.
      const isNamed = id || !isBatched;
      expect(told).toMatchObject([{ id: isNamed ? '3' : null, where }]);
      const raw = JSON.parse(told[0]?.raw ?? '');
      const spoilt = JSON.parse(
        JSON.stringify(
          spoil(
            pull === 'stock' ? (edition === 'flagship' ? calculated(3) : stockRow(3)) : edition === 'flagship' ? syncRow(3) : trade(3),
            field.slice(1, -1),
          ),
        ),
      );
      expect(raw).toEqual(spoilt);
      if (id) expect(told[0]?.reason).toContain(`field ${field}`);
    },
  );

  test('more of them at the head than a page holds: what stands behind is offered, each is told of once, the pass ends', async () => {
    const server = serving(edition, 60, (n) => n <= 25, BROKEN['a number that is none'].spoil, isBatched);
    const told: Unreadable[] = [];
    const records = await pass(server, pull, { limit: 10, onUnreadable: (each) => told.push(each) });
    expect(records.map(numberOf).sort((a, b) => a - b)).toEqual(range(60).slice(25));
    expect(told.map((each) => Number(each.id))).toEqual(range(25));
    expect(server.asked.length).toBeLessThan(isBatched ? 60 : 150);
  });

  test('nobody listens: everything else is done, then the pass throws and names it', async () => {
    const server = serving(edition, 5, (n) => n === 3, BROKEN['a number that is none'].spoil, isBatched);
    const error = await pass(server, pull).then(
      () => expect.fail('it said nothing'),
      (error) => error,
    );
    expect(error).toMatchObject({ name: 'UnreadableError', code: 'unreadable', retryable: false, records: [{ id: '3', where }] });
    expect(error.message).toContain(`cannot be read: field ${field}`);
    expect([...server.done]).toEqual(['1', '2', '4', '5']);
  });
});

describe('enterprise: what fills the largest page and is not settled hides what stands behind it', () => {
  /** The vendor begins each page anew; Tongbu reads on after the last record it offered. */
  function poolOf(count: number, { isTotalSaid = true, readsOn = false, isRead = true }) {
    let offered = 0;
    const { client: shop } = client('enterprise', (name, { limit }: { limit: string }) => {
      if (name !== 'logistics_sync_query') return { code: 0 };
      const from = readsOn ? offered : 0;
      const rows = range(count).slice(from, from + Number(limit));
      offered = from + rows.length === count ? 0 : from + rows.length;
      const trades = rows.map((n) => trade(n, isRead ? {} : { logistics_type: 'many' }));
      return { code: 0, trades, ...(isTotalSaid && { total_count: `${count}` }) };
    });
    return shop.shipments;
  }

  test.each<[number, Parameters<typeof poolOf>[1], Hidden[]]>([
    [130, { isRead: false }, [{ unsettled: 100, behind: 30 }]],
    [130, { isRead: true }, [{ unsettled: 100, behind: 30 }]],
    [130, { isRead: false, isTotalSaid: false }, [{ unsettled: 100, behind: null }]],
    [100, { isRead: false }, []],
    [99, { isRead: false, isTotalSaid: false }, []],
    [130, { readsOn: true }, []],
    [130, { readsOn: true, isTotalSaid: false }, []],
  ])('%i wait, %o', async (count, how, told) => {
    const pool = poolOf(count, how);
    const hidden: Hidden[] = [];
    const pages = pool.pull({ limit: 40, onUnreadable: () => {}, onHidden: (each) => hidden.push(each) });
    const later = (page: ShipmentRecord[]) => pool.acknowledge(page.map((record) => ({ record, outcome: 'retry' as const })));
    await all(pages, later);
    expect(hidden).toEqual(told);
  });
});

test('flagship: a row of another shop that cannot be read is the business of whoever pulls for that shop', async () => {
  const numbers = { platform_id: 127, sub_platform_id: 0, is_disabled: false, auth_state: 1 };
  const { client: shop } = client('flagship', (name, request) => {
    if (name === 'queryShop') return { status: 0, data: { total_count: 1, details: [{ ...numbers, shop_id: 1, shop_no: 's' }] } };
    if (name === 'getSelfWaitSyncIdListOpen') return { status: 0, data: { id_list: request[1] === 0 ? [1, 2, 3] : [], position: 3 } };
    const rows = [calculated(1), calculated(2, { shop_id: 2, syn_stock: 'many' }), calculated(3, { shop_id: 'x' })];
    return { status: 0, data: { success_date: rows, error_date: [] } };
  });
  const told: Unreadable[] = [];
  expect(await all(shop.stock.pull({ shop: 's', onUnreadable: (each) => told.push(each) }))).toHaveLength(1);
  expect(told.map(({ id }) => id)).toEqual(['3']);
});

test('flagship: an id in the list that is none stops no other id', async () => {
  const { client: shop } = client('flagship', (name, request) => {
    const [, position] = request as [number, number];
    if (name === 'getSelfWaitSyncIdListOpen')
      return { status: 0, data: position === 0 ? { id_list: ['x', 1, 2], position: 2 } : { id_list: [], position: 2 } };
    return { status: 0, data: { success_date: [calculated(1), calculated(2)], error_date: [] } };
  });
  const told: Unreadable[] = [];
  expect(await all(shop.stock.pull({ onUnreadable: (each) => told.push(each) }))).toHaveLength(2);
  expect(told).toMatchObject([{ id: null, where: 'sales.StockSync.getSelfWaitSyncIdListOpen: data.id_list[0]', raw: '"x"' }]);
});

test('flagship: a whole page of them behind records that come again later hides nothing that stands behind it', async () => {
  const { client: shop } = client('flagship', (name, _request, { size, page }) => {
    if (name === 'update') return { status: 0, data: [] }; // told "retry", the record stays in the list
    const rows = range(30).map((n) => (n > 10 && n <= 20 ? syncRow(n, { trade_id: 'many' }) : syncRow(n)));
    return { status: 0, data: rows.slice(page * size, (page + 1) * size) };
  });
  const records = await all(shop.shipments.pull({ limit: 10, onUnreadable: () => {} }), (page) =>
    shop.shipments.acknowledge(page.map((record) => ({ record, outcome: 'retry' as const }))),
  );
  expect(records.map(numberOf)).toEqual([...range(10), ...range(30).slice(20)]);
});

test('flagship: a placeholder whose answer cannot be read takes the sub-orders of that parcel only', async () => {
  const { client: shop } = client('flagship', (name, _request, { page }) => {
    if (name === 'getSpecialOids') return { status: 0, data: { code: 'x' } };
    return { status: 0, data: page > 0 ? [] : [syncRow(1, { is_part_sync: 1, oids: '!!!!:2019-11-08 17:51:56' }), syncRow(2)] };
  });
  const [first, second] = await all(shop.shipments.pull());
  expect(first).toMatchObject({ oids: null, problem: expect.stringContaining('getSpecialOids: the answer cannot be read') });
  expect(second).toMatchObject({ oids: [] });
});

test.each([
  ['flagship', { status: 0, data: [{ why: 'x' }] }, '{"why":"x"}'],
  ['enterprise', { code: 0, errors: [{ rec_id: { n: 2 }, error: '系统错误' }] }, '系统错误'],
] as const)(
  '%s: an error of an acknowledgement that cannot be read is an error of that record all the same',
  async (edition, refusal, words) => {
    const { client: shop } = client(edition, (_, request) => {
      const list = edition === 'flagship' ? request[0] : request.logistics_list;
      const isIn = list.some((each: { sync_id?: number; rec_id?: number }) => (each.sync_id ?? each.rec_id) === 2);
      return isIn ? refusal : { code: 0, status: 0, data: [] };
    });
    const reports = range(4).map((n) => ({ record: { shipment: `${n}` }, outcome: 'success' as const }));
    const { accepted, rejected } = await shop.shipments.acknowledge(reports);
    expect(accepted.map(({ record }) => record.shipment)).toEqual(['1', '3', '4']);
    expect(rejected).toMatchObject([{ record: { shipment: '2' }, reason: expect.stringContaining(words) }]);
  },
);

test('a call by name gives the rows it can read to who wants to be told of the others; nineteen digits survive', async () => {
  const rows =
    '[{"rec_id":9223372036854775807,"sync_stock":"many","stock_change_count":1},{"rec_id":2,"sync_stock":1,"stock_change_count":1}]';
  const { client: shop } = client('enterprise', () => `{"code":0,"current_count":2,"stock_change_list":${rows}}`);
  const enterprise = shop as Client<'enterprise'>;
  const request = { shop_no: 's', limit: 10 };
  await expect(enterprise.call('api_goods_stock_change_query', request)).rejects.toMatchObject({ code: 'answer', isSuccess: true });
  const told: Unreadable[] = [];
  const { stock_change_list } = await enterprise.call('api_goods_stock_change_query', request, { onUnreadable: (each) => told.push(each) });
  expect(stock_change_list.map(({ rec_id }) => rec_id)).toEqual(['2']);
  expect(told).toMatchObject([{ id: '9223372036854775807', raw: expect.stringContaining('"rec_id":9223372036854775807') }]);
});
