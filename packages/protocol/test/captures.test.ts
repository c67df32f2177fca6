/** 47 requests of real third-party clients, judged as the server judges them: each at its own clock. */
import { describe, expect, test } from 'vitest';
import { enterprise, flagship, type Method } from '../src/index.ts';
import { type Capture, captures } from './data.ts';

const SECRET = { secret: 's3cr3t', salt: '5alt' };
const APPSECRET = 'e5ecret';

/** What could not be read, and why; every other request is a call. */
const REFUSED: Record<string, string> = {
  'westng-20': 'invalid argument count', // getSelfWaitSyncIdListOpen without any argument
};

const bodyOf = ({ request }: Capture) => Buffer.from(request.body_base64, 'base64');
const of = (edition: Capture['edition']) => captures.filter((capture) => capture.edition === edition);

test('there are 47 of them, two signed by another rule', () => {
  expect(captures).toHaveLength(47);
  expect(captures.filter(({ valid_signature }) => !valid_signature).map(({ id }) => id)).toEqual(['treelab-05', 'cuifan53-03']);
});

describe.each(of('flagship'))('$id ($interface)', (capture) => {
  const [path, query = ''] = capture.request.url.split('?');
  const body = bodyOf(capture);
  const parameters = flagship.readParameters(query);
  const now = capture.fixed_timestamp * 1000;

  test('is verified, at its own clock and no other', () => {
    expect(path).toMatch(/^\/openapi\/?$/);
    expect(flagship.checkClock(parameters, now)).toBe(flagship.toTimestamp(now));
    expect(() => flagship.checkClock(parameters, now + 300_000)).toThrow('时间戳错误');
    expect(flagship.verify(parameters, body, SECRET)).toBe(capture.valid_signature);
    expect(flagship.verify(parameters, Buffer.concat([body, Buffer.from(' ')]), SECRET)).toBe(false);
    expect(flagship.verify(parameters, body, { ...SECRET, salt: 'other' })).toBe(false);
  });

  test('is read as a call, or refused cleanly', () => {
    expect(parameters.method).toBe(capture.interface);
    const method = flagship.methods[parameters.method as keyof typeof flagship.methods] as Method;
    const read = () => flagship.readCall(method, body.toString('utf8'), flagship.readPage(parameters));
    const refusal = REFUSED[capture.id];
    if (refusal) expect(read).toThrow(refusal);
    else expect(Object.keys(read().request)).toEqual(Object.keys(method.request));
  });
});

describe.each(of('enterprise'))('$id ($interface)', (capture) => {
  const form = enterprise.readForm(bodyOf(capture));
  const now = capture.fixed_timestamp * 1000;

  test('has the signature it is said to have, at its own clock and no other', () => {
    expect(capture.request.url).toBe(`/openapi2/${capture.interface}`);
    expect(enterprise.checkClock(form, now)).toBe(capture.fixed_timestamp);
    expect(() => enterprise.checkClock(form, now + 600_000)).toThrow('时间戳timestamp');
    expect(enterprise.verify(form, APPSECRET)).toBe(capture.valid_signature);
    expect(enterprise.verify({ ...form, limit: '1' }, APPSECRET)).toBe(false);
  });

  test('is read as a call', () => {
    const method = enterprise.methods[capture.interface.replace('.php', '') as keyof typeof enterprise.methods] as Method;
    expect(Object.keys(enterprise.readCall(method, form))).toEqual(Object.keys(method.request));
  });
});

describe('what they say is understood', () => {
  const find = (id: string) => captures.find((capture) => capture.id === id) as Capture;
  const updates = (id: string) =>
    flagship.readCall(flagship.methods['sales.LogisticsSync.update'], bodyOf(find(id)).toString('utf8'), undefined).request.syncList;

  test('three kinds of result in one batch', () => {
    expect(updates('waywake-deno-11').map((each) => each.ok && each.value.status)).toEqual(['success', 'fail', 'retry']);
  });

  test('a status once as a number and once as text', () => {
    expect(updates('westng-17').map((each) => each.ok && each.value.status)).toEqual(['success', 'fail']);
  });

  test('an emoji, escapes and Chinese', () => {
    const info = (id: string) =>
      flagship.readCall(flagship.methods['sales.StockSync.syncSuccess'], bodyOf(find(id)).toString('utf8'), undefined).request.info;
    expect(info('wdt-java-sdk-03').syn_result).toBe("同步成功=ok&<b>'q'");
    expect(info('waywake-deno-06').syn_result).toMatch(/\p{Extended_Pictographic}/u);
  });

  test('a list of more than 9999 characters', () => {
    const form = enterprise.readForm(bodyOf(find('py-apiwangdiantong-03')));
    expect(form['stock_sync_list']?.length).toBeGreaterThan(9999);
    const elements = enterprise.readCall(enterprise.methods.api_goods_stock_change_ack, form).stock_sync_list;
    expect(elements.every(({ ok }) => ok)).toBe(true);
  });
});
