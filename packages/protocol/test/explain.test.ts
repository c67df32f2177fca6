/** A refused request, and the mistake in it: recorded ones, and right ones broken in each way. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnosis, enterprise, flagship } from '../src/index.ts';
import { captures, enterpriseVectors } from './data.ts';

const FLAGSHIP = 's3cr3t:5alt';
const ENTERPRISE = 'e5ecret';
const NOW = 1_795_400_000_000;
const UNIX = NOW / 1000;
const SINCE_2012 = UNIX - flagship.EPOCH_SECONDS;
const md5 = (text: string | Uint8Array) => createHash('md5').update(text).digest('hex');

const explain = (
  refused: diagnosis.RefusedRequest,
  secret: string | undefined = refused.edition === 'flagship' ? FLAGSHIP : ENTERPRISE,
  at = NOW,
) => diagnosis.explain(refused, secret, { at, isArrival: true });
const kinds = (explanation: diagnosis.Explanation) => explanation.mistakes.map(({ kind }) => kind);

describe.each(captures)('capture $id', (capture) => {
  const NAMED: Record<string, string> = { 'treelab-05': 'lengths in bytes', 'cuifan53-03': 'empty values left out' };
  const [path = '', query = ''] = capture.request.url.split('?');
  const refused = {
    edition: capture.edition,
    name: (path.split('/').at(-1) ?? '').replace('.php', ''),
    query,
    body: Buffer.from(capture.request.body_base64, 'base64'),
  };

  test('is named rightly, or accused of nothing', () => {
    const found = explain(refused, undefined, capture.fixed_timestamp * 1000);
    expect(kinds(found)).toEqual(capture.valid_signature ? [] : [NAMED[capture.id]]);
    expect(found.signature).toBe(capture.valid_signature ? 'right' : 'explained');
    const hint = diagnosis.hintAt(refused, capture.edition === 'flagship' ? FLAGSHIP : ENTERPRISE);
    expect(hint === undefined).toBe(capture.valid_signature);
  });
});

test.each(enterpriseVectors)('vector $name, signed by the rule of another client', (vector) => {
  const rules = {
    utf16_units_sign: 'lengths in UTF-16',
    utf8_bytes_sign: 'lengths in bytes',
    empty_values_dropped_sign: 'empty values left out',
  } as const;
  for (const [rule, kind] of Object.entries(rules)) {
    const sign = vector[rule as keyof typeof rules];
    if (sign === undefined || vector.name === 'empty-value-dropped') continue;
    const body = Buffer.from(enterprise.writeForm({ ...vector.params, sign }));
    const at = Number(vector.params['timestamp']) * 1000;
    expect(kinds(explain({ edition: 'enterprise', name: '', query: '', body }, vector.appsecret, at)), rule).toEqual([kind]);
  }
});

const CONTENTS = { ASCII: 'late & back + 5%', Chinese: '缺货😀 & 重试+1' };

describe.each(Object.entries(CONTENTS))('a flagship request with %s in it, broken', (_, content) => {
  const body = JSON.stringify([{ rec_id: 7, syn_result: content, price: '1.5' }]);
  const right = { sid: 'demo', key: 'demo-app', salt: '5alt', method: 'sales.StockSync.syncFail', v: '1.0', timestamp: String(SINCE_2012) };
  interface Broken {
    parameters?: Record<string, string>;
    sent?: string | Uint8Array;
    text?: string | Uint8Array;
    query?: string;
  }
  /** The signed text of parameters and body, by the ends given. */
  const text = (parameters: Record<string, string>, signed = body, head = 's3cr3t', tail = head) => {
    const names = Object.keys({ ...parameters, body: '' }).sort();
    return `${head}${names.map((name) => name + (name === 'body' ? signed : parameters[name])).join('')}${tail}`;
  };
  const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([each]) => each !== name));
  const cases: Record<string, [kind: string, Broken]> = {
    'blanks after commas': [
      'body written again',
      { sent: JSON.stringify(JSON.parse(body), null, 0).replaceAll(',"', ', "').replaceAll('":', '": ') },
    ],
    'indented by four': ['body written again', { sent: JSON.stringify(JSON.parse(body), null, 4) }],
    'names sorted': ['body written again', { text: text(right, JSON.stringify([{ price: '1.5', rec_id: 7, syn_result: content }])) }],
    'body left out': ['body left out', { text: text(right, '') }],
    'body and its name left out': ['body left out', { text: text(right, '').replace('body', '') }],
    'a line end after the body': ['body edges', { sent: `${body}\n` }],
    'salt as secret': ['secret and salt swapped', { text: text(right, body, '5alt') }],
    'both swapped': [
      'secret and salt swapped',
      { parameters: { ...right, salt: 's3cr3t' }, text: text({ ...right, salt: 's3cr3t' }, body, '5alt') },
    ],
    'secret not split': ['secret not split', { text: text(right, body, FLAGSHIP) }],
    'no secret at the end': ['secret once', { text: text(right, body, 's3cr3t', '') }],
    'no secret': ['secret left out', { text: text(right, body, '') }],
    'v not signed': ['parameter left out', { text: text(without('v')) }],
    'salt not signed': ['parameter left out', { text: text(without('salt')) }],
    'timestamp not signed': ['parameter left out', { text: text(without('timestamp')) }],
    'calc_total not sent': ['parameter not sent', { text: text({ ...right, calc_total: '1' }) }],
    'key signed as appkey': ['other name', { text: text({ ...without('key'), appkey: 'demo-app' }) }],
    'upper case': ['upper case', { text: text(right).toUpperCase() }],
    'the other edition': ['signed for the other edition', { text: `${enterprise.canonicalText({ ...right, body })}${FLAGSHIP}` }],
    'a second later': ['other timestamp', { text: text({ ...right, timestamp: String(SINCE_2012 - 1) }) }],
    'salt of another key': ['salt wrong', { parameters: { ...right, salt: 'other' } }],
    'secret as salt': ['salt is the secret', { parameters: { ...right, salt: 's3cr3t' } }],
    'Unix time': ['Unix time', { parameters: { ...right, timestamp: String(UNIX) } }],
    milliseconds: ['milliseconds', { parameters: { ...right, timestamp: String(UNIX * 1000) } }],
    '5 minutes behind': ['clock off', { parameters: { ...right, timestamp: String(SINCE_2012 - 300) } }],
    'in UTC': ['time zone', { parameters: { ...right, timestamp: String(SINCE_2012 - 8 * 3600) } }],
    'no salt': ['name missing', { parameters: without('salt') }],
    'another version': ['version', { parameters: { ...right, v: '2.0' } }],
    'a bare & in the key': [
      'value cut at &',
      { text: text({ ...right, key: 'demo-app&x' }), query: flagship.writeParameters(right).replace('demo-app', 'demo-app&x') },
    ],
  };

  test.each(Object.entries(cases))('%s', (_case, [kind, { parameters = right, sent = body, text: signed = text(parameters), query }]) => {
    const sign = md5(signed);
    const asked = query === undefined ? flagship.writeParameters({ ...parameters, sign }) : `${query}&sign=${sign}`;
    const found = explain({ edition: 'flagship', name: '', query: asked, body: Buffer.from(sent) });
    expect(kinds(found)).toEqual([kind]);
    expect(found.mistakes[0]?.certain).toBe(true);
    expect(JSON.stringify(found)).not.toContain('s3cr3t');
  });

  test('parameters in the body, and a request of the other edition', () => {
    const sign = md5(text(right));
    const form = Buffer.from(flagship.writeParameters({ ...right, sign }));
    expect(kinds(explain({ edition: 'flagship', name: '', query: '', body: form }))).toContain('parameters in the body');
    const other = Buffer.from(enterprise.writeForm({ sid: 'demo', appkey: 'demo-app', timestamp: String(UNIX), sign }));
    expect(kinds(explain({ edition: 'flagship', name: '', query: '', body: other }))).toContain('sent for the other edition');
  });
});

