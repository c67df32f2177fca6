/** `tongbu level`: levels moved by hand, with and without a server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, makeFolder, type Served, SHOP, serve, type TestFolder, tongbu } from './harness.ts';

describe.each(['no server runs', 'a server runs'] as const)('B13: while %s', (state) => {
  let folder: TestFolder;
  let server: Served | undefined;
  const run = (...args: string[]): Promise<Ended> => tongbu([...args, '--data', folder.data]);
  const move = (...args: string[]) => run('level', ...args, '--reason', 'torn');
  beforeAll(async () => {
    folder = await makeFolder();
    if (state === 'a server runs') server = await serve(folder.data);
    await run('seller', 'add', 'demo');
    for (const kind of ['warehouses', 'items', 'levels'] as const) {
      expect((await run('import', kind, await folder.file(`${kind}.csv`, SHOP[kind]))).code).toBe(0);
    }
  });
  afterAll(async () => {
    expect((await server?.stop())?.code ?? 0).toBe(0);
    await folder.remove();
  });
  const [, cells = ''] = SHOP.levels.trim().split('\n');
  const [specNo = '', warehouse = '', stock = ''] = cells.split(',');
  const subject = `item "${specNo}" in warehouse "${warehouse}"`;
  const at = [specNo, '--warehouse', warehouse];

  test('set and adjust say what was and is, and the journal says why', async () => {
    const said = (stdout: string) => ({ code: 0, stdout: `${stdout}\n`, stderr: '' });
    expect(await move('set', ...at, '--to', '7.50')).toMatchObject(said(`${subject}: stock_num ${stock} → 7.5`));
    expect(await move('set', ...at, '--to', '7.5')).toMatchObject(said(`${subject}: stock_num is 7.5 already`));
    expect(await move('adjust', ...at, '--by', '-2')).toMatchObject(said(`${subject}: stock_num 7.5 → 5.5`));
    expect(await move('adjust', ...at, '--by', '2', '--defective')).toMatchObject(said(`${subject}, defective: stock_num 0 → 2`));
    const locked = await move('adjust', ...at, '--by', '1', '--quantity', 'lock_num', '--json');
    expect(JSON.parse(locked.stdout)).toMatchObject({ specNo, warehouseNo: warehouse, after: { lock_num: '1' } });
    const { stdout } = await run('journal', '--pool', 'level', '--limit', '2');
    expect(stdout).toMatch(/moved +adjust +2 +operator +warehouse 1, defective: stock_num 0 → 2; torn\n.* lock_num 0 → 1; torn\n$/);
  });

  test('what cannot be is refused, and says what to do', async () => {
    const refused = (code: number, words: string) => ({ code, stdout: '', stderr: expect.stringContaining(words) });
    expect(await move('adjust', ...at, '--by', '-9')).toMatchObject(refused(2, `${subject}: stock_num -3.5 is less than nothing`));
    expect(await move('set', 'none', '--warehouse', warehouse, '--to', '1')).toMatchObject(refused(2, '"none" is no item'));
    expect(await move('set', ...at, '--to', 'x')).toMatchObject(refused(2, 'stock_num "x" is no number'));
    expect(await run('level', 'set', ...at, '--to', '1')).toMatchObject(refused(2, "'--reason <words>' not specified"));
    expect(await move('adjust', ...at, '--by', '-9', '--allow-negative')).toMatchObject({ code: 0 });
  });
});
