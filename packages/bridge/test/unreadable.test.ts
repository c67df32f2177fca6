/** A record of the ERP that cannot be read is a gap with an alarm, and stops nothing else. The ERP is the real server; on the way its rows are spoiled. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planBridge } from '../src/bridge.ts';
import { metricsText } from '../src/meters.ts';
import { EDITIONS, type Rig, startRig, until } from './rig.ts';

/** Members of a row that are spoiled in whatever holds them: a quantity of stock, the parcel flag of a shipment. */
const FIELDS = /"(syn_stock|sync_stock|is_part_sync)":/;

/** A `fetch` that spoils the rows about a SKU or order, as an ERP with a mistake in its data would print them. */
function spoiling(subject: () => string | undefined): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const text = await answer.text();
    const rows = text.split(/(?<=\}),(?=\{)/).map((row) => {
      const isIt = subject() !== undefined && row.includes(`"${subject()}"`);
      return isIt ? row.replace(new RegExp(`${FIELDS.source}[^,}]*`), (_, name) => `"${name}":"many"`) : row;
    });
    return new Response(rows.join(','), { status: answer.status, headers: answer.headers });
  };
}

describe.each(EDITIONS)('%s', (edition) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig(edition);
  });
  afterEach(() => rig.close());

  test('a listing: the others go through, it waits at the ERP, is alarmed of, and goes through when it is mended', async () => {
    let spoilt: string | undefined = 'SKU-3';
    const bridge = rig.run({ fetch: spoiling(() => spoilt) });
    await until(async () => (await rig.waiting()).stock === 1);
    await until(() => bridge.meters.standing('stock', Date.now()).passes > 3);
    expect(rig.receiver.shop.listings.get('SKU-3')?.quantity).toBe('?');
    expect(bridge.meters.gaps()).toMatchObject([
      { what: 'record', reason: expect.stringMatching(/\[\d+\] cannot be read: field "syn\w*_stock"/) },
    ]);
    expect(bridge.meters.standing('stock', Date.now())).toMatchObject({ applied: 9, heldBack: 1, behindMs: expect.any(Number) });
    expect(metricsText(bridge.meters, Date.now())).toContain('tongbu_bridge_gaps{what="record"} 1');
    const alarms = rig.lines.filter((line) => line.includes('cannot be read, and waits at the ERP'));
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms[0]).toMatch(/^warn .*"many"/);
    spoilt = undefined;
    await until(async () => (await rig.waiting()).stock === 0);
    await until(() => bridge.meters.gaps().length === 0);
    await bridge.stop();
    expect(rig.receiver.shop.listings.get('SKU-3')?.quantity).toBe('100');
  });

  test('a shipment: nothing is said of it, the others are acknowledged, and a pass of --once ends', async () => {
    const [bad] = await rig.ship('whole');
    await rig.ship('split');
    const options = { fetch: spoiling(() => bad) };
    const meters = await rig.once(options);
    expect(await rig.waiting()).toMatchObject({ stock: 0, shipments: 1, shipmentsFailed: 0 });
    expect(rig.receiver.shop.parcels).toHaveLength(2);
    expect(meters.standing('shipments', Date.now())).toMatchObject({ pulled: 2, acknowledged: 2, unreadable: 1 });
    const shop = await rig.openShop();
    const planned = [];
    for await (const each of planBridge(rig.options(options), { shop }, new AbortController().signal)) planned.push(each);
    expect(planned).toMatchObject([{ pool: 'shipments', would: 'keep', reason: expect.stringContaining('cannot be read') }]);
    await rig.once();
    expect(await rig.waiting()).toMatchObject({ shipments: 0 });
    expect(rig.receiver.shop.parcels).toHaveLength(3);
  });
});

test('a hundred parcels that cannot be read hide those behind them: the operator is told at once, and when it is over', async () => {
  const rig = await startRig('enterprise');
  let isFull = true;
  const trades = Array.from({ length: 100 }, (_, i) => ({
    rec_id: i + 1,
    tid: `T${i}`,
    logistics_no: 'X',
    logistics_type: 'many',
    is_part_sync: 0,
  }));
  const full = async (...[input, init]: Parameters<typeof fetch>) =>
    isFull && String(input).includes('logistics_sync_query') ? Response.json({ code: 0, total_count: '130', trades }) : fetch(input, init);
  const bridge = rig.run({ fetch: full as typeof fetch });
  const hides = () => metricsText(bridge.meters, Date.now()).includes('tongbu_bridge_hides{pool="shipments"} 1');
  await until(hides);
  const told = () =>
    rig.lines.filter((line) => /^error shipments: 100 records .* hide 30 more behind them: settle or cancel them there/.test(line));
  const { passes } = bridge.meters.standing('shipments', Date.now());
  await until(() => bridge.meters.standing('shipments', Date.now()).passes > passes + 2);
  expect(told()).toHaveLength(1);
  isFull = false;
  await until(() => !hides());
  expect(rig.lines).toContainEqual(expect.stringMatching(/^info shipments: nothing at the ERP hides/));
  await bridge.stop();
  await rig.close();
});