describe.each(Object.entries(CONTENTS))('an enterprise request with %s in it, broken', (label, content) => {
  const list = JSON.stringify([{ rec_id: 7, status: 1, message: content }]);
  const right = { sid: 'demo', appkey: 'demo-app2', timestamp: String(UNIX), logistics_list: list };
  const measured = (parameters: Record<string, string>, count = (value: string) => Array.from(value).length) =>
    Object.keys(parameters)
      .sort()
      .map(
        (name) =>
          `${String(name.length).padStart(2, '0')}-${name}:${String(count(parameters[name] as string)).padStart(4, '0')}-${parameters[name]}`,
      )
      .join(';');
  const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([each]) => each !== name));
  interface Broken {
    form?: Record<string, string>;
    signed?: string;
    body?: (sign: string) => string;
  }
  const form = (fields: Record<string, string>) => enterprise.writeForm(fields);
  const bare = (sign: string) => `sid=demo&appkey=demo-app2&timestamp=${UNIX}&logistics_list=${list}&sign=${sign}`;
  const cases: Record<string, [kind: string, Broken]> = {
    'empty value sent, not signed': ['empty values left out', { form: { ...right, shop_no: '' }, signed: measured(right) + ENTERPRISE }],
    'empty value signed, not sent': ['empty values not sent', { signed: measured({ ...right, shop_no: '' }) + ENTERPRISE }],
    'list written again': [
      'field written again',
      { form: { ...right, logistics_list: list.replaceAll(',"', ', "').replaceAll('":', '": ') }, signed: measured(right) + ENTERPRISE },
    ],
    'no secret': ['secret left out', { signed: measured(right) }],
    'secret at both ends': ['secret twice', { signed: ENTERPRISE + measured(right) + ENTERPRISE }],
    'the list not signed': ['parameter left out', { signed: measured(without('logistics_list')) + ENTERPRISE }],
    'method signed, not sent': ['parameter not sent', { signed: measured({ ...right, method: 'logistics_sync_ack' }) + ENTERPRISE }],
    'the flagship edition’s way': [
      'signed for the other edition',
      { signed: `${ENTERPRISE}${Object.entries(right).sort().flat().join('')}${ENTERPRISE}` },
    ],
    'like a query string': [
      'separators',
      {
        signed: `${Object.entries(right)
          .sort()
          .map((pair) => pair.join('='))
          .join('&')}${ENTERPRISE}`,
      },
    ],
    'not encoded': ['value cut at &', { body: bare }],
    'encoded before signing': ['values encoded', { signed: measured({ ...right, logistics_list: encodeURIComponent(list) }) + ENTERPRISE }],
    'sid missing': ['name missing', { form: without('sid') }],
    milliseconds: ['milliseconds', { form: { ...right, timestamp: String(UNIX * 1000) } }],
    'since 2012': ['time since 2012', { form: { ...right, timestamp: String(SINCE_2012) } }],
    '10 minutes ahead': ['clock off', { form: { ...right, timestamp: String(UNIX + 600) } }],
  };
  if (label === 'Chinese') {
    cases['lengths in bytes'] = ['lengths in bytes', { signed: measured(right, (value) => Buffer.byteLength(value)) + ENTERPRISE }];
    cases['lengths in UTF-16'] = ['lengths in UTF-16', { signed: measured(right, (value) => value.length) + ENTERPRISE }];
  }

  test.each(Object.entries(cases))('%s', (_case, [kind, { form: fields = right, signed = measured(fields) + ENTERPRISE, body }]) => {
    const sign = md5(signed);
    const sent = body ? body(sign) : form({ ...fields, sign });
    const found = explain({ edition: 'enterprise', name: 'logistics_sync_ack', query: '', body: Buffer.from(sent) });
    expect(kinds(found)[0]).toBe(kind);
    expect(JSON.stringify(found)).not.toContain(ENTERPRISE);
  });

  test('a list as names, and all in the query', () => {
    const sign = md5('');
    const nested = form({ ...without('logistics_list'), 'logistics_list[0][rec_id]': '7', sign });
    expect(kinds(explain({ edition: 'enterprise', name: 'logistics_sync_ack', query: '', body: Buffer.from(nested) }))).toContain(
      'lists as names',
    );
    const query = form({ ...right, sign });
    expect(kinds(explain({ edition: 'enterprise', name: 'logistics_sync_ack', query, body: new Uint8Array() }))).toContain(
      'parameters in the query',
    );
  });
});

