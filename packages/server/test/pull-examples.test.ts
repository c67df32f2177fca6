/** examples/pull: each program keeps a shop in step, through lost answers and a death between the shop's word and the acknowledgement. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTongbu, type Tongbu } from '../src/sandbox/index.ts';

const examples = fileURLToPath(new URL('../../../examples/pull/', import.meta.url));

let tongbu: Tongbu;
let folder: string;
beforeEach(async () => {
  tongbu = await startTongbu();
  folder = mkdtempSync(join(tmpdir(), 'tongbu-example-'));
});
afterEach(async () => {
  await tongbu.stop();
  rmSync(folder, { recursive: true, force: true });
});

const programs = [
  { name: 'typescript, flagship', edition: 'flagship', command: process.execPath, file: 'typescript/shop.ts' },
  { name: 'typescript, enterprise', edition: 'enterprise', command: process.execPath, file: 'typescript/shop.ts' },
  { name: 'python, enterprise', edition: 'enterprise', command: 'python3', file: 'python/shop.py' },
] as const;

type Program = (typeof programs)[number];

/** Runs it to its end. */
async function run({ edition, command, file }: Program): Promise<{ code: number | null; lines: string[]; errors: string }> {
  const { key, secret } = tongbu.keys[edition];
  const account = { EDITION: edition, URL: tongbu.url, SELLER: tongbu.seller, KEY: key, SECRET: secret, SHOP: tongbu.shopNo };
  const flags = command === 'python3' ? [] : ['--conditions=source'];
  const env = { ...process.env, ...account, STATE: join(folder, 'state'), PYTHONUTF8: '1' };
  const child = spawn(command, [...flags, join(examples, file)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, lines: output.trim().split('\n'), errors };
}

const applied = (lines: string[], word: string) => lines.filter((line) => line.startsWith(word)).sort();

for (const program of programs) {
  const isThere = spawnSync(program.command, ['--version']).status === 0;
  describe.runIf(isThere)(program.name, () => {
    test('everything that waits is applied once and acknowledged, though every fourth answer is lost', async () => {
      await tongbu.ship('split');
      tongbu.faults.add({ kind: 'cut-after', every: 4 });
      const { code, lines, errors } = await run(program);
      expect(code, errors).toBe(0);
      expect(applied(lines, 'stock ')).toHaveLength(10);
      expect(applied(lines, 'ship ')).toHaveLength(2);
      for (const line of applied(lines, 'ship ')) expect(line).toMatch(/^ship \S+ \[\S+-\d\] \S+ \S+$/);
      const again = await run(program);
      expect(again.lines.filter((line) => /^(stock|ship) /.test(line))).toEqual([]);
    });

    test('what was confirmed and not acknowledged is acknowledged at the next start, without being applied again', async () => {
      for (const method of ['sales.StockSync.syncSuccess', 'api_goods_stock_change_ack']) tongbu.faults.add({ kind: 'cut-before', method });
      const died = await run(program);
      expect(died.code).not.toBe(0);
      expect(applied(died.lines, 'stock ')).toHaveLength(10);
      expect(readdirSync(folder)).toHaveLength(1);
      tongbu.faults.clear();
      const { code, lines, errors } = await run(program);
      expect(code, errors).toBe(0);
      expect(lines.filter((line) => line.includes(' = '))).toEqual([]);
      expect(await tongbu.engine.pendingByShop({ seller: tongbu.seller, now: Date.now() })).toMatchObject([{ listings: 0 }]);
      expect(readdirSync(folder)).toEqual([]);
    });
  });
}
