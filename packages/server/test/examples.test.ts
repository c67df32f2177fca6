/** Every definition's examples, through the real client and as exact text, against a server that knows what they name. */
import { createClient, RefusedError } from '@tongbu/client';
import { type Element, type Example, enterprise as enterpriseEdition, flagship as flagshipEdition, type Method } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterpriseHandlers } from '../src/handlers/enterprise.ts';
import { flagshipHandlers } from '../src/handlers/flagship.ts';
import { ENTERPRISE_KEY, FLAGSHIP_KEY, put, startTestServer, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

/** Examples of the vendor's own data, which no seed can reproduce: they name numbers far beyond ours. */
const ELSEWHERE = new Set(['one waiting record', 'one accepted, one unknown', 'status as a string', 'error_msg left out']);

/** Answers of these mean that a request was not even understood. */
const UNREADABLE = {
  flagship: new Set([1, 2, 3, 6, 7, 8]),
  enterprise: new Set([1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011]),
};

/** When the examples happen: they print it, and a stocktake is numbered by its day. */
const AT = Date.parse('2025-03-07T10:00:00+08:00');

/** What has to happen before an example so that its answer is the right one. */
const PREPARE: Record<string, (server: TestServer) => Promise<unknown>> = {
  'a listing that is switched off; the id as a string': (server) => switchSync(server, 'off'),
  'a missing field is named bare': (server) => switchSync(server, 'on'),
  'limit left out, as one client does': (server) =>
    enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list: '[{"rec_id":2447,"sync_stock":12,"stock_change_count":1}]' }),
};

const listing = { shop_no: 'api_test', goods_id: 'lz3', spec_id: 'lz38', goods_no: 'lz3', spec_no: 'lz38' };
const switchSync = (server: TestServer, to: 'on' | 'off') =>
  put(server, 'listings', [{ ...listing, is_disable_syn: to === 'off' ? '1' : '0' }]);

async function seeded(): Promise<TestServer> {
  const server = await startTestServer({}, { at: AT });
  await put(server, 'shops', [{ shop_no: 'api_test' }, { shop_no: 'fx_test' }]);
  await put(server, 'warehouses', [{ warehouse_no: 'W1' }]);
  await put(server, 'items', [{ spec_no: 'lz38' }, { spec_no: 'lz39' }]);
  await put(server, 'levels', [
    { spec_no: 'lz38', warehouse_no: 'W1', stock_num: '12' },
    { spec_no: 'lz39', warehouse_no: 'W1', stock_num: '7.5' },
  ]);
  await put(server, 'carriers', [{ logistics_no: 'ZTO', logistics_name: '中通快递', logistics_type: '5' }]);
  const filler = Array.from({ length: 2446 }, (_, i) => ({ shop_no: 'fx_test', goods_id: `F${i}` }));
  await put(server, 'listings', [...filler, listing, { shop_no: 'fx_test', goods_id: 'lz3', spec_no: 'lz39' }]);
  return server;
}

interface Case {
  name: string;
  method: Method;
  example: Example;
}

const casesOf = (methods: Record<string, Method>): Case[] =>
  Object.entries(methods).flatMap(([name, method]) => method.examples.map((example) => ({ name, method, example })));

/** A disabled listing is shown by an example of its own; the two examples of one title need the switch only once. */
const isSwitchedOff = (answer: string) => answer.includes('已停用或者未开启同步');