test.each([
  [-300, 'behind'],
  [300, 'ahead'],
])('a clock that is %d s off is told with its side, and is only likely where the arrival is not known', (seconds) => {
  const query = `sid=demo&key=a&salt=5alt&method=m&v=1.0&timestamp=${SINCE_2012 + seconds}&sign=${'0'.repeat(32)}`;
  const refused = { edition: 'flagship', name: '', query, body: Buffer.from('[]') } as const;
  const clock = (isArrival: boolean) => diagnosis.explain(refused, undefined, { at: NOW, isArrival }).mistakes;
  expect(clock(true)).toMatchObject([{ kind: 'clock off', facts: { seconds }, certain: true }]);
  expect(clock(false)).toMatchObject([{ kind: 'clock off', certain: seconds > 0 }]);
});

test('two mistakes at once are both named', () => {
  const right = { sid: 'demo', appkey: 'demo-app2', timestamp: String(UNIX), shop_no: '汉', limit: '' };
  const signed = enterprise
    .canonicalText({ sid: 'demo', appkey: 'demo-app2', timestamp: String(UNIX), shop_no: '汉' })
    .replace('0001-汉', '0003-汉');
  const body = Buffer.from(enterprise.writeForm({ ...right, sign: md5(`${signed}${ENTERPRISE}`) }));
  expect(kinds(explain({ edition: 'enterprise', name: '', query: '', body })).sort()).toEqual([
    'empty values left out',
    'lengths in bytes',
  ]);
});

