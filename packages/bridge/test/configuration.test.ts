/** The configuration file: what stands in it, and what is said, with the line, of what cannot be used. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfiguration, type Secrets } from '../src/configuration.ts';
import { SECRET } from './tiny-shop.ts';

const GOOD = `erp:
  edition: enterprise
  url: https://api.wangdian.cn
  seller: demo
  key: demo-app2
  secret: \${ERP_SECRET}
  shops: ["001"]
shop:
  kind: webhook
  url: https://shop.example/hook
  secrets: ["\${HOOK}"]
mapping:
  goods:
    "00123": "0123"
    77: A-77
  carriers:
    SF: sf-express
    ZTO: { code: zto, name: 中通快递, trackingUrl: "https://t.example/{number}" }
ignore:
  orders: ["POS-*"]
`;

const secrets: Secrets = {
  environment: { ERP_SECRET: 'geheim', HOOK_FILE: '/run/secrets/hook' },
  readFile: (path) => {
    if (path !== '/run/secrets/hook') throw new Error(`${path}: there is no such file`);
    return `${SECRET}\n`;
  },
};
const read = (text: string) => readConfiguration(text, '/etc/tongbu/bridge.yaml', secrets);

/** The lines of what is wrong, without the file's name. */
function problems(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    expect((error as Error).name).toBe('ConfigurationError');
    return (error as Error).message.split('\n').map((line) => line.replace('/etc/tongbu/bridge.yaml:', ''));
  }
  return [];
}

describe('a configuration', () => {
  test('is read, with secrets from a variable and from a file; codes of digits stay text', () => {
    const { options, metrics } = read(GOOD);
    expect(options.erp.secret).toBe('geheim');
    expect(options.shops).toEqual(['001']);
    expect([...options.mapping.goods].sort()).toEqual([
      ['00123', '0123'],
      ['77', 'A-77'],
    ]);
    expect(options.mapping.carriers.get('ZTO')).toEqual({ code: 'zto', name: '中通快递', trackingUrl: 'https://t.example/{number}' });
    expect(options).toMatchObject({
      ...{ limits: { perMinute: 60, atOnce: 5 }, stock: { everyMs: 60_000, page: 100 }, share: { this: 1, of: 1 } },
      ...{ policies: { listing: 'fail', order: 'keep', carrier: 'keep' }, journal: '/etc/tongbu/tongbu-bridge.journal' },
    });
    expect(metrics).toBeNull();
  });

  test('times, limits, pools and the metrics listener', () => {
    const more = `${GOOD}stock: { every: 5m, page: 500 }\nshipments: false\nmetrics: "[::1]:9464"\n`.replace(
      '  shops:',
      '  limits: off\n  shops:',
    );
    const { options, metrics } = read(more);
    expect(options).toMatchObject({ stock: { everyMs: 300_000, page: 500 }, shipments: null, limits: null });
    expect(metrics).toEqual({ host: '::1', port: 9464 });
  });

  test.each<[string, string, string]>([
    ['an unknown name', `${GOOD}jurnal: x\n`, '21: jurnal: is no name that is known here'],
    ['an unknown name further in', GOOD.replace('  key:', '  apikey: x\n  key:'), '5: erp.apikey: is no name that is known here'],
    ['an edition that does not exist', GOOD.replace('enterprise', 'web'), '2: erp.edition: '],
    ['something missing', GOOD.replace('  seller: demo\n', ''), '1: erp.seller: '],
    [
      'a variable that is not set',
      GOOD.replace('ERP_SECRET', 'NO_SUCH'),
      `6: \${NO_SUCH}: the variable NO_SUCH is not set, nor is NO_SUCH_FILE`,
    ],
    ['a kind of shop nobody knows', GOOD.replace('webhook', 'shopify'), '9: shop.kind: '],
    [
      'an unknown name of the shop',
      GOOD.replace('  secrets:', '  secret: x\n  secrets:'),
      '11: shop.secret: is no name that is known here',
    ],
    ['a value of the shop', GOOD.replace('https://shop.example', 'http://shop.example'), '10: shop.url: is not encrypted'],
    ['a code that YAML takes for a number', GOOD.replace('sf-express', '42'), '17: mapping.carriers.SF: '],
    ['a tracking address without its number', GOOD.replace('{number}', ''), '18: mapping.carriers.ZTO: '],
    ['a name that stands twice', `${GOOD}erp: {}\n`, '21: Map keys must be unique'],
    ['no YAML', GOOD.replace('["001"]', '["001"'), ''],
    ['no shop to ask for', GOOD.replace('  shops: ["001"]\n', ''), '1: erp: shops: the enterprise edition tells stock shop by shop'],
    [
      'a flagship secret without a colon',
      GOOD.replace('enterprise', 'flagship'),
      '6: erp.secret: a flagship secret is written secret:salt',
    ],
    ['a time that is none', `${GOOD}stock: { every: often }\n`, '21: stock: '],
    ['a share greater than the whole', `${GOOD}share: { this: 3, of: 2 }\n`, '21: share: this must not be greater than of'],
    ['nothing', '', '1: '],
  ])('%s is told with its line', (_, text, expected) => {
    const told = problems(text);
    expect(told.length).toBeGreaterThan(0);
    expect(
      told.some((line) => line.startsWith(expected)),
      told.join('\n'),
    ).toBe(true);
  });

  test('all that is wrong is told at once', () => {
    expect(problems(`${GOOD.replace('enterprise', 'web').replace('webhook', 'webhok')}share: 3\n`)).toHaveLength(3);
  });

  test('no message shows a secret', () => {
    const told = problems(GOOD.replace('enterprise', 'flagship')).join('\n');
    expect(told).not.toContain('geheim');
  });
});

describe('the examples in the pages can be used as they stand', () => {
  const yaml = (page: string) => {
    const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
    return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block as string);
  };
  const environment = {
    ERP_SECRET: 'secret:salt',
    HOOK_SECRET: SECRET,
    SHOP_KEY: 'key',
    SHOP_DATABASE: 'mysql://user:password@localhost/shop',
  };
  const use = (text: string) => readConfiguration(text, '/bridge.yaml', { environment, readFile: secrets.readFile });
  const erp = 'erp: { edition: enterprise, url: "http://127.0.0.1:8090", seller: demo, key: k, secret: s, shops: [web] }\n';

  test.each(['bridge.md', 'bridge.zh-CN.md'])('docs/%s', (page) => {
    const [whole = ''] = yaml(page);
    expect(use(whole).options).toMatchObject({
      policies: { listing: 'fail', order: 'keep', carrier: 'keep' },
      limits: { perMinute: 60, atOnce: 5 },
    });
  });

  test.each(['shop-adapters.md', 'shop-adapters.zh-CN.md'])('docs/%s', (page) => {
    const blocks = yaml(page);
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const block of blocks) expect(() => use(erp + block)).not.toThrow();
  });
});
