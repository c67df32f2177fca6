/** The journal: what a crash leaves of it, and what is still owed. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Entry, Journal } from '../src/journal.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongbu-journal-'));
  path = join(folder, 'journal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const confirmed = (key: string): Entry => ({
  is: 'confirmed',
  key,
  kind: 'shipments',
  report: { record: { shipment: '1' }, outcome: 'success' },
});
const owed = (journal: Journal) => journal.owed().map(({ key }) => key);

describe('the journal', () => {
  test('what was confirmed is owed until it is settled, over restarts', async () => {
    let journal = await Journal.open(path);
    await journal.write([
      { is: 'trying', key: 'a' },
      { is: 'trying', key: 'b' },
      { is: 'trying', key: 'c' },
    ]);
    await Promise.all([journal.write([confirmed('a')]), journal.write([confirmed('b')])]);
    await journal.write([{ is: 'settled', key: 'a' }]);
    await journal.close();
    journal = await Journal.open(path);
    expect(owed(journal)).toEqual(['b']);
    expect(['a', 'b', 'c'].map((key) => journal.mayHaveArrived(key))).toEqual([false, false, true]);
    expect(journal.totals).toEqual({ confirmed: 2, ignored: 0 });
    await journal.close();
  });

  test('cut off anywhere, it opens, knows every whole line before the cut, and goes on', async () => {
    const whole = await Journal.open(path);
    await whole.write([
      { is: 'trying', key: 'a' },
      confirmed('a'),
      { is: 'trying', key: 'b' },
      { is: 'settled', key: 'a' },
      confirmed('b'),
    ]);
    await whole.close();
    const bytes = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (cut) => {
        writeFileSync(path, bytes.subarray(0, cut));
        const lines = bytes.subarray(0, cut).toString().split('\n').length - 1;
        const journal = await Journal.open(path);
        expect([journal.damaged, owed(journal)]).toEqual([0, [[], [], ['a'], ['a'], [], ['b']][lines]]);
        await journal.write([confirmed('z')]);
        await journal.close();
        const again = await Journal.open(path);
        expect(owed(again).at(-1)).toBe('z');
        await again.close();
      }),
      { numRuns: 60 },
    );
  });

  test('where a line in the middle cannot be read, every parcel counts as tried', async () => {
    writeFileSync(path, `${JSON.stringify(confirmed('a'))}\n`);
    appendFileSync(path, `\u0000\u0000\n${JSON.stringify(confirmed('b'))}\n`);
    const journal = await Journal.open(path);
    expect([journal.damaged, owed(journal), journal.mayHaveArrived('never seen')]).toEqual([1, ['a', 'b'], true]);
    await journal.close();
  });

  test('bytes that are no text make it no longer: what is written behind them is there after a restart', async () => {
    writeFileSync(path, `${JSON.stringify(confirmed('a'))}\n`);
    appendFileSync(path, Buffer.from([0xff, 0xfe, 0xc3, 0x0a]));
    const size = statSync(path).size;
    let journal = await Journal.open(path);
    expect([journal.damaged, statSync(path).size]).toEqual([1, size]);
    await journal.write([confirmed('b')]);
    await journal.close();
    journal = await Journal.open(path);
    expect([journal.damaged, owed(journal)]).toEqual([1, ['a', 'b']]);
    await journal.close();
  });

  test('where it cannot be opened, it says which it is and what to do', async () => {
    writeFileSync(join(folder, 'file'), '');
    const inAFile = join(folder, 'file', 'journal');
    await expect(Journal.open(inAFile)).rejects.toMatchObject({
      name: 'JournalError',
      message: expect.stringMatching(new RegExp(`the journal ${inAFile} cannot be opened: .*Look at the disk`)),
    });
  });

  test('it is compacted: a million settled lines leave no more behind than is open', async () => {
    let journal = await Journal.open(path);
    await journal.write([confirmed('kept'), { is: 'trying', key: 'tried' }]);
    for (let round = 0; round < 20; round += 1) {
      const keys = Array.from({ length: 1000 }, (_, i) => `key-${round}-${i}`);
      await journal.write(keys.map(confirmed));
      await journal.write(keys.map((key) => ({ is: 'settled', key })));
    }
    await journal.close();
    expect(statSync(path).size).toBeLessThan(1_300_000);
    journal = await Journal.open(path);
    expect([owed(journal), journal.mayHaveArrived('tried'), journal.totals.confirmed]).toEqual([['kept'], true, 20_001]);
    await journal.close();
  });

  test('one at a time has it', async () => {
    const first = await Journal.open(path);
    const second = await Journal.open(path).catch((error: Error) => error);
    expect((second as Error).message).toContain('journal: in the configuration');
    await first.close();
    await (await Journal.open(path)).close();
  });
});
