/** Rules with a scope each: what is kept, what is refused, and what a change of one would do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, put, SELLER, seedListings, setStock, show, sql, T0, waiting } from './shop.ts';

describe.each(databases)('rules on $name', ({ open }) => {
  let t: TestEngine;
  beforeEach(async () => {
    t = await open();
    await seedListings(t.engine, 3);
  });
  afterEach(() => t.close());

  const by = { seller: SELLER, actor: 'operator', now: T0 };
  const save = (rule: Parameters<TestEngine['engine']['saveRule']>[0]['rule']) => t.engine.saveRule({ ...by, rule });
  const listRules = () => t.engine.listRules({ seller: SELLER });
  const messageOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    );
  const ruleTold = async (listing: number) => {
    const [found] = await t.engine.calculateStock({ caller, listings: [listing] });
    return found?.found ? found.change.rule : null;
  };

  test('a new seller has one rule, of priority 0, that matches everything', async () => {
    expect(await listRules()).toEqual([
      {
        ...{ no: 'default', rule: 1, name: '', priority: 0, enabled: true, shops: null, category: '', brand: '', warehouses: null },
        ...{ mask: 17_344, percent: 100, plus: '0', min: '0', max: '0', autoListing: false, autoDelisting: false },
      },
    ]);
  });

  test('what is left out of a rule stays; a new rule stands above all others', async () => {
    const made = await save({ no: 'S1 only', shops: ['S1'], warehouses: ['W1'], plus: '2', autoListing: true });
    expect(made).toMatchObject({ rule: 2, priority: 1, shops: ['S1'], warehouses: ['W1'], plus: '2', percent: 100, autoListing: true });
    expect(await save({ no: 'S1 only', percent: 50 })).toEqual({ ...made, percent: 50 });
    expect(await save({ no: 'S1 only', shops: null, warehouses: null })).toMatchObject({ shops: null, warehouses: null, percent: 50 });
    expect((await listRules()).map(({ no }) => no)).toEqual(['S1 only', 'default']);
  });

  test('shops are told the rule that acts on each listing, with the warehouses it counts', async () => {
    await save({ no: 'brand', brand: '栖岭', warehouses: ['W2'], percent: 80 });
    await put(t.engine, 'items', [{ spec_no: 'A2', brand: '栖岭' }]);
    expect(await ruleTold(1)).toMatchObject({ id: 1, no: 'default', warehouses: [1, 2], percent: 100 });
    expect(await ruleTold(2)).toMatchObject({ id: 2, no: 'brand', warehouses: [2], percent: 80 });
    const pulled = await t.engine.pullStock({ caller, shopNo: 'S1', after: 0, limit: 10, now: T0 });
    expect(pulled?.map(({ rule }) => rule.no)).toEqual(['default', 'brand', 'default']);
  });

  test('S3 a listing whose item changes its category gets the rule of the new one, and a new version', async () => {
    await save({ no: 'tea', category: '食品/茶', plus: '5' });
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    await put(t.engine, 'items', [{ spec_no: 'A1', category: '食品/茶/绿茶' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '15' });
    await put(t.engine, 'items', [{ spec_no: 'A1', category: '食品/茶/绿茶', goods_name: '龙井' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '15' });
    await put(t.engine, 'items', [{ spec_no: 'A1', category: '食品/茶叶' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 4, quantity: '10' });
  });

  test('bad input: two enabled rules of equal priority are refused, both named, and nothing is done', async () => {
    await save({ no: 'a', priority: 5, plus: '1' });
    const before = await listRules();
    expect(await messageOf(save({ no: 'b', priority: 5 }))).toBe(
      'column priority: "5" is the priority of "a" and of "b"; give one of them another',
    );
    const twice = ['c', 'd'].map((stock_syn_rule_no) => ({ stock_syn_rule_no, priority: '9' }));
    expect(await codeOf(put(t.engine, 'rules', twice))).toBe('input');
    expect(await listRules()).toEqual(before);
    expect(await save({ no: 'b', priority: 5, enabled: false })).toMatchObject({ enabled: false, priority: 5 });
    expect(await codeOf(save({ no: 'b', enabled: true }))).toBe('input');
  });

  test('priorities may be swapped by one file', async () => {
    await save({ no: 'a', priority: 5 });
    await put(t.engine, 'rules', [
      { stock_syn_rule_no: 'a', priority: '0' },
      { stock_syn_rule_no: 'default', priority: '5' },
    ]);
    expect((await listRules()).map(({ no, priority }) => [no, priority])).toEqual([
      ['default', 5],
      ['a', 0],
    ]);
  });

  test.each([
    ['a shop that does not exist', { shops: ['S9'] }, 'column shop_no: "S9" is no shop; import shops first'],
    ['a warehouse that does not exist', { warehouses: ['W9'] }, 'column warehouse_no: "W9" is no warehouse; import warehouses first'],
    ['a percentage above 1000', { percent: 1001 }, 'column stock_syn_percent: "1001" is no whole number from 0 to 1000'],
    ['a quantity that is none', { min: 'x' }, 'column stock_syn_min: "x" is no number of at most 15 digits before and 4 after the point'],
  ])('bad input: %s is refused', async (_, wrong, message) => {
    expect(await messageOf(save({ no: 'default', ...wrong }))).toBe(message);
    expect(await messageOf(t.engine.previewRule({ seller: SELLER, rule: { no: 'default', ...wrong }, now: T0 }))).toBe(message);
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
  });

  test('a rule without any warehouse stops the sync of its listings; with one they wait again', async () => {
    await save({ no: 'default', warehouses: [] });
    expect(await waiting(t.engine)).toEqual([]);
    await setStock(t.engine, 'A1', '77');
    expect(await waiting(t.engine)).toEqual([]);
    await save({ no: 'default', warehouses: ['W1'] });
    expect(await waiting(t.engine)).toEqual([1, 2, 3]);
    expect((await show(t.engine, 1))?.quantity).toBe('77');
  });

  test('a listing that no rule fits is listed with the reason, and not offered', async () => {
    await save({ no: 'default', shops: ['S2'] });
    expect(await waiting(t.engine)).toEqual([]);
    const unsynced = await t.engine.listUnsynced({ seller: SELLER, after: 1, limit: 1, now: T0 });
    expect(unsynced).toMatchObject([{ listing: 2, shopNo: 'S1', why: ['none fits'] }]);
  });

  test('a listing’s own rule acts whatever the scopes say; disabled, it stops the sync', async () => {
    await save({ no: 'own', enabled: true, shops: [], plus: '100' });
    await t.engine.setListingRule({ ...by, listing: 1, no: 'own' });
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '110' });
    expect(await messageOf(t.engine.removeRule({ ...by, no: 'own' }))).toBe(
      'rule "own" was set by hand for listing 1, perhaps for others too; give it another first',
    );
    await save({ no: 'own', enabled: false });
    expect(await waiting(t.engine)).toEqual([2, 3]);
    await t.engine.setListingRule({ ...by, listing: 1, no: null });
    expect(await show(t.engine, 1)).toEqual({ version: 5, quantity: '10' });
    await t.engine.removeRule({ ...by, no: 'own' });
    expect(await codeOf(t.engine.removeRule({ ...by, no: 'own' }))).toBe('unknown');
    expect(await codeOf(t.engine.setListingRule({ ...by, listing: 1, no: 'own' }))).toBe('unknown');
  });

  test('S3 a warehouse that becomes external, or is disabled, changes what its rules count', async () => {
    await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', wms_stock_diff: '-4' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' }); // an own warehouse has no difference
    await put(t.engine, 'warehouses', [{ warehouse_no: 'W1', warehouse_type: '2' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 3, quantity: '6' });
    await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', wms_stock_diff: '-5' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 4, quantity: '5' });
    await put(t.engine, 'warehouses', [{ warehouse_no: 'W1', is_disabled: '1' }]);
    expect(await show(t.engine, 1)).toEqual({ version: 5, quantity: '0' });
    expect(await put(t.engine, 'warehouses', [{ warehouse_no: 'W1' }])).toBe(0);
  });

  test('a preview counts and shows what would change, and changes nothing', async () => {
    await setStock(t.engine, 'A3', '0');
    const tables = ['rules', 'listings', 'journal', 'fan_outs', 'counters'];
    const state = () => Promise.all(tables.map((table) => sql(t.database, `select * from ${table}`)));
    const before = await state();
    const preview = (rule: Parameters<typeof save>[0]) => t.engine.previewRule({ seller: SELLER, rule, now: T0 });
    const none = { more: 0, less: 0, toNothing: 0, begin: 0, cease: 0 };
    expect(await preview({ no: 'default', percent: 50 })).toEqual({
      listings: 3,
      different: 2, // half of nothing is nothing
      ...none,
      less: 2,
      examples: [1, 2].map((listing) => ({
        ...{ listing, shopNo: 'S1', goodsId: `G-A${listing}`, specId: '', goodsName: '', specName: '' },
        before: { rule: 'default', quantity: '10' },
        after: { rule: 'default', quantity: '5' },
      })),
    });
    expect(await preview({ no: 'new', shops: ['S2'] })).toEqual({ listings: 0, different: 0, ...none, examples: [] });
    expect((await preview({ no: 'default', shops: [] })).examples[0]?.after).toBe(null);
    expect(await preview({ no: 'default', name: '默认' })).toMatchObject({ listings: 0 });
    expect(await state()).toEqual(before);
  });
});