for (const edition of ['flagship', 'enterprise'] as const) {
  const cases = casesOf(edition === 'flagship' ? flagshipEdition.methods : enterpriseEdition.methods);
  const title = ({ name, example }: Case) => `${name}: ${example.title}`;

  describe(`${edition} examples, sent as they are written, are understood and answered as they say`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await seeded();
    });
    afterAll(() => server.close());

    test.for(cases.map((each) => [title(each), each] as const))('%s', async ([, { name, example }]) => {
      server.clock.now += 1000; // the same once more is another request
      await PREPARE[example.title]?.(server);
      const parameters = Object.entries(example.paging ?? {}).map(([name, value]) => [name, String(value)]);
      const answer =
        edition === 'flagship'
          ? await flagship(server, name, example.request, { parameters: Object.fromEntries(parameters) })
          : await enterprise(server, name, JSON.parse(example.request));
      if (isSwitchedOff(example.response)) await switchSync(server, 'on');
      const { status, code } = JSON.parse(answer);
      expect(UNREADABLE[edition]).not.toContain(status ?? code);
      if (ELSEWHERE.has(example.title)) expect(status ?? code).toBe(0);
      else expect(stable(answer)).toBe(stable(example.response));
    });
  });

  describe(`${edition} examples, called through the client, give what they say`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await seeded();
    });
    afterAll(() => server.close());

    test.for(cases.map((each) => [title(each), each] as const))('%s', async ([, { name, method, example }]) => {
      server.clock.now += 1000; // the same once more is another request
      await PREPARE[example.title]?.(server);
      const result = await (edition === 'flagship'
        ? callFlagship(server, name, method, example)
        : callEnterprise(server, name, method, example));
      if (isSwitchedOff(example.response)) await switchSync(server, 'on');
      if (ELSEWHERE.has(example.title) || hasUnreadableElement(example)) return;
      const expected = readResult(edition, method, example.response);
      expect(JSON.parse(stable(JSON.stringify(result)))).toEqual(JSON.parse(stable(JSON.stringify(expected))));
    });
  });
}

/** Switching a listing on gives it a new version; that is no concern of the examples after it. */
const stable = (answer: string) => answer.replace(/"stock_change_count":("?)\d+"?/g, '"stock_change_count":$11$1');

/** A typed client cannot leave a required member out. */
const UNREADABLE_ELEMENTS = new Set([
  'status missing',
  'a missing field is named bare',
  'the same listing off sale, and a line without its state',
]);
const hasUnreadableElement = ({ title }: Example) => UNREADABLE_ELEMENTS.has(title);

const account = (server: TestServer, { sid, key, secret }: typeof FLAGSHIP_KEY) => ({
  url: server.url,
  seller: sid,
  key,
  secret,
  patienceMs: 0,
  clock: () => server.clock.now,
});

const page = ({ paging }: Example) => paging && { size: paging.page_size, page: paging.page_no, total: paging.calc_total === 1 };

const paged = (example: Example) => {
  const asked = page(example);
  return asked ? { page: asked } : {};
};

async function callFlagship(server: TestServer, name: string, method: Method, example: Example): Promise<unknown> {
  const client = createClient({ edition: 'flagship', ...account(server, FLAGSHIP_KEY) });
  const { request } = flagshipEdition.readCall(method, example.request, page(example));
  return outcome('flagship', client.call(name as 'sales.StockSync.calcStock', plain(request) as never, paged(example)));
}

async function callEnterprise(server: TestServer, name: string, method: Method, example: Example): Promise<unknown> {
  const client = createClient({ edition: 'enterprise', ...account(server, ENTERPRISE_KEY) });
  const request = enterpriseEdition.readCall(method, JSON.parse(example.request));
  return outcome('enterprise', client.call(name as 'logistics_sync_ack', plain(request) as never));
}

/** What a call gives, or the server's own words. */
async function outcome(edition: 'flagship' | 'enterprise', call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    expect(UNREADABLE[edition]).not.toContain(error.status);
    return { refused: error.status, reason: error.reason };
  }
}

function readResult(edition: 'flagship' | 'enterprise', method: Method, response: string): unknown {
  try {
    return edition === 'flagship' ? flagshipEdition.readAnswer(method, response) : enterpriseEdition.readAnswer(method, response);
  } catch (error) {
    if (error instanceof flagshipEdition.FlagshipRefusal) return { refused: error.status, reason: error.message };
    if (error instanceof enterpriseEdition.EnterpriseRefusal) return { refused: error.code, reason: error.message };
    throw error;
  }
}

/** Batches are read element by element; a client is given the elements that can be read. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((each) => (isElement(each) ? (each.ok ? [plain(each.value)] : []) : [plain(each)]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

const isElement = (value: unknown): value is Element<unknown> => typeof value === 'object' && value !== null && 'ok' in value;

test('every interface has a handler, and no handler is without an interface', () => {
  expect(Object.keys(flagshipHandlers)).toEqual(Object.keys(flagshipEdition.methods));
  expect(Object.keys(enterpriseHandlers)).toEqual(Object.keys(enterpriseEdition.methods));
});
