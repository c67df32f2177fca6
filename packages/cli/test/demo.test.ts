import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { widthOf } from '../src/output/width.ts';
import { makeFolder, start, type TestFolder, tongbu } from './harness.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

/** Runs the demo, fast, until its story has said all of these; `meanwhile` runs while it goes on, and may kill it. */
async function watch(
  words: RegExp[],
  lang: 'en' | 'zh',
  meanwhile: (text: string, child: ReturnType<typeof start>) => Promise<void> = async () => {},
): Promise<string> {
  const ports = ['--api', '127.0.0.1:0', '--manage', '127.0.0.1:0'];
  const child = start(['demo', '--data', folder.data, ...ports, '--speed', '20', '--lang', lang], { cwd: folder.path });
  let text = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (more: string) => {
      text += more;
      if (words.every((word) => word.test(text))) resolve();
    });
    child.on('close', () => reject(new Error(`the demo ended before it had said ${words.find((word) => !word.test(text))}: ${text}`)));
  });
  await meanwhile(text, child);
  child.kill('SIGINT');
  const { code, stderr } = await child.ended;
  expect({ code, stderr }).toEqual({ code: child.signalCode === 'SIGKILL' ? null : 0, stderr: '' });
  return text;
}

/** Seconds from the first line that says the one to the first that says the other. */
function secondsBetween(told: string[], from: RegExp, to: RegExp): number {
  const [began, ended] = [from, to].map((words) => Date.parse(`2026-11-11T${told.find((line) => words.test(line))?.slice(0, 8)}Z`));
  return ((ended as number) - (began as number)) / 1_000;
}

describe('the demo', () => {
  test('shows the loop: pulled, applied, acknowledged, superseded, failed and why, how much is pending; and its line to copy works', async () => {
    const loop = [
      ...[
        /First start: importing 2 shops/,
        /← pulls +\d+ listings?, \d+ parcels?/,
        /acknowledged v\d+/,
        /superseded: a newer version waits/,
      ],
      ...[/failed: its database is locked/, /left out: its database is locked/, /more like these/, /shipped in the shop, acknowledged/],
      /given up: held by after-sales/,
      /mall-web +… waiting +\d+ listings?, \d+ parcels?/,
    ];
    const orders = [
      ...[/ordered and paid/, /ordered, not paid yet/, /is paid now/, /closed: never paid/, /one line given back, refunded/],
      ...[/\d+ reserved in (HZ|GZ)01/, /\d+ free again in (HZ|GZ)01/, /approved, to be sent/, /goes with trade \d+/],
      ...[/left as trade \d+/, /\d+ left (HZ|GZ)01, \d+ remain/, /[A-Z0-9]+ waits$/m, /[A-Z0-9]+, a part$/m, /number corrected/],
    ];
    const stock = [/0\d \+\d+, now \d+: delivery/, /01 counted: \d+/, /rule tea +counts what/, /rule mini-snacks +\d0 % of what is free/];
    const text = await watch([...loop, ...orders, ...stock], 'en', async (text) => {
      const greeting = text.split('\n').slice(0, 37);
      const link = /^(http:\/\/\S+)\/setup#\S+$/m.exec(text)?.[1];
      expect((await fetch(`${link}/`)).headers.get('content-type')).toContain('text/html');
      const lines = greeting
        .join('\n')
        .replace(/ \\\n */g, ' ')
        .split('\n')
        .filter((line) => line.includes('npx tongbu call'));
      expect(lines).toHaveLength(2);
      for (const line of lines) {
        const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? (plain as string)).slice(2);
        expect(JSON.parse((await tongbu(args, { cwd: folder.path })).stdout)).toSatisfy(
          (answer) => answer.status === 0 || answer.code === 0,
        );
      }
    });
    const told = text.split('\n').filter((line) => /^\d\d:\d\d:\d\d /.test(line));
    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(told.filter((line) => line.endsWith('…'))).toEqual([]); // of a long line it is the name that is cut
    expect(told.join('\n')).not.toMatch(/flagship:|enterprise:|#\d|undefined|not done|\{\w+\}/);
    expect(secondsBetween(told, /ordered|pulls/, /acknowledged v/)).toBeLessThan(20);
  });

  test('a second start goes on where the first stopped, here in Chinese, and says how to come into the console again', async () => {
    const words = [
      /从上次停止的地方继续/,
      /确认 v\d+/,
      /下单并付款/,
      /已发出/,
      /占用 \d/,
      /出库 \d/,
      /到货/,
      /盘点：/,
      /策略 /,
      /回写成功/,
    ];
    const here = ['--name', '小李', '--data', folder.data];
    await tongbu(['person', 'add', ...here, '--role', 'admin']);
    await tongbu(['person', 'password', ...here, '--password-file', '-'], { input: 'tea house 2026 x' });
    const text = await watch(words, 'zh');
    expect(text).toContain('npx tongbu person link --data ');
    expect(text).not.toMatch(/首次启动|#\d|undefined|未完成|\{\w+\}/);
    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });

  test('what it leaves agrees with its journal; killed, it goes on as well', async () => {
    await watch([/acknowledged v\d+/], 'en', async (_, child) => {
      child.kill('SIGKILL');
    });
    const byHand = 'shop_no,tid,oid,spec_no,num,price,receivable,trade_status\nmall-mini,H1,H1-1,YQ-TEA-001-125,1,9,9,10\n';
    expect((await tongbu(['import', 'orders', '-', '--data', folder.data], { input: byHand })).code).toBe(0);
    const text = await watch([/Going on where the last start stopped/, /ordered and paid/, /is paid now/, /left as trade/], 'en');
    expect(text).not.toMatch(/not done|H1 +is paid now/);
    expect(await tongbu(['verify', '--data', folder.data])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('agrees with its journal'),
    });
  });

  test.each(['abc', '0', '1000', ''])('a speed of "%s" is refused', async (speed) => {
    const { code, stdout, stderr } = await tongbu(['demo', '--data', folder.data, '--speed', speed]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('It must be a number from 0.1 to 100.');
  });

  test('a taken port under npm start is told with a line to copy', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => taken.once('listening', listening));
    const { port } = taken.address() as { port: number };
    const args = ['demo', '--data', `${folder.path}/other`, '--api', `127.0.0.1:${port}`, '--manage', '127.0.0.1:9091'];
    const byNpm = await tongbu(args, { env: { npm_lifecycle_event: 'start' } });
    expect(byNpm.code).toBe(1);
    expect(byNpm.stderr).toMatch(/; so: npm start -- --api 127\.0\.0\.1:\d+ --manage 127\.0\.0\.1:9101\n$/);
    expect((await tongbu(args)).stderr).not.toContain('npm start');
    taken.close();
  });

  test('help fits 80 columns', async () => {
    const { stdout } = await tongbu(['demo', '--help']);
    expect(stdout.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });
});
