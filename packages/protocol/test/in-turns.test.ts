/** A large call is read with pauses, and says and refuses just what it does without. */
import { describe, expect, test } from 'vitest';
import { enterprise } from '../src/index.ts';
import type { Method } from '../src/method.ts';

const methods = Object.values(enterprise.methods) as unknown as Method[];

describe('reading in turns', () => {
  const calls = methods.flatMap((method) =>
    (method.examples ?? []).flatMap(({ title, request }) => {
      const form = JSON.parse(request) as Record<string, string>;
      const broken = Object.keys(form).map((name) => ({ title: `${title}, ${name} broken`, form: { ...form, [name]: '[{"x":' } }));
      const short = Object.keys(form).map((name) => ({
        title: `${title}, without ${name}`,
        form: Object.fromEntries(Object.entries(form).filter(([each]) => each !== name)),
      }));
      return [{ title, form }, ...broken, ...short].map((each) => ({ ...each, method }));
    }),
  );

  test('there are calls of every kind', () => expect(calls.length).toBeGreaterThan(50));

  test.each(calls.map((call) => [`${call.method.name}: ${call.title}`, call] as const))('%s', async (_, { method, form }) => {
    const settle = async (read: () => unknown) => {
      try {
        return { read: await read() };
      } catch (error) {
        const { code, message } = error as enterprise.EnterpriseRefusal;
        return { code, message };
      }
    };
    const inTurns = await settle(() => enterprise.readCallInTurns(method, form, async () => {}));
    expect(inTurns).toEqual(await settle(() => enterprise.readCall(method, form)));
  });

  test('it pauses before every order', async () => {
    let pauses = 0;
    const pause = async () => void pauses++;
    const form = JSON.parse(enterprise.methods.trade_push.examples[0]?.request as string) as Record<string, string>;
    const [order] = JSON.parse(form['trade_list'] as string) as object[];
    const trade_list = JSON.stringify(Array.from({ length: 50 }, () => order));
    const read = await enterprise.readCallInTurns(enterprise.methods.trade_push as unknown as Method, { ...form, trade_list }, pause);
    expect((read as { trade_list: unknown[] }).trade_list).toHaveLength(50);
    expect(pauses).toBeGreaterThanOrEqual(50);
  });
});
