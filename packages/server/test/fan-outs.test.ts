/** The server does what changes have left to do, between its calls (promise S3). */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Engine, folderOf } from '@tongbu/engine';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { driveFanOuts } from '../src/fan-outs.ts';
import { seedListings, startTestServer } from './harness.ts';

/** An engine with so many steps to do; `fail` makes the next one fail. */
function pretend() {
  const work = { left: 0, fail: false, steps: 0, atOnce: 0, most: 0, takesMs: 1, asked: [] as (number | undefined)[] };
  const engine = {
    async stepFanOuts({ most }: { most?: number }) {
      work.asked.push(most);
      work.most = Math.max(work.most, ++work.atOnce);
      await pause(work.takesMs);
      work.atOnce--;
      work.steps++;
      if (work.fail) throw new Error('the store failed');
      work.left = Math.max(0, work.left - 1);
      return { done: 500, left: work.left };
    },
    importRows: async () => ({ changed: 1, problems: [] }),
    acknowledgeStock: async () => [],
  } as unknown as Engine;
  const log: string[] = [];
  const driver = driveFanOuts(engine, pino({}, { write: (line: string) => void log.push(line) }), Date.now);
  return { work, log, driver };
}

const anImport = (engine: Engine) => engine.importRows({ seller: 's', kind: 'rules', records: [], now: 0, partial: false });
const anAcknowledgement = (engine: Engine) =>
  engine.acknowledgeStock({ caller: { seller: 's', key: null, actor: '' }, items: [], signedAt: 0, now: 0 });

describe('the driver of fan-outs', () => {
  test('S3 goes on at the start with what was killed, one step after another, until nothing is left', async () => {
    const { work, driver } = pretend();
    work.left = 5;
    driver.start();
    await expect.poll(() => work.steps).toBe(5);
    await pause(30);
    expect(work).toMatchObject({ steps: 5, most: 1 });
    await driver.stop();
  });

  test('S3 looks for work after a verb that may leave some, and not after an acknowledgement', async () => {
    const { work, driver } = pretend();
    await anAcknowledgement(driver.engine);
    await pause(20);
    expect(work.steps).toBe(0);
    work.left = 3;
    await Promise.all([anImport(driver.engine), anImport(driver.engine)]);
    await expect.poll(() => work.left).toBe(0);
    expect(work.most).toBe(1);
    await driver.stop();
  });

  test('S3 a step is short, so that no acknowledgement waits long; a long one where its turn comes rarely', async () => {
    const { work, driver } = pretend();
    work.left = 3;
    driver.start();
    await expect.poll(() => work.left).toBe(0);
    expect(work.asked).toEqual([100, 100, 100]);
    Object.assign(work, { left: 2, takesMs: 60 });
    await driver.engine.stepFanOuts({ seller: 's', now: 0 });
    expect(work.asked.at(-1)).toBe(100);
    work.left = 2;
    await anImport(driver.engine);
    await expect.poll(() => work.left).toBe(0);
    expect(work.asked.slice(-2)).toEqual([100, 500]);
    await driver.stop();
  });

  test('a step that fails is told, and tried again when there is reason to', async () => {
    const { work, log, driver } = pretend();
    Object.assign(work, { left: 2, fail: true });
    driver.start();
    await expect.poll(() => log.join()).toContain('the store failed');
    await pause(30);
    expect(work.steps).toBe(1);
    work.fail = false;
    await anImport(driver.engine);
    await expect.poll(() => work.left).toBe(0);
    await driver.stop();
  });

  test('stopped it lets the step in hand end, and begins no other', async () => {
    const { work, driver } = pretend();
    work.left = 1000;
    driver.start();
    await expect.poll(() => work.steps).toBeGreaterThan(0);
    await driver.stop();
    const { steps } = work;
    await anImport(driver.engine);
    await pause(30);
    expect(work).toMatchObject({ steps, atOnce: 0 });
  });
});

test('S3 a server finishes the fan-out of a rule that a command imported', async () => {
  const server = await startTestServer({}, { socket: true });
  await seedListings(server, 520);
  const records = [{ stock_syn_rule_no: 'default', stock_syn_plus: '3' }];
  const input = { seller: 'demo', kind: 'rules', records, now: server.clock.now, partial: false };
  const command = connect(folderOf(server.folder).socket);
  command.write(`${JSON.stringify({ id: 1, verb: 'importRows', input })}\n`);
  const caller = { seller: 'demo', key: null, actor: 'flagship:x' };
  const shown = async () => {
    const found = await server.engine.calculateStock({ caller, listings: [1, 520] });
    return found.map((each) => each.found && each.change.quantity);
  };
  await expect.poll(shown).toEqual(['13', '5203']);
  command.destroy();
  await server.close();
});
