import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { put, say, seedListings, setStock, show, T0, waiting } from './shop.ts';

describe.each(databases)('stock on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 6);
  });
  afterAll(() => t.close());

  test('S1 a listing is pending exactly while its version is greater than the last acknowledged one', async () => {
    expect(await waiting(t.engine)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await show(t.engine, 1)).toEqual({ version: 2, quantity: '10' });
    expect(await say(t.engine, 'success', 1, 2)).toBe('cleared');
    expect(await waiting(t.engine)).toEqual([2, 3, 4, 5, 6]);
    await setStock(t.engine, 'A1', '11');
    expect(await waiting(t.engine)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('S2 a newer change survives the acknowledgement of an older one', async () => {
    await setStock(t.engine, 'A2', '7', T0 + 1);
    expect(await say(t.engine, 'success', 2, 2)).toBe('superseded');
    expect(await waiting(t.engine)).toContain(2);
    expect(await show(t.engine, 2)).toEqual({ version: 3, quantity: '7' });
    expect(await say(t.engine, 'success', 2, 3)).toBe('cleared');
    expect(await waiting(t.engine)).not.toContain(2);
  });
});
