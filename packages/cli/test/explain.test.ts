/** `tongbu sign --explain`: what can be pasted, what is said, at 80 columns, in both languages. */
import { diagnosis, enterprise, flagship } from '@tongbu/protocol';
import { voiceOf } from '@tongbu/protocol/words';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { difference } from '../src/explain/difference.ts';
import { readPasted } from '../src/explain/pasted.ts';
import { shellWords } from '../src/explain/shell-words.ts';
import { widthOf } from '../src/output/width.ts';
import { ENTERPRISE, FLAGSHIP, makeFolder, type TestFolder, tongbu } from './harness.ts';

const form = (extra = '') => `sid=demo&appkey=demo-app2&timestamp=1&sign=ab${extra}`;
const textOf = ({ body }: diagnosis.RefusedRequest) => Buffer.from(body).toString();

describe('what can be pasted', () => {
  const URL = 'http://h:1/openapi?sid=demo&sign=ab';
  test.each([
    ['a curl line', `curl -sS -H 'A: b' --data-binary '[1,"it'\\''s 汉"]' '${URL}'`, `[1,"it's 汉"]`],
    ['a curl line over several lines, double quotes', `$ curl "${URL}" \\\n  -X POST \\\n  -d "[\\"a\\"]"`, '["a"]'],
    ['a curl line from a browser', `curl '${URL}' --data-raw $'[\\'a\\',\\u6c49]'`, "['a',汉]"],
    ['raw HTTP', `POST /openapi?sid=demo&sign=ab HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n[1]\n\n`, '[1]'],
    ['raw HTTP without a length', 'POST /openapi?sid=demo&sign=ab HTTP/1.1\nHost: h\n\n[1]\n', '[1]'],
    ['an address and a body', `${URL}\n\n[1]\n`, '[1]'],
  ])('%s', (_, text, body) => {
    const refused = readPasted(Buffer.from(text));
    expect(refused).toMatchObject({ edition: 'flagship', query: 'sid=demo&sign=ab' });
    expect(textOf(refused)).toBe(body);
  });

  test('the enterprise edition, by its address or by its names', () => {
    const line = `curl https://h/openapi2/logistics_sync_ack.php -d '${form()}' --data-urlencode 'x=a&b'`;
    expect(readPasted(Buffer.from(line))).toMatchObject({ edition: 'enterprise', name: 'logistics_sync_ack' });
    expect(textOf(readPasted(Buffer.from(line)))).toBe(form('&x=a%26b'));
    expect(readPasted(Buffer.from(form()))).toMatchObject({ edition: 'enterprise', query: '' });
  });

  test('nothing, anything else, and a body in a file are refused with what to do', () => {
    expect(() => readPasted(Buffer.from(' \n'))).toThrow('paste');
    expect(() => readPasted(Buffer.from('hello'))).toThrow('no request');
    expect(() => readPasted(Buffer.from("curl 'http://h/openapi' --data-binary @b.json"))).toThrow('--body-file b.json');
  });

  test('words are split as a shell does, and nothing in them is run', () => {
    expect(shellWords(`a 'b c'"d\\"e" f\\ g \\\n h $(id) $'\\x41'`)).toEqual(['a', 'b cd"e', 'f g', 'h', '$(id)', 'A']);
  });
});

test('the place where long texts part is marked, within the width, Chinese counted as two cells', () => {
  const a = `${'汉'.repeat(100)}[1,2]${'x'.repeat(300)}`;
  const { first, second, mark } = difference(a, a.replace('1,2', '1, 2'), 60);
  for (const line of [first, second, mark]) expect(widthOf(line)).toBeLessThanOrEqual(60);
  const at = mark.indexOf('^');
  const cellsBefore = (line: string, text: string) => widthOf(line.slice(0, line.indexOf(text)));
  expect(cellsBefore(first, '2]')).toBe(at);
  expect(cellsBefore(second, ' 2]')).toBe(at);
});

