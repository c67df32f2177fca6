/** Every command that works on a data folder, in both states: a server runs on it, and none does. */
import { spawnSync } from 'node:child_process';
import type { JournalEntry } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inPages } from '../src/commands/journal.ts';
import { widthOf } from '../src/output/width.ts';
import {
  ENTERPRISE,
  type Ended,
  FLAGSHIP,
  makeFolder,
  PLAIN_ENV,
  type Served,
  SHOP,
  serve,
  start,
  type TestFolder,
  tongbu,
} from './harness.ts';

describe.each(['no server runs', 'a server runs'] as const)('B13: while %s', (state) => {
  let folder: TestFolder;
  let server: Served | undefined;
  const run = (...args: string[]): Promise<Ended> => tongbu([...args, '--data', folder.data]);
  beforeAll(async () => {
    folder = await makeFolder();
    if (state === 'a server runs') server = await serve(folder.data);
  });
  afterAll(async () => {
    expect((await server?.stop())?.code ?? 0).toBe(0);
    await folder.remove();
  });

  test('seller add, seller list', async () => {
    if (!server) expect(await run('pending')).toMatchObject({ code: 2, stderr: expect.stringContaining(folder.data) });
    expect(await run('seller', 'add', 'demo')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('seller "demo" added'),
      stderr: '',
    });
    const again = await run('seller', 'add', 'demo');
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: 'tongbu: seller "demo" is there already\n' });
    const { stdout } = await run('seller', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ seller: 'demo', shops: 0, keys: 0 }]);
  });

  test('import, every kind, in the order of the example; again changes nothing', async () => {
    for (const [kind, text] of Object.entries(SHOP)) {
      const rows = text.trim().split('\n').length - 1;
      const file = await folder.file(`${kind}.csv`, text);
      const { code, stdout, stderr } = await run('import', kind, file, '--seller', 'demo');
      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout: `${kind}: ${rows} ${rows === 1 ? 'row' : 'rows'}, ${rows} changed, 0 unchanged\n`,
        stderr: '',
      });
    }
    const again = await run('import', 'levels', await folder.file('levels.csv', SHOP.levels), '--json');
    expect(JSON.parse(again.stdout)).toEqual({
      kind: 'levels',
      written: true,
      rows: 3,
      changed: 0,
      unchanged: 3,
      leftOut: 0,
      problems: [],
    });
  });

  test('person add, link, list, password, disable: nobody has a password to begin with', async () => {
    const none = await run('person', 'list');
    expect(none.stdout).toContain('begin with: ');
    const first = await run('person', 'link', '--json');
    const { link } = JSON.parse(first.stdout);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#tl_[\w-]{43}$/);
    if (server) {
      expect(link.startsWith(server.manageUrl)).toBe(true);
      const body = { link: link.split('#')[1], name: 'root', password: 'three green lanterns' };
      const set = await fetch(`${server.manageUrl}/api/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(set.status).toBe(201);
      expect(JSON.parse((await run('person', 'link', '--json')).stdout)).toMatchObject({ name: 'root' });
      // What the sign-in page shows is typed as it stands.
      const { program, options } = (await (await fetch(`${server.manageUrl}/api/command-line`)).json()) as Record<string, string>;
      const shown = spawnSync(`${program} person link ${options}`, { shell: true, cwd: '/', env: PLAIN_ENV, encoding: 'utf8' });
      expect(shown.stdout).toContain(`"root" of seller "demo" chooses a password:\n\n  ${server.manageUrl}/setup#tl_`);
      expect(await run('person', 'disable', '--name', 'root')).toMatchObject({ code: 1, stderr: expect.stringContaining('last admin') });
    }
    const added = await run('person', 'add', '--name', '李明', '--role', 'operator');
    if (server) expect(await run('person', 'link')).toMatchObject({ code: 2, stderr: expect.stringContaining('there are root, 李明') });
    expect(added).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/person "李明" .* operator; .*\n\n {2}http.*\/setup#tl_/s),
    });
    const short = await folder.file('short.txt', 'too short\n');
    const refused = await run('person', 'password', '--name', '李明', '--password-file', short);
    expect([refused.code, refused.stderr.includes('at least 12')]).toEqual([2, true]);
    expect(refused.stderr).not.toContain('too short');
    const good = await folder.file('good.txt', 'four red lanterns\n');
    expect(await run('person', 'password', '--name', '李明', '--password-file', good)).toMatchObject({ code: 0, stderr: '' });
    expect((await run('person', 'list')).stdout).toMatch(/李明 +operator .* may sign in/);
    expect(await run('person', 'disable', '--name', '李明')).toMatchObject({ code: 0 });
    expect((await run('person', 'list')).stdout).toMatch(/李明 +operator .* disabled 2/);
    expect(await run('person', 'enable', '--name', '李明')).toMatchObject({ code: 0 });
  });

  test('token add shows a token once; list never does; revoke ends it', async () => {
    const added = await run('token', 'add', '--name', 'ops', '--role', 'operator', '--days', '30');
    expect(added).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('token "ops" of seller "demo" added: operator, until 2'),
    });
    const token = /\btb_[\w-]{43}\b/.exec(added.stdout)?.[0] as string;
    expect(token).toBeDefined();
    const json = await run('token', 'add', '--name', 'report', '--role', 'viewer', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      seller: 'demo',
      name: 'report',
      role: 'viewer',
      expiresAt: null,
      token: expect.stringMatching(/^tb_/),
    });
    const ask = async () =>
      server ? (await fetch(`${server.manageUrl}/api/seller`, { headers: { authorization: `Bearer ${token}` } })).status : 0;
    if (server) expect(await ask()).toBe(200);
    const listed = await run('token', 'list');
    expect(listed.stdout).toMatch(/ops +operator .* works until 2/);
    expect(listed.stdout).not.toContain(token);
    expect(await run('token', 'add', '--name', 'ops', '--role', 'admin')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('revoke it first'),
    });
    expect(await run('token', 'add', '--name', 'x', '--role', 'owner')).toMatchObject({ code: 2 });
    expect(await run('token', 'revoke', '--name', 'ops')).toMatchObject({ code: 0, stderr: '' });
    if (server) expect(await ask()).toBe(401);
    expect((await run('token', 'list')).stdout).toMatch(/ops +operator .* revoked 2/);
    expect(await run('token', 'revoke', '--name', 'none')).toMatchObject({
      code: 2,
      stderr: 'tongbu: seller "demo" has no token "none"\n',
    });
  });

  test('key add with a secret of ours shows no secret; without one it shows a new one, once', async () => {
    const given = await run('key', 'add', '--seller', 'demo', '--edition', 'flagship', '--key', FLAGSHIP.key, '--secret', FLAGSHIP.secret);
    expect(given.code).toBe(0);
    expect(given.stdout + given.stderr).not.toContain('canary');
    const made = await run('key', 'add', '--edition', 'flagship', '--key', 'made');
    expect(made.stdout).toMatch(/^ {2}secret {2}[0-9a-f]{64}:[0-9a-f]{16}$/m);
    expect(made.stdout).toContain('only time');
    const json = await run(
      'key',
      'add',
      '--edition',
      'enterprise',
      '--key',
      'scripted',
      '--json',
      '--shop',
      'web',
      '--allow',
      '10.0.0.0/8',
    );
    expect(JSON.parse(json.stdout)).toMatchObject({ seller: 'demo', secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const piped = await tongbu(
      ['key', 'add', '--data', folder.data, '--edition', 'enterprise', '--key', ENTERPRISE.key, '--secret-file', '-'],
      { input: `${ENTERPRISE.secret}\n` },
    );
    expect(piped.code).toBe(0);
  });

  test('key list, key disable', async () => {
    const disabled = await run('key', 'disable', '--seller', 'demo', '--key', 'made');
    expect(disabled).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await run('key', 'list', '--seller', 'demo');
    expect(stdout).toMatch(/^enterprise\s+scripted\s+web\s+all\s+all\s+10\.0\.0\.0\/8\s+server's\s+server's .* never\s+works$/m);
    expect(stdout).toMatch(/^flagship\s+made\s+all\s+all\s+all\s+anywhere .* disabled /m);
    const again = await run('key', 'add', '--seller', 'demo', '--edition', 'flagship', '--key', 'made');
    expect(again.stdout).toContain('only time');
    expect((await run('key', 'list')).stdout).toMatch(/^flagship\s+made .* works$/m);
    expect(await run('key', 'disable', '--key', 'made')).toMatchObject({ code: 0 });
    expect(await run('key', 'disable', '--key', 'none')).toMatchObject({ code: 2, stderr: 'tongbu: seller "demo" has no key "none"\n' });
  });

  test('explain tells why a listing shows what it shows', async () => {
    const { code, stdout } = await run('explain', '1', '--seller', 'demo');
    expect(code).toBe(0);
    expect(stdout).toContain('sells    item A1, matched by code\nrule     default, priority 0');
    expect(stdout).toContain('HZ                                 12  12');
    expect((await run('explain', '1', '--lang', 'zh')).stdout).toContain('匹配      单品 A1，按编码匹配');
    expect(JSON.parse((await run('explain', '1', '--json')).stdout)).toMatchObject({ listing: 1, quantity: '12', agrees: 'yes' });
    expect(await run('explain', '99')).toMatchObject({ code: 2, stderr: 'tongbu: seller "demo" has no listing 99\n' });
  });

  test('pending lines up, Chinese names included', async () => {
    const { code, stdout } = await run('pending', '--seller', 'demo');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^SHOP {3}NAME {15}LISTINGS {2}DELAYED {2}HELD {2}PARCELS {2}RETRY {2}FAILED {2}DIFFERS {2}OLDEST$/);
    expect(lines[1]).toMatch(/^web {4}小满杂货·官网商城 {9}2 {8}0 {5}0 {8}0 {6}0 {7}0 {8}0 +\d+ (s|min)$/);
    expect(lines[2]).toMatch(/^mini {3}小满杂货·小程序 {11}1 {8}0 {5}0 {8}1 {6}0 {7}0 {8}0 +\d+ (s|min)$/);
    expect(lines[3]).toMatch(/^total {28}3 {8}0 {5}0 {8}1 {6}0 {7}0 {8}0 +\d+ (s|min)$/);
    expect(lines.filter((line) => widthOf(line) > 100)).toEqual([]);
    const json = JSON.parse((await run('pending', '--json')).stdout);
    expect(json).toMatchObject([
      { shopNo: 'web', listings: 2, oldestAt: expect.any(Number) },
      { shopNo: 'mini', listings: 1, shipments: 1 },
    ]);
  });

  test('journal, newest last, one record, one pool', async () => {
    const { stdout } = await run('journal', '--seller', 'demo', '--limit', '2');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/stock 3 +v\d +changed +\w+ +7 +import$/);
    expect(lines[1]).toMatch(/shipment 1 +created +pending +import +order T1, 中通快递 ZT1$/);
    const one = await run('journal', '--subject', '1', '--pool', 'stock', '--json');
    const rows = one.stdout
      .trimEnd()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect(new Set(rows.map(({ pool, subject }) => `${pool} ${subject}`))).toEqual(new Set(['stock 1']));
  });

  test('key rotate gives another secret, once; the one before it works until it is ended', async () => {
    const rotated = await run('key', 'rotate', '--key', 'scripted', '--until', '24h', '--json');
    expect(JSON.parse(rotated.stdout)).toMatchObject({ edition: 'enterprise', key: 'scripted', ended: false, until: expect.any(Number) });
    expect((await run('key', 'list')).stdout).toMatch(/scripted .* works; the secret before until 2.*, never used$/m);
    const third = await run('key', 'rotate', '--key', 'scripted');
    expect([third.code, third.stderr]).toEqual([1, expect.stringContaining('two valid secrets')]);
    expect((await run('key', 'rotate', '--key', 'scripted', '--end')).stdout).toContain('valid no longer');
    expect((await run('key', 'rotate', '--key', 'scripted', '--end')).stdout).toContain('there is none to end');
    const now = await run('key', 'rotate', '--key', 'scripted', '--now');
    expect(now.stdout).toMatch(/the one it had is valid no longer\n\n {2}secret {2}[0-9a-f]{64}\n/);
    expect(await run('key', 'rotate', '--key', 'none')).toMatchObject({ code: 2, stderr: 'tongbu: seller "demo" has no key "none"\n' });
    const wrong = await run('key', 'add', '--edition', 'enterprise', '--key', 'wrong', '--interface', 'no_such');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('the enterprise edition has api_goods_stock_change_query')]);
  });

  test('sign takes key and secret from the folder, and says so', async () => {
    const { code, stdout, stderr } = await run('sign', 'sales.StockSync.calcStock', '[1,false]', '--timestamp', '470000000');
    expect({ code, stderr }).toEqual({ code: 0, stderr: `using seller "demo", flagship key "demo-app", secret from ${folder.data}\n` });
    expect(stdout).toMatch(/^canonical {2}\*\*\*body\[1,false\]keydemo-app.*timestamp470000000v1\.0\*\*\*$/m);
    expect(stdout).not.toContain('s3cr3t-canary');
    const many = await run('sign', 'logistics_sync_query', '{"shop_no":"mini"}');
    expect(many).toMatchObject({ code: 2, stderr: 'tongbu: which enterprise key? Name it with --key; there are demo-app2, scripted\n' });
  });

  test('an interface Tongbu does not know is remarked on, and signed all the same', async () => {
    const { code, stdout, stderr } = await run('sign', 'sales.StockSync.nope', '[]');
    expect(code).toBe(0);
    expect(stdout).toContain('methodsales.StockSync.nope');
    expect(stderr).toMatch(/^tongbu: "sales\.StockSync\.nope" is no interface Tongbu knows; see: tongbu call --help\n/);
  });

  test('journal --follow shows what was and what comes, oldest first throughout, and holds nothing', async () => {
    const file = await folder.file('more.csv', 'spec_no,warehouse_no,stock_num\nA1,HZ,99\n');
    const following = start(['journal', '--follow', '--json', '--limit', '3', '--data', folder.data]);
    let text = '';
    const seen = new Promise<void>((resolve) =>
      following.stdout?.on('data', (part: string) => {
        text += part;
        if (text.includes('"99"') && text.split('\n').length > 5) resolve(); // more than the three that were
      }),
    );
    await new Promise((shown) => following.stdout?.once('data', shown));
    expect(await run('import', 'levels', file)).toMatchObject({ code: 0 });
    await seen;
    following.kill('SIGKILL');
    const rows = (await following.ended).stdout.trimEnd().split('\n');
    const seqs = rows.map((row) => (JSON.parse(row) as JournalEntry).seq);
    expect(seqs.length).toBeGreaterThan(4);
    expect(seqs).toEqual(Array.from(seqs, (_, i) => (seqs[0] as number) + i));
  });
});

test('the journal is read in pages of at most 1,000 rows', async () => {
  const asked: number[] = [];
  const read = async (before: number | null, limit: number) => {
    asked.push(limit);
    const newest = Math.min(before === null ? 2_600 : before - 1, 2_600);
    return Array.from({ length: Math.min(limit, newest) }, (_, i) => ({ seq: newest - i }) as JournalEntry);
  };
  const seqs = async (before: number | null, limit: number) => (await inPages(read, before, limit)).map(({ seq }) => seq);
  expect(await seqs(null, 2_500)).toEqual(Array.from({ length: 2_500 }, (_, i) => 2_600 - i));
  expect(asked).toEqual([1_000, 1_000, 500]);
  expect(await seqs(null, 100_000)).toHaveLength(2_600);
  expect(await seqs(3, 10)).toEqual([2, 1]);
});
