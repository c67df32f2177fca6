/** A changed rule acts on many listings in steps that survive a kill (promises S3, S4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { journalOf, SELLER, say, seedListings, setStock, show, sql, T0 } from './shop.ts';

const LISTINGS = 520;

describe.each(databases)('the fan-out of a rule on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, LISTINGS);
  });
  afterAll(() => t.close());

  const importRule = (cells: Record<string, string>) =>
    t.engine.importRows({
      seller: SELLER,
      kind: 'rules',
      records: [{ stock_syn_rule_no: 'default', ...cells }],
      now: T0,
      partial: false,
    });
  const follow = async () => (await t.engine.stepFanOuts({ seller: SELLER, now: T0 })).done;

  test('S3 a rule over more than 500 listings goes in steps of at most 500 and goes on after a kill between them', async () => {
    await importRule({ stock_syn_plus: '5' });
    const steps = [await follow()];
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '15' });
    expect(await show(t.engine, LISTINGS)).toEqual({ version: 2, quantity: '10' }); // older number with the older version
    await t.restart();
    while (steps.at(-1) !== 0) steps.push(await follow());
    expect(steps).toEqual([500, 20, 0]);
    const rows = await sql<{ version: number; quantity: string }>(t.database, 'select distinct version, quantity from listings');
    expect(rows).toEqual([{ version: 3, quantity: '15' }]);
    const raised = (await journalOf(t.engine)).filter(({ effect }) => effect === 'rule');
    expect(raised.length).toBe(LISTINGS);
  });

  test('S3 a listing that changes while a rule fans out has the new rule, and is not raised again', async () => {
    const version = 1 + ((await show(t.engine, 510))?.version as number);
    await importRule({ stock_syn_plus: '7' });
    await setStock(t.engine, 'A510', '20');
    expect(await show(t.engine, 510)).toEqual({ version, quantity: '27' });
    expect(await say(t.engine, 'success', 510, version)).toBe('cleared');
    while ((await follow()) > 0);
    expect(await show(t.engine, 510)).toEqual({ version, quantity: '27' });
    expect(await show(t.engine, 511)).toEqual({ version, quantity: '17' });
  });

  test('S3 importing the same rule again goes on with what was left', async () => {
    await importRule({ stock_syn_plus: '9' });
    await follow();
    expect((await importRule({ stock_syn_plus: '9' })).changed).toBe(0);
    while ((await follow()) > 0);
    const rows = await sql(t.database, 'select distinct quantity from listings order by quantity');
    expect(rows).toEqual([{ quantity: '19' }, { quantity: '29' }]);
  });
});
