/** `tongbu listing`, run as a person runs it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, SHOP, type TestFolder, tongbu } from './harness.ts';

let folder: TestFolder;
const listing = async (...args: string[]) => {
  const { code, stdout, stderr } = await tongbu(['listing', ...args, '--data', folder.data]);
  return code === 0 ? stdout.trimEnd() : `${code} ${stderr.trimEnd()}`;
};
const shown = async (...args: string[]) =>
  (JSON.parse(await listing('list', '--json', ...args)) as { listings: { listing: number }[]; next: string | null }).listings;

beforeAll(async () => {
  folder = await makeFolder();
  await tongbu(['seller', 'add', 'demo', '--data', folder.data]);
  const files = { ...SHOP, listings: `${SHOP.listings}web,G9,X9\n` };
  for (const kind of ['shops', 'warehouses', 'items', 'listings', 'levels'] as const) {
    const { code, stderr } = await tongbu(['import', kind, await folder.file(`${kind}.csv`, files[kind]), '--data', folder.data]);
    expect({ kind, code, stderr }).toEqual({ kind, code: 0, stderr: '' });
  }
}, 180_000);
afterAll(() => folder.remove());

test('list: by shop, state and code', async () => {
  expect((await listing('list', '--shop', 'web')).split('\n')).toEqual([
    expect.stringMatching(/^LISTING {2}SHOP {2}GOODS /),
    expect.stringMatching(/^ {6}1 {2}web {3}G1 +A1 +12 +2 {2}pending$/),
    expect.stringMatching(/^ {6}2 {2}web {3}G2 +A2 +5 +2 {2}pending$/),
    expect.stringMatching(/^ {6}4 {2}web {3}G9 +X9 +0 +0 {2}unbound$/),
  ]);
  expect(await shown('--state', 'unbound')).toMatchObject([{ listing: 4 }]);
  expect(await shown('--code', 'A')).toMatchObject([{ listing: 1 }, { listing: 2 }, { listing: 3 }]);
  expect(await shown('--limit', '1')).toHaveLength(1);
  expect(await listing('list', '--state', 'lost')).toMatch(/^2 tongbu: option '--state <state>' argument 'lost' is invalid/);
}, 180_000);

test('each verb does what it says, and says so', async () => {
  const one = async (n: number) => (await shown()).find((each) => each.listing === n);
  expect(await listing('bind', '4', 'A3')).toBe('listing 4 sells A3');
  expect(await one(4)).toMatchObject({ bound: true, quantity: '7', version: 1 });
  expect(await listing('unbind', '4')).toBe('listing 4 is bound to nothing; it is not synced');
  expect(await listing('match', '4')).toBe('listing 4: no item or suite has its codes; it is not synced until one has');
  expect(await listing('match', '1')).toBe('listing 1 is matched by its codes');
  expect(await listing('suspend', '1', '--until', '2100-01-01 08:00')).toBe('listing 1 is suspended until 2100-01-01 08:00:00');
  expect(await one(1)).toMatchObject({ suspendedUntil: expect.any(Number) });
  expect(await listing('resume', '1')).toBe('listing 1 is suspended no longer');
  expect(await one(1)).toMatchObject({ suspendedUntil: null, version: 2 });
  expect(await listing('disable', '1', '--reason', '召回')).toBe('listing 1 is switched off');
  expect(await one(1)).toMatchObject({ syncDisabled: true });
  expect(await listing('enable', '1')).toBe('listing 1 is switched on');
  expect(await one(1)).toMatchObject({ syncDisabled: false, version: 3 });
  expect(await listing('force', '1')).toBe('listing 1 waits with a new version');
  expect(await one(1)).toMatchObject({ version: 4 });
  expect(await listing('rule', '1', 'default')).toBe('rule default acts on listing 1');
  expect(await listing('rule', '1')).toBe('the rule of listing 1 is chosen by scope and priority');
}, 180_000);

test('what is asked wrongly is told, and changes nothing', async () => {
  const before = await shown();
  expect(await listing('bind', '1', 'none')).toBe('2 tongbu: "none" is no merchant code of an item or suite; import it first');
  expect(await listing('force', '4')).toBe('2 tongbu: listing 4 is not synced: it is bound to nothing, or no rule acts on it');
  expect(await listing('disable', '99', '--reason', 'x')).toBe('2 tongbu: seller "demo" has no listing 99');
  expect(await listing('suspend', '1', '--until', 'soon')).toMatch(/^2 tongbu: "soon" is no moment/);
  expect(await listing('rule', '1', 'none')).toMatch(/^2 tongbu: seller "demo" has no rule "none"/);
  expect(await listing('bind', 'x', 'A1')).toMatch(/^2 .*It must be a whole number/);
  expect(await shown()).toEqual(before);
}, 180_000);
