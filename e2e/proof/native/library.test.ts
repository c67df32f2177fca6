/** Node's SQLite and clock do pass through the library: otherwise every rig that uses it would find nothing. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Faults, missingForFaults } from './library.ts';
import { readRecords } from './records.ts';

const missing = missingForFaults();
if (missing.length > 0) console.warn(`faults: not tested; this machine lacks ${missing.join('; ')}`);

let at: string;
let folder: string;
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), 'tongbu-faults-'));
  folder = join(at, 'data');
  mkdirSync(folder);
});
afterEach(() => rmSync(at, { recursive: true, force: true }));

/** Runs a script in a child that has an open database `d`. @returns what it printed, as JSON */
function child(faults: Faults, script: string): unknown {
  const open = `import { DatabaseSync } from 'node:sqlite';
    const d = new DatabaseSync(${JSON.stringify(join(folder, 'x.db'))});
    d.exec('pragma journal_mode = wal; pragma synchronous = full; create table if not exists t (v)');
    const say = (value) => console.log(JSON.stringify(value));\n`;
  const env = { ...process.env, ...faults.env };
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', open + script], { env });
  expect(String(stderr)).toBe('');
  return JSON.parse(String(stdout));
}

describe.skipIf(missing.length > 0)('the preloaded library', () => {
  test('counts and records what Node’s SQLite does, with its data and in order', () => {
    const faults = new Faults({ at, folder, record: true });
    child(faults, `d.exec("insert into t values ('a canary')"); say(1)`);
    expect(faults.counted('write')).toBeGreaterThan(4);
    expect(faults.counted('sync')).toBeGreaterThan(2);
    expect(faults.counted('failed')).toBe(0);
    const records = readRecords(faults.log);
    const named = (kind: string) => records.filter((record) => record.kind === kind);
    expect(named('sync')).toHaveLength(faults.counted('sync'));
    expect(named('write').length + named('truncate').length).toBe(faults.counted('write'));
    expect(records.every(({ path }) => path.startsWith(folder))).toBe(true);
    const canary = records.findIndex(({ kind, path, data }) => kind === 'write' && path.endsWith('-wal') && data.includes('a canary'));
    const after = records.slice(canary).findIndex(({ kind, path }) => kind === 'sync' && path.endsWith('-wal'));
    expect(canary).toBeGreaterThan(0);
    expect(after).toBeGreaterThan(0);
    expect(records.every(({ began, ended }, i) => began <= ended && ended <= (records[i + 1]?.began ?? ended))).toBe(true);
    faults.close();
  });

  test.each([
    ['write', 'EIO', 'disk I/O error'],
    ['write', 'ENOSPC', 'database or disk is full'],
    ['sync', 'EIO', 'disk I/O error'],
  ] as const)('fails a chosen %s with %s, and only that', (what, error, message) => {
    const faults = new Faults({ at, folder });
    const inserts = `const seen = []; for (let i = 0; i < 9; i++) try { d.exec('insert into t values (1)'); seen.push('done') } catch (e) { seen.push(e.message) }\n say(seen)`;
    child(faults, inserts);
    const before = faults.counted(what);
    child(faults, inserts);
    faults.fail(what, Math.floor((faults.counted(what) - before) / 2), error);
    const seen = child(faults, inserts) as string[];
    expect(seen.filter((text) => text !== 'done')).toEqual([message]);
    expect(faults.counted('failed')).toBe(1);
    faults.close();
  });

  test('makes every sync take longer', () => {
    const faults = new Faults({ at });
    faults.delaySyncs(5000);
    const took = child(
      faults,
      `const t = performance.now(); for (let i = 0; i < 20; i++) d.exec('insert into t values (1)'); say(performance.now() - t)`,
    );
    expect(took).toBeGreaterThan(100);
    faults.close();
  });

  test('shifts the wall clock of Node and of SQLite, and no other', () => {
    const faults = new Faults({ at });
    faults.shiftClock(-3_650 * 86_400_000);
    const clocks = `say([Date.now(), Date.parse(d.prepare("select datetime('now') || 'Z' as n").get().n), Number(process.hrtime.bigint() / 1000000n)])`;
    const [node, sqlite, elapsed] = child(faults, clocks) as [number, number, number];
    expect(Math.abs(node - (Date.now() - 3_650 * 86_400_000))).toBeLessThan(10_000);
    expect(Math.abs(sqlite - node)).toBeLessThan(10_000);
    expect(Math.abs(elapsed - Number(process.hrtime.bigint() / 1_000_000n))).toBeLessThan(10_000);
    faults.close();
  });
});
