/** The editions' orders of checks (promise W1): of two things wrong with a request, the one checked earlier is answered. */
import { enterprise as enterpriseEdition, flagship as flagshipEdition } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addKey, ENTERPRISE_KEY, FLAGSHIP_KEY, put, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, envelope, flagship, post } from './wire.ts';

/** A request while it is spoiled: what is signed, and with which secret. */
interface Draft {
  name: string;
  parameters: Record<string, string>;
  secret: string;
  body: string | Uint8Array;
  /** Put before what was signed, as a stranger on the line would. */
  added: string;
}

/** One check: how a request fails it, and what is answered then. */
interface Check {
  name: string;
  spoil(draft: Draft): void;
  answer: string;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await put(server, 'shops', [{ shop_no: 'S1' }]);
  const nowhere = { allow: ['10.0.0.0/8'] };
  // A key that fails a check fails the later ones as well.
  for (const edition of ['flagship', 'enterprise'] as const) {
    await addKey(server.engine, edition, 'limited', { callsPerMinute: 0 });
    const interfaces = [edition === 'flagship' ? 'setting.Shop.queryShop' : 'shop'];
    await addKey(server.engine, edition, 'bound', { callsPerMinute: 0, interfaces });
    await addKey(server.engine, edition, 'elsewhere', { callsPerMinute: 0, ...nowhere });
    await addKey(server.engine, edition, 'off', { callsPerMinute: 0, ...nowhere });
    await server.engine.disableKey({ seller: 'demo', edition, appKey: 'off', now: 0 });
  }
});
afterAll(() => server.close());

const set =
  (name: string, value: string) =>
  ({ parameters }: Draft): void => {
    parameters[name] = value;
  };

/** Spoils a fresh request in both ways, the earlier check last, so that it prevails where both touch the same place. */
function eachPair(checks: Check[], ask: (spoil: (draft: Draft) => void) => Promise<string>): void {
  test.for(checks.map((check, i) => ({ ...check, later: checks.slice(i + 1) })))('$name', async ({ spoil, answer, later }) => {
    expect(await ask(spoil)).toBe(answer);
    for (const other of later) {
      const both = await ask((draft) => {
        other.spoil(draft);
        spoil(draft);
      });
      expect(both, `before ${other.name}`).toBe(answer);
    }
  });
}