describe('the command', () => {
  let folder: TestFolder;
  const now = Math.floor(Date.now() / 1000);
  beforeAll(async () => {
    folder = await makeFolder();
    await tongbu(['seller', 'add', 'demo', '--data', folder.data]);
    for (const [edition, { key, secret }] of Object.entries({ flagship: FLAGSHIP, enterprise: ENTERPRISE })) {
      await tongbu(['key', 'add', '--data', folder.data, '--edition', edition, '--key', key, '--secret', secret]);
    }
  });
  afterAll(() => folder.remove());
  const explain = (args: string[], input?: string) =>
    tongbu(['sign', '--explain', '--data', folder.data, ...args], input === undefined ? {} : { input });

  const { secret, salt } = flagship.splitSecret(FLAGSHIP.secret) as flagship.FlagshipSecret;
  const parameters = {
    sid: 'demo',
    key: FLAGSHIP.key,
    salt,
    method: 'sales.StockSync.calcStock',
    v: '1.0',
    timestamp: String(now - flagship.EPOCH_SECONDS),
  };
  const urlOf = (body: string) =>
    `http://h/openapi?${flagship.writeParameters({ ...parameters, sign: flagship.sign(parameters, body, secret) })}`;

  test('names a body that was written again, marks the place, says where to look; the secret comes from the folder and stays there', async () => {
    const { code, stdout, stderr } = await explain(['--url', urlOf('["缺货",false]'), '--body', '["缺货", false]']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(stdout).toMatch(/^The body that was signed is not the body that was sent/);
    const mark = lines.findIndex((line) => /^ +\^+$/.test(line));
    expect(lines[mark - 2]).toContain('***body["缺货",false]');
    expect(lines[mark - 1]).toContain('***body["缺货", false]');
    expect(stdout).toContain('Python requests');
    expect(stdout).not.toContain(secret);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
  });

  test('speaks Chinese, from standard input', async () => {
    const line = `curl '${urlOf('[1,false]')}' --data-binary '[1, false]'`;
    const { code, stdout } = await explain(['--lang', 'zh-CN'], line);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^签名的请求体与发送的请求体不同/);
    expect(Math.max(...stdout.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
  });

  test('a right request is accused of nothing, with exit code 1', async () => {
    expect(await explain(['--url', urlOf('[1,false]'), '--body', '[1,false]'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Nothing is wrong'),
    });
  });

  test('a key of the other edition, an unknown seller, another secret', async () => {
    const fields = { sid: 'demo', appkey: FLAGSHIP.key, timestamp: String(now) };
    const line = (values: Record<string, string>, by: string) =>
      `http://h/openapi2/logistics_sync_query.php\n${enterprise.writeForm({ ...values, sign: enterprise.sign(values, by) })}`;
    expect((await explain([], line(fields, 'x'))).stdout).toContain('is a key of the flagship edition');
    expect((await explain([], line({ ...fields, sid: 'nobody' }, 'x'))).stdout).toContain('no seller "nobody"');
    const other = await explain([], line({ ...fields, appkey: ENTERPRISE.key }, 'x'));
    expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('fits none of') });
    expect(other.stdout).not.toContain(ENTERPRISE.secret);
  });

  test('without a server there is no last refusal; nothing pasted and no interface say what to do', async () => {
    expect(await explain(['--last'])).toMatchObject({ code: 3, stderr: expect.stringContaining('no server runs') });
    expect(await explain([], '')).toMatchObject({ code: 2, stderr: expect.stringContaining('paste') });
    expect(await tongbu(['sign'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--explain') });
  });
});

test('every mistake has words in both languages, with nothing left to fill in', () => {
  const facts = {
    names: 'a',
    how: 'compact',
    field: 'f',
    missing: 'start',
    other: 'flagship',
    name: 'n',
    rest: 'r',
    digest: 'SHA1',
    signed: 1,
    sent: 2,
    charset: 'GBK',
    text: 't',
    most: 9,
    value: 'v',
    length: 3,
    right: 4,
    window: 120,
    seconds: -300,
    hours: -8,
  };
  const named = new Set(diagnosis.hypotheses.map(({ kind }) => kind));
  expect(named.size).toBeGreaterThan(30);
  for (const language of ['en', 'zh-CN'] as const) {
    const { mistake } = voiceOf(language);
    for (const kind of named) expect(mistake({ kind, facts, certain: true })).toMatch(/^[^{}]+[.。]$/);
    expect(mistake({ kind: 'clock off', facts, certain: true })).toMatch(language === 'en' ? /300 s behind/ : /慢了 300 秒/);
    expect(mistake({ kind: 'clock off', facts, certain: false })).toContain('--at');
  }
});
