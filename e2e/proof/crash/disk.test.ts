/** The disk keeps what was synced and nothing else for certain: one that kept too much would find nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import type { DiskRecord } from '../native/records.ts';
import { Disk, type Fate } from './disk.ts';

let into: string;
let disk: Disk;
beforeEach(() => {
  into = mkdtempSync(join(tmpdir(), 'tongbu-disk-'));
  disk = new Disk('/data');
  disk.put('a', Buffer.alloc(2048, 'o'));
});
afterEach(() => rmSync(into, { recursive: true, force: true }));

function act(kind: DiskRecord['kind'], path: string, offset = 0, data = ''): void {
  disk.apply({ kind, path, offset, data: Buffer.from(data), began: 0n, ended: 0n });
}

/** What a crash leaves, file by file. */
function left(fate: Fate, seed = 1): Record<string, string> {
  for (const name of readdirSync(into)) rmSync(join(into, name));
  disk.crash(into, fate, new Random(seed));
  return Object.fromEntries(readdirSync(into).map((name) => [name, readFileSync(join(into, name), 'latin1')]));
}

/** Everything that a crash of this kind left in a hundred tries. */
function everLeft(fate: Fate, name: string): Set<string | undefined> {
  return new Set(Array.from({ length: 100 }, (_, seed) => left(fate, seed)[name]));
}

const OLD = 'o'.repeat(2048);

test('what was written is lost until its file is synced, and kept from then on', () => {
  act('write', '/data/a', 0, 'new');
  expect(left('dropped')).toEqual({ a: OLD });
  act('sync', '/data/a');
  act('truncate', '/data/a', 8);
  expect(left('dropped')).toEqual({ a: `new${OLD.slice(3)}` });
  act('sync', '/data/a');
  expect(left('dropped')).toEqual({ a: 'newooooo' });
  expect(disk.unsynced).toBe(0);
});

test('a sync keeps no other file’s writes', () => {
  act('write', '/data/a', 0, 'new');
  act('write', '/data/b', 0, 'other');
  act('sync', '/data/b');
  act('sync', '/data');
  expect(left('dropped')).toEqual({ a: OLD, b: 'other' });
});

test('a new file has no name until its folder is synced, and an old one keeps its name until then', () => {
  act('write', '/data/b', 0, 'other');
  act('sync', '/data/b');
  act('unlink', '/data/a');
  expect(left('dropped')).toEqual({ a: OLD });
  expect(everLeft('prefix', 'b')).toEqual(new Set([undefined, 'other']));
  act('sync', '/data');
  expect(left('dropped')).toEqual({ b: 'other' });
});

test('unsynced writes survive up to some moment, or without one another', () => {
  act('write', '/data/a', 0, '1');
  act('write', '/data/a', 1, '2');
  const begins = (fate: Fate) => new Set(Array.from(everLeft(fate, 'a'), (text) => text?.slice(0, 2)));
  expect(begins('prefix')).toEqual(new Set(['oo', '1o', '12']));
  expect(begins('subset')).toEqual(new Set(['oo', '1o', 'o2', '12']));
});

test('a torn write survives sector by sector of the disk, not of the write', () => {
  act('write', '/data/a', 500, 'n'.repeat(600));
  const states = everLeft('torn', 'a');
  const sectors = (text = '') => [text.slice(500, 512), text.slice(512, 1024), text.slice(1024, 1100)];
  expect(states.size).toBe(8);
  for (const state of states) {
    for (const sector of sectors(state)) expect(sector).toMatch(/^(o+|n+)$/);
    expect(state?.replaceAll('n', 'o')).toBe(OLD);
  }
});