describe('the flagship edition checks, in this order,', () => {
  const method = 'sales.LogisticsSync.getSyncListExt';
  const list = (shop_no: string) => JSON.stringify([{ shop_no, is_own_platform: true }]);
  const refusal = (status: number, message: string) => JSON.stringify({ status, message });

  async function ask(spoil: (draft: Draft) => void): Promise<string> {
    const { sid, key } = FLAGSHIP_KEY;
    const timestamp = String(flagshipEdition.toTimestamp(server.clock.now));
    const parameters = { sid, key, salt: '5alt', method, v: '1.0', timestamp, page_size: '10', page_no: '0', calc_total: '1' };
    const draft: Draft = { name: '', parameters, secret: 's3cr3t', body: list('S1'), added: '' };
    spoil(draft);
    const sign = flagshipEdition.sign(draft.parameters, draft.body, draft.secret);
    const query = flagshipEdition.writeParameters({ ...draft.parameters, sign });
    return envelope(await post(server.url, `/openapi?${draft.added}${query}`, draft.body));
  }

  test('nothing against a right request', async () => expect(await ask(() => {})).toBe('{"status":0,"total":0,"data":[]}'));

  eachPair(
    [
      { name: 'UTF-8', spoil: (draft) => (draft.body = Uint8Array.of(0x5b, 0xff, 0x5d)), answer: refusal(1, '参数错误') },
      { name: 'unknown parameters', spoil: (draft) => (draft.added = 'app_key=1&'), answer: refusal(1, '参数错误') },
      { name: 'repeated parameters', spoil: (draft) => (draft.added = 'sid=demo&'), answer: refusal(1, '参数错误') },
      { name: 'missing parameters', spoil: ({ parameters }) => delete parameters['salt'], answer: refusal(1, '参数错误') },
      { name: 'v', spoil: set('v', '2.0'), answer: refusal(8, '版本错误') },
      { name: 'form of timestamp', spoil: set('timestamp', '1665947116495'), answer: refusal(1, 'For input string: "1665947116495"') },
      { name: 'clock window', spoil: set('timestamp', '469000000'), answer: refusal(7, '时间戳错误') },
      { name: 'sid', spoil: set('sid', 'nobody'), answer: refusal(1, 'sid is not found') },
      { name: 'key', spoil: set('key', 'no-such-app'), answer: refusal(1, 'app auth fail') },
      { name: 'disabled key', spoil: set('key', 'off'), answer: refusal(1, 'app auth fail') },
      { name: 'salt', spoil: set('salt', 'pepper'), answer: refusal(1, '验证失败') },
      { name: 'signature', spoil: (draft) => (draft.secret = 'guessed'), answer: refusal(1, '验证失败') },
      { name: 'address', spoil: set('key', 'elsewhere'), answer: refusal(6, 'ip限制') },
      { name: 'method', spoil: set('method', 'sales.Trade.search'), answer: refusal(100, '权限不足') },
      {
        name: 'right to the method',
        spoil: ({ parameters }) =>
          (parameters['key'] = [FLAGSHIP_KEY.key, 'limited'].includes(parameters['key'] ?? '') ? 'bound' : (parameters['key'] as string)),
        answer: refusal(100, '权限不足'),
      },
      {
        name: 'rate',
        spoil: ({ parameters }) => (parameters['key'] = parameters['key'] === FLAGSHIP_KEY.key ? 'limited' : (parameters['key'] as string)),
        answer: refusal(100, '超过每分钟最大调用频率限制，请稍后重试'),
      },
      { name: 'page size', spoil: set('page_size', '1001'), answer: refusal(100, 'page_size不能大于1000') },
      { name: 'JSON', spoil: (draft) => (draft.body = '[{]'), answer: refusal(1, '参数错误') },
      { name: 'number of arguments', spoil: (draft) => (draft.body = '[7,7]'), answer: refusal(1, 'invalid argument count') },
      { name: 'kinds of arguments', spoil: (draft) => (draft.body = '[7]'), answer: refusal(1, 'argument type mismatch') },
      {
        name: 'fields',
        spoil: (draft) => (draft.body = list('x'.repeat(21))),
        answer: refusal(100, 'Data truncation: Data too long for column shop_no'),
      },
      { name: 'rights on the shop', spoil: (draft) => (draft.body = list('nowhere')), answer: refusal(100, '店铺编号不存在或已停用') },
    ],
    ask,
  );

  test('a query without paging before its arguments, and only for queries', async () => {
    const unpaged = ({ parameters }: Draft) => {
      for (const name of ['page_size', 'page_no', 'calc_total']) delete parameters[name];
    };
    const answer = refusal(100, `此方法仅支持分页查询：${method}`);
    expect(await ask(unpaged)).toBe(answer);
    const with2 = (draft: Draft) => {
      unpaged(draft);
      draft.body = '[7,7]';
    };
    expect(await ask(with2)).toBe(answer);
    const other = (draft: Draft) => {
      unpaged(draft);
      draft.parameters['method'] = 'sales.StockSync.getSelfWaitSyncIdListOpen';
      draft.body = '[10,0]';
    };
    expect(await ask(other)).toBe('{"status":0,"data":{"id_list":[],"position":0}}');
  });
});