test('another secret is not guessed at, and without a secret nothing is said of the signature', () => {
  const form = { sid: 'demo', appkey: 'demo-app2', timestamp: String(UNIX) };
  const body = Buffer.from(enterprise.writeForm({ ...form, sign: enterprise.sign(form, 'another') }));
  const refused = { edition: 'enterprise', name: '', query: '', body } as const;
  expect(explain(refused)).toMatchObject({ mistakes: [], signature: 'unknown' });
  expect(diagnosis.explain(refused, undefined, { at: NOW, isArrival: true })).toMatchObject({ mistakes: [], signature: 'unchecked' });
});

test('a rightly signed fresh request is accused of nothing', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => value.isWellFormed());
  fc.assert(
    fc.property(text, text, fc.string({ minLength: 1 }), fc.integer({ min: -120, max: 120 }), (a, b, secret, skew) => {
      const half = { secret, salt: 'salt' };
      const parameters = { sid: `s${a}`, key: `k${b}`, salt: half.salt, method: 'm', v: '1.0', timestamp: String(SINCE_2012 + skew) };
      const body = JSON.stringify([a, b]);
      const query = flagship.writeParameters({ ...parameters, sign: flagship.sign(parameters, body, secret) });
      const one = explain({ edition: 'flagship', name: '', query, body: Buffer.from(body) }, `${secret.replaceAll(':', '')}:salt`);
      if (!secret.includes(':')) expect(one).toMatchObject({ mistakes: [], signature: 'right' });
      const form = { sid: `s${a}`, appkey: `k${b}`, timestamp: String(UNIX + skew), shop_no: b };
      const sent = Buffer.from(enterprise.writeForm({ ...form, sign: enterprise.sign(form, secret) }));
      expect(explain({ edition: 'enterprise', name: 'x', query: '', body: sent }, secret)).toMatchObject({
        mistakes: [],
        signature: 'right',
      });
    }),
  );
});
