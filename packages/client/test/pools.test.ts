/** The pools against servers that answer as the vendor might, and as nobody should. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { ShipmentRecord, StockRecord } from '../src/index.ts';
import { all, calculated, client, range, stockRow, success, syncRow, trade } from './pretend-server.ts';

describe('an enterprise server without a cursor: the first page again and again', () => {
  /** Gives the first `limit` of what waits, always from the start. */
  function fixedOrder(count: number, isAccepted: (n: number) => boolean = () => true) {
    const waiting = new Set(range(count));
    return client('enterprise', (name, request) => {
      const first = [...waiting].slice(0, Number(request.limit));
      if (name === 'api_goods_stock_change_query')
        return { code: 0, stock_change_list: first.map((n) => stockRow(n)), current_count: first.length };
      if (name === 'logistics_sync_query') return { code: 0, trades: first.map((n) => trade(n)) };
      for (const { rec_id } of request.stock_sync_list ?? request.logistics_list) if (isAccepted(rec_id)) waiting.delete(rec_id);
      return { code: 0, message: 'OK' };
    });
  }

  test('stock that is never acknowledged at the head does not hide what stands behind it', async () => {
    const { client: shop } = fixedOrder(300);
    const records = await all<StockRecord>(shop.stock.pull({ shop: 's', limit: 20 }), (page) =>
      shop.stock.acknowledge(success(page.filter(({ listing }) => Number(listing) > 50))),
    );
    expect(records.map(({ listing }) => Number(listing))).toEqual(range(300));
  });

  test('a pass ends although acknowledgements are taken and mean nothing', async () => {
    const { client: shop, asked } = fixedOrder(30, () => false);
    expect(await all(shop.stock.pull({ shop: 's' }), (page) => shop.stock.acknowledge(success(page)))).toHaveLength(30);
    expect(asked).toEqual(['api_goods_stock_change_query', 'api_goods_stock_change_ack', 'api_goods_stock_change_query']);
    expect(await all(shop.shipments.pull(), (page) => shop.shipments.acknowledge(success(page)))).toHaveLength(30);
  });

  test('a listing that moves on while it is worked on comes again in the same pass', async () => {
    let version = 1;
    const { client: shop } = client('enterprise', (name) =>
      name.endsWith('query')
        ? { code: 0, current_count: 1, stock_change_list: version > 3 ? [] : [stockRow(1, version)] }
        : { code: 0, message: `${version++}` },
    );
    const records = await all<StockRecord>(shop.stock.pull({ shop: 's' }), (page) => shop.stock.acknowledge(success(page)));
    expect(records.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  test('memory stays flat over a third of a million records', async () => {
    const LISTINGS = 330_000;
    let next = 0;
    const { client: shop } = client('enterprise', (name) => {
      if (!name.endsWith('query')) return '{"code":0,"message":"OK"}';
      const rows = range(Math.min(2000, LISTINGS - next)).map(() => `{"rec_id":${++next},"sync_stock":1,"stock_change_count":1}`);
      return `{"code":0,"current_count":${rows.length},"stock_change_list":[${rows.join()}]}`;
    });
    let pulled = 0;
    let early = 0;
    for await (const page of shop.stock.pull({ shop: 's', limit: 2000 })) {
      pulled += page.length;
      await shop.stock.acknowledge(success(page));
      if (pulled === 100_000) early = usedBytes();
    }
    expect(pulled).toBe(LISTINGS);
    expect(usedBytes() - early).toBeLessThan(10_000_000);
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

describe('a flagship server as the vendor might be', () => {
  test('ids of one position are listed again by the next one: each is offered once, and the pass ends', async () => {
    const ids = range(40);
    const { client: shop, asked } = client('flagship', (name, request) => {
      if (name === 'getSelfWaitSyncIdListOpen') {
        const [count, position] = request as [number, number];
        const from = Math.max(0, ids.indexOf(position)); // "from" instead of "after"
        const id_list = ids.slice(from, from + count);
        return { status: 0, data: { id_list, position: id_list.at(-1) ?? position } };
      }
      const rows = request[0].map(({ api_goods_id }: { api_goods_id: number }) => calculated(api_goods_id));
      return { success_date: rows, error_date: [{}] }; // as it is printed: without its envelope
    });
    expect((await all<StockRecord>(shop.stock.pull({ limit: 15 }))).map(({ listing }) => Number(listing))).toEqual(ids);
    expect(asked.filter((name) => name === 'batchCalcStock').length).toBeLessThan(6);
  });

  test('numbers as text, a warehouse as a number, null for no time: the record is exact, and all sixteen members go back', async () => {
    let info: Record<string, unknown> = {};
    const { client: shop } = client('flagship', (name, request) => {
      if (name === 'getSelfWaitSyncIdListOpen') return { status: '0', data: { id_list: request[1] === 0 ? ['7'] : [], position: 7 } };
      if (name === 'batchCalcStock') return { status: 0, data: { success_date: [calculated(7)], error_date: [] } };
      info = request[1];
      return { status: 0 };
    });
    const [record] = (await all<StockRecord>(shop.stock.pull())) as [StockRecord];
    expect(record).toMatchObject({ listing: '7', quantity: '7', version: 2, autoListing: true, autoDelisting: false, status: 'onSale' });
    await shop.stock.acknowledge([{ record, outcome: 'fail', message: '商城'.repeat(600) }]);
    expect(info).toEqual({
      ...{ syn_stock: 7, stock_change_count: 2, stock_syn_rule_id: -10000, stock_syn_rule_no: '', stock_syn_other: '' },
      ...{
        stock_syn_warehouses: '450',
        stock_syn_mask: 33263,
        stock_syn_percent: 100,
        stock_syn_plus: 1,
        stock_syn_min: 1,
        stock_syn_max: 550,
      },
      ...{ is_auto_listing: true, is_auto_delisting: false, is_syn_success: false, is_manual: false, syn_result: '商城'.repeat(512) },
    });
    await expect(shop.stock.acknowledge([{ record: { ...record, token: '' }, outcome: 'success' }])).rejects.toThrow('listing 7: token ""');
  });

  test('a listing that is left out of the answer is told of', async () => {
    const { client: shop } = client('flagship', (name, [, position]) => {
      if (name !== 'getSelfWaitSyncIdListOpen')
        return { status: 0, data: { success_date: [calculated(1)], error_date: [{ rec_id: 3, err_msg: '停用' }] } };
      return { status: 0, data: { id_list: position === 0 ? [1, 2, 3] : [], position: 3 } };
    });
    const skipped: unknown[] = [];
    expect(await all(shop.stock.pull({ onSkip: (each) => skipped.push(each) }))).toHaveLength(1);
    expect(skipped).toEqual([
      { listing: '2', reason: 'the server left it out of its answer' },
      { listing: '3', reason: '停用' },
    ]);
  });

  test('shipments that stay at the head of the list do not hide what stands behind them', async () => {
    const waiting = new Set(range(300));
    const { client: shop } = client('flagship', (name, request, { size, page }) => {
      if (name === 'getSyncListExt') return { status: 0, data: [...waiting].slice(page * size, (page + 1) * size).map((n) => syncRow(n)) };
      for (const { sync_id, status } of request[0]) if (status !== -100) waiting.delete(sync_id);
      return { status: 0, data: [] };
    });
    const records = await all<ShipmentRecord>(shop.shipments.pull({ limit: 20 }), (page) => {
      const [silent, ...said] = page; // one is not acknowledged at all, some come again later and stay listed
      return (
        silent &&
        shop.shipments.acknowledge(said.map((record, i) => ({ record, outcome: i % 2 ? ('retry' as const) : ('success' as const) })))
      );
    });
    expect(records.map(({ shipment }) => Number(shipment)).sort((a, b) => a - b)).toEqual(range(300));
  });

  test.each([
    ['is refused', { status: 100, message: '订单不存在' }, 'getSpecialOids was refused: 订单不存在'],
    [
      'does not know',
      { status: 0, data: { code: '1', message: '获取子订单号失败', oids: '' } },
      'getSpecialOids cannot tell the sub-orders: 获取子订单号失败',
    ],
    [
      'gives a placeholder again',
      { status: 0, data: { code: 0, oids: '!!!!:x' } },
      'the sub-orders are not listed, only the placeholder !!!!:x',
    ],
    ['gives nothing', { status: 0, data: { code: 0, oids: ' , ' } }, 'one parcel of several that names no sub-orders'],
  ])('a placeholder whose call %s is never an empty list, which would ship the whole order', async (_, answer, problem) => {
    const { client: shop } = client('flagship', (name, _request, { page }) => {
      if (name === 'getSpecialOids') return answer;
      return {
        status: 0,
        data: page > 0 ? [] : [syncRow(1, { is_part_sync: 1, oids: '!!!!:2019-11-08 17:51:56' }), syncRow(2, { oids: 'a, b,' })],
      };
    });
    const [first, second] = (await shop.shipments.pull().next()).value as ShipmentRecord[];
    expect(first).toMatchObject({ oids: null, problem });
    expect(second).toMatchObject({ oids: ['a', 'b'], problem: null, part: false });
  });

  test('a refused element of update, which is not named, is found in few calls', async () => {
    const { client: shop, asked } = client('flagship', (_, [list]) => ({
      status: 0,
      data: list.some(({ sync_id }: { sync_id: number }) => sync_id === 63) ? ['同步结果状态为空!'] : [],
    }));
    const reports = range(100).map((n) => ({ record: { shipment: `${n}` }, outcome: 'success' as const, message: '长'.repeat(300) }));
    const { accepted, rejected } = await shop.shipments.acknowledge(reports);
    expect([accepted.length, rejected.length]).toEqual([99, 1]);
    expect(rejected).toMatchObject([{ record: { shipment: '63' }, reason: '同步结果状态为空!' }]);
    expect(asked.length).toBeLessThan(17);
  });
});

describe('an enterprise server as the vendor might be', () => {
  test('ids of nineteen digits, rows of text and null, and everything absent that may be: the record is exact', async () => {
    const row = '{"rec_id":"9223372036854775807","goods_id":null,"spec_id":"S","sync_stock":12.50,"stock_change_count":7.0}';
    const { client: shop } = client('enterprise', (name, request) =>
      name.endsWith('ack')
        ? { code: '0', sent: request }
        : `\ufeff{"code":"0","message":null,"current_count":"1","stock_change_list":[${row}]}`,
    );
    const [record] = (await shop.stock.pull({ shop: 's' }).next()).value as [StockRecord];
    expect(record).toMatchObject({
      listing: '9223372036854775807',
      quantity: '12.5',
      version: 7,
      goodsId: '',
      specId: 'S',
      shopNo: 's',
      token: '',
    });
  });

  test('a version that is longer than any counter is told of, and not cut', async () => {
    const { client: shop } = client('enterprise', () => ({
      code: 0,
      current_count: 1,
      stock_change_list: [stockRow(1), { ...stockRow(2), stock_change_count: '98765432109876543210' }],
    }));
    const skipped: unknown[] = [];
    const page = (await shop.stock.pull({ shop: 's', onSkip: (each) => skipped.push(each) }).next()).value as StockRecord[];
    expect(page.map(({ listing }) => listing)).toEqual(['1']);
    expect(skipped).toEqual([{ listing: '2', reason: 'its version 98765432109876543210 is longer than any that can be counted' }]);
  });

  test('one parcel of several without sub-orders is not the whole order; a whole order has none, whatever is listed', async () => {
    const rows = [trade(1, { is_part_sync: 1, oids: '' }), trade(2, { oids: 'x,y' }), trade(3, { is_part_sync: '1', oids: 'a, b ,' })];
    const { client: shop } = client('enterprise', () => ({ code: 0, trades: rows }));
    const page = (await shop.shipments.pull().next()).value as ShipmentRecord[];
    expect(page.map(({ oids }) => oids)).toEqual([null, [], ['a', 'b']]);
  });

  test('failures of stock are said by silence: nothing is sent', async () => {
    const { client: shop, asked } = client('enterprise', () => ({ code: 0, message: 'OK' }));
    const record = { listing: '1', version: 1, quantity: '1', token: '' };
    const reports = (['fail', 'retry'] as const).map((outcome) => ({ record, outcome }));
    expect(await shop.stock.acknowledge(reports)).toEqual({ accepted: reports, settled: [], rejected: [] });
    expect(asked).toEqual([]);
  });

  test('an error that names no record of the batch is found by halves', async () => {
    const { client: shop } = client('enterprise', (_, { logistics_list }) => ({
      code: 0,
      errors: logistics_list.some(({ rec_id }: { rec_id: number }) => rec_id === 5) ? [{ error: '系统错误' }] : [],
    }));
    const reports = range(9).map((n) => ({ record: { shipment: `${n}` }, outcome: 'success' as const }));
    const { accepted, rejected } = await shop.shipments.acknowledge(reports);
    expect(accepted).toHaveLength(8);
    expect(rejected).toMatchObject([{ record: { shipment: '5' }, reason: '系统错误', retryable: false }]);
  });

  test('settled before is accepted and told: not a failure', async () => {
    const { client: shop } = client('enterprise', () => ({ code: 0, errors: [{ rec_id: '1', error: '非待同步状态，不可更新' }] }));
    const reports = range(2).map((n) => ({ record: { shipment: `${n}` }, outcome: 'success' as const }));
    expect(await shop.shipments.acknowledge(reports)).toEqual({ accepted: reports, settled: [reports[0]], rejected: [] });
  });
});

describe.each(['flagship', 'enterprise'] as const)('%s: an acknowledgement of several calls', (edition) => {
  const reports = range(250).map((n) => ({ record: { shipment: `${n}` }, outcome: 'success' as const }));
  const ok = edition === 'flagship' ? { status: 0, data: [] } : { code: 0 };
  const no = edition === 'flagship' ? { status: 1, message: '验证失败' } : { code: 1005, message: '签名sign错误' };

  test('the first refused as a whole: it throws, and nothing counts as said', async () => {
    const { client: shop, asked } = client(edition, () => no);
    await expect(shop.shipments.acknowledge(reports)).rejects.toMatchObject({ code: 'refused' });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['refused', no, false, 'refused'],
    ['lost', new TypeError('fetch failed'), true, 'network'],
    ['unreadable', '<html>', false, 'answer'],
  ] as const)(
    'the second %s: what the first said stays said, the rest is rejected with the reason, nothing more is sent',
    async (_, answer, retryable, code) => {
      let calls = 0;
      const { client: shop, asked } = client(edition, () => (calls++ === 0 ? ok : answer));
      const { accepted, rejected } = await shop.shipments.acknowledge(reports);
      expect([accepted.length, rejected.length, asked.length]).toEqual([100, 150, 2]);
      for (const each of rejected) expect(each).toMatchObject({ retryable, cause: { code } });
    },
  );
});

test('flagship stock: several calls at once, each record judged by itself; a missing right is everybody’s', async () => {
  let running = 0;
  let most = 0;
  const record = (n: number) => ({
    listing: `${n}`,
    version: 1,
    quantity: '1',
    token: JSON.stringify([1, '', '', 0, 100, '0', '0', '0', false, false]),
  });
  const { client: shop } = client('flagship', (_, [id]) => {
    most = Math.max(most, ++running);
    queueMicrotask(() => running--);
    return id === 3 ? { status: 100, message: '平台货品不存在' } : { status: 0 };
  });
  const reports = range(9).map((n) => ({ record: record(n), outcome: 'success' as const }));
  const { accepted, rejected } = await shop.stock.acknowledge(reports);
  expect(accepted.map(({ record }) => record.listing)).toEqual(['1', '2', '4', '5', '6', '7', '8', '9']);
  expect(rejected).toMatchObject([{ record: { listing: '3' }, report: reports[2], reason: '平台货品不存在' }]);
  expect(most).toBeGreaterThan(1);
  const without = client('flagship', () => ({ status: 100, message: '接口权限不足' }));
  await expect(without.client.stock.acknowledge(reports)).rejects.toMatchObject({ reason: '接口权限不足' });
});

test.each([
  ['flagship', { status: 0 }],
  ['flagship', { status: 0, data: null }],
  ['enterprise', '[]'],
] as const)('%s: an answer that names no list (%j) is an error, never an empty pool', async (edition, answer) => {
  const { client: shop } = client(edition, () => answer);
  await expect(shop.stock.pull({ shop: 's' }).next()).rejects.toMatchObject({ code: 'answer' });
});

test.each([0, -1, 1.5, Number.NaN])('a limit of %d is a mistake of the caller', (limit) => {
  for (const edition of ['flagship', 'enterprise'] as const) {
    const { client: shop } = client(edition, () => ({}));
    expect(() => shop.stock.pull({ shop: 's', limit })).toThrow(RangeError);
    expect(() => shop.shipments.pull({ limit })).toThrow(RangeError);
  }
});