describe('the enterprise edition checks, in this order,', () => {
  const refusal = (code: number, message: string) => JSON.stringify({ code, message });

  async function ask(spoil: (draft: Draft) => void): Promise<string> {
    const { sid, key, secret } = ENTERPRISE_KEY;
    const timestamp = String(Math.floor(server.clock.now / 1000));
    const parameters = { sid, appkey: key, timestamp, shop_no: 'S1', limit: '10' };
    const draft: Draft = { name: 'api_goods_stock_change_query', parameters, secret, body: '', added: '' };
    spoil(draft);
    const sign = enterpriseEdition.sign(draft.parameters, draft.secret);
    const form = draft.added + enterpriseEdition.writeForm({ sign, ...draft.parameters });
    const body = typeof draft.body === 'string' ? form : Buffer.concat([Buffer.from(form), draft.body]);
    return envelope(await post(server.url, `/openapi2/${draft.name}.php`, body));
  }

  test('nothing against a right request', async () => {
    expect(await ask(() => {})).toBe('{"code":0,"message":"","current_count":0,"stock_change_list":[]}');
  });

  /** One key is spoiled at a time: the one that fails the earlier check fails the later ones too. */
  const key = (appKey: string) => set('appkey', appKey);
  eachPair(
    [
      { name: 'UTF-8', spoil: (draft) => (draft.body = Uint8Array.of(0xff)), answer: refusal(1005, '签名sign错误') },
      { name: 'repeated fields', spoil: (draft) => (draft.added = 'sid=demo&'), answer: refusal(2830, '参数重复【sid】') },
      { name: 'missing fields', spoil: set('sign', ''), answer: refusal(1001, '缺少必要请求参数【sign】') },
      { name: 'sid', spoil: set('sid', 'nobody'), answer: refusal(1002, '卖家账号sid不存在') },
      { name: 'appkey', spoil: key('no-such-app'), answer: refusal(1003, '接口账号appkey不存在') },
      {
        name: 'clock window',
        spoil: set('timestamp', '1700000000'),
        answer: refusal(1004, '时间戳timestamp无效或与服务器时间相差超过5分钟'),
      },
      { name: 'signature', spoil: (draft) => (draft.secret = 'guessed'), answer: refusal(1005, '签名sign错误') },
      {
        name: 'disabled appkey',
        spoil: key('off'),
        answer: refusal(1007, '接口appkey已停用【解决办法：联系商务人员，重新开启接口appkey】 '),
      },
      { name: 'address', spoil: key('elsewhere'), answer: refusal(1006, '请求IP不在白名单内') },
      { name: 'interface', spoil: (draft) => (draft.name = 'trade_query'), answer: refusal(1011, '接口不存在') },
      {
        name: 'right to the interface',
        spoil: ({ parameters }) =>
          (parameters['appkey'] = [ENTERPRISE_KEY.key, 'limited'].includes(parameters['appkey'] ?? '')
            ? 'bound'
            : (parameters['appkey'] as string)),
        answer: refusal(1008, 'appkey没有该接口或店铺的权限'),
      },
      {
        name: 'rate',
        spoil: ({ parameters }) =>
          (parameters['appkey'] = parameters['appkey'] === ENTERPRISE_KEY.key ? 'limited' : (parameters['appkey'] as string)),
        answer: refusal(1009, '超过每分钟最大调用频率限制，请稍后重试'),
      },
      { name: 'fields of the interface', spoil: set('shop_no', 'x'.repeat(21)), answer: refusal(2830, '参数值无效【shop_no】') },
      {
        name: 'the shop',
        spoil: set('shop_no', 'nowhere'),
        answer: refusal(2310, '店铺编号在系统中不存在或已停用，请检查shop_no是否正确'),
      },
    ],
    ask,
  );
});

describe('nothing of an interface is read before the request is verified and within its rate', () => {
  const wrong = { secret: 'guessed:5alt', sid: 'demo' };

  test.each(Object.keys(flagshipEdition.methods))('%s', async (method) => {
    const before = await stateOf(server);
    const as = { ...wrong, key: FLAGSHIP_KEY.key };
    expect(await flagship(server, method, 'no JSON', { as })).toBe('{"status":1,"message":"验证失败"}');
    const limited = { ...FLAGSHIP_KEY, key: 'limited' };
    expect(await flagship(server, method, 'no JSON', { as: limited })).toBe(
      '{"status":100,"message":"超过每分钟最大调用频率限制，请稍后重试"}',
    );
    expect(await stateOf(server)).toEqual(before);
  });

  test.each(Object.keys(enterpriseEdition.methods))('%s', async (name) => {
    const before = await stateOf(server);
    const as = { ...wrong, key: ENTERPRISE_KEY.key };
    expect(await enterprise(server, name, { trade_list: 'no JSON' }, { as })).toBe('{"code":1005,"message":"签名sign错误"}');
    const limited = { ...ENTERPRISE_KEY, key: 'limited' };
    expect(await enterprise(server, name, {}, { as: limited })).toBe('{"code":1009,"message":"超过每分钟最大调用频率限制，请稍后重试"}');
    expect(await stateOf(server)).toEqual(before);
  });
});
