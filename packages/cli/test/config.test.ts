import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { readSettings, settings } from '../src/config.ts';
import { renderConfiguration } from '../src/config-page.ts';
import { givenSecret } from '../src/secret.ts';

afterEach(() => vi.unstubAllEnvs());

test('defaults', () => {
  expect(readSettings(['data', 'api', 'manage', 'limits', 'proxy', 'bodyLimit', 'logLevel', 'seller', 'secret', 'debug'], {})).toEqual({
    data: './tongbu-data',
    api: { host: '127.0.0.1', port: 8090 },
    manage: { host: '127.0.0.1', port: 8091 },
    limits: 'generous',
    proxy: [],
    bodyLimit: 8_388_608,
    logLevel: 'info',
    seller: undefined,
    secret: undefined,
    debug: false,
  });
});

test('a flag comes before its variable, and a variable set to nothing is not set', () => {
  vi.stubEnv('TONGBU_API', 'localhost:1');
  vi.stubEnv('TONGBU_DATA', '');
  expect(readSettings(['api', 'data'], {})).toEqual({ api: { host: 'localhost', port: 1 }, data: './tongbu-data' });
  expect(readSettings(['api'], { api: '[::1]:2' })).toEqual({ api: { host: '::1', port: 2 } });
});

test.each([
  ['api', '8090', '--api "8090": must be host:port'],
  ['api', 'a:70000', '--api "a:70000": must be host:port'],
  ['limits', 'none', '--limits "none": must be generous or vendor'],
  ['proxy', ['10.0.0.0/8', 'x'], '--proxy "10.0.0.0/8,x": must be addresses and networks'],
  ['bodyLimit', '1k', '--body-limit "1k": must be a whole number from 1024 to 67108864'],
  ['logLevel', 'loud', '--log-level "loud": must be trace, debug'],
  ['url', 'ftp://a', '--url "ftp://a": must be an http or https address'],
] as const)('a bad %s names flag, value and what is allowed', (name, value, message) => {
  expect(() => readSettings([name], { [name]: value })).toThrow(message);
});

test('a bad variable is named itself', () => {
  vi.stubEnv('TONGBU_BODY_LIMIT', '-1');
  expect(() => readSettings(['bodyLimit'], {})).toThrow('TONGBU_BODY_LIMIT "-1": must be');
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-secret-'));
  const file = join(folder, 'secret');
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(file, 'from file:salt\r\n');

  test('comes from the flag, the file, the variable, the variable of a file, in that order', () => {
    vi.stubEnv('TONGBU_SECRET_FILE', file);
    expect(givenSecret({})).toBe('from file:salt');
    vi.stubEnv('TONGBU_SECRET', 'from variable');
    expect(givenSecret({})).toBe('from variable');
    expect(givenSecret({ secretFile: file })).toBe('from file:salt');
    expect(givenSecret({ secret: 'from flag' })).toBe('from flag');
    expect(() => givenSecret({ secret: 'from flag', secretFile: file })).toThrow('give one of them');
    expect(() => givenSecret({ secretFile: '/no/such' })).toThrow('--secret-file "/no/such": there is no such file');
  });
});

const rowsOf = (language: 'en' | 'zh') =>
  renderConfiguration(language)
    .split('\n')
    .filter((row) => row.includes('TONGBU_') && row.startsWith('|'));

test('the Chinese page says of each setting in Chinese what it is and what it takes', () => {
  const cells = rowsOf('zh').map((row) => row.split(' | '));
  expect(cells).toHaveLength(settings.length);
  expect(
    cells.filter((row) => !/\p{Script=Han}/u.test(row[3] ?? '')),
    'write it in config-chinese.ts',
  ).toEqual([]);
});

test('the page has one row for each setting, with its variable and default', () => {
  const rows = rowsOf('en');
  expect(rows).toHaveLength(settings.length);
  expect(rows[1]).toBe(
    '| `--api <host:port>` | `TONGBU_API` | `127.0.0.1:8090` | Where the signed API listens. | host:port, such as 127.0.0.1:8090; port 0 takes a free one | serve, demo, sandbox start, doctor |',
  );
  expect(renderConfiguration('en')).toContain('`TONGBU_SECRET`＊');
});
