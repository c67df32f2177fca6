import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { layOut, readExact, toAscii } from '../src/exact-json.ts';
import { LOG_OPTIONS, readableLine } from '../src/log.ts';
import { table } from '../src/output/table.ts';
import { ago } from '../src/output/time.ts';
import { cut, printable, widthOf } from '../src/output/width.ts';
import { ownCommandLine } from '../src/own-command-line.ts';

test.each([
  ['abc', 3],
  ['小满杂货', 8],
  ['小满·A', 6],
  ['（停用）', 8],
  ['e\u0301', 1],
  ['🍵', 2],
] as const)('%s takes %i cells', (text, cells) => {
  expect(widthOf(text)).toBe(cells);
});

test('columns line up by cells, not by characters', () => {
  expect(
    table(
      [{ heading: 'NAME' }, { heading: 'N', align: 'right' }],
      [
        ['小满', '1'],
        ['tea', '100'],
      ],
    ),
  ).toBe('NAME    N\n小满    1\ntea   100');
});

test('data cannot steer the terminal', () => {
  expect(printable('a\u001b[2Jb\nc\u202ed')).toBe('a\ufffd[2Jb c\ufffdd');
  expect(cut('龙井绿茶', 6)).toBe('龙井…');
});

test('how long ago', () => {
  expect([5, 65, 3700, 200_000].map((seconds) => ago(0, seconds * 1000))).toEqual(['5 s', '1 min', '1 h', '2 days']);
});

describe('JSON', () => {
  test('keeps every digit and stays short where it can', () => {
    const text = `{"a":1.0000,"ids":[${Array.from({ length: 60 }, (_, i) => i).join(',')}],"big":9007199254740993}`;
    expect(layOut(readExact(text))).toBe(
      text
        .replace(/^\{/, '{\n  ')
        .replace(/,"ids"/, ',\n  "ids"')
        .replace(/,"big"/, ',\n  "big"')
        .replace(/\}$/, '\n}')
        .replaceAll('":', '": '),
    );
  });

  test('ASCII alone', () => expect(toAscii('"龙\u{1f375}"')).toBe('"\\u9f99\\ud83c\\udf75"'));
});

test('a log line is readable', () => {
  const line = readableLine(JSON.stringify({ level: 30, time: 0, msg: 'refused', method: 'a.b', status: 1 }));
  expect(line.replace(/\u001b\[\d+m/g, '')).toMatch(/^\d\d:\d\d:\d\d info {2}refused {2}method=a\.b status=1$/);
});

test('strangers cannot forge lines or facts of the log, or steer the terminal', () => {
  const told = readableLine(
    JSON.stringify({
      level: 40,
      time: 0,
      msg: 'refused\u001b[2J\n00:00:00 info  all is well',
      method: 'a\n00:00:00 info  all is well\u001b]0;title\u0007\u009b2J status=0',
      error: { stack: 'Error: x\n00:00:00 info  all is well\u001b[2J' },
    }),
  ).replace(/\u001b\[\d+m/g, '');
  expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  const [first, ...stack] = told.split('\n');
  expect(first).toContain(String.raw`method="a\n00:00:00 info  all is well\u001b]0;title`);
  expect(stack).toEqual(['    Error: x', '    00:00:00 info  all is well\ufffd[2J']);
});

test('a secret that is passed to the log by mistake is left out', () => {
  const lines: string[] = [];
  const log = pino(LOG_OPTIONS, { write: (line: string) => void lines.push(line) });
  log.info({ secret: 'canary', key: { salt: 'canary' }, request: { form: { sign: 'canary' } } }, 'oops');
  log.error({ error: new Error('broken') }, 'failed');
  expect(lines.join('')).not.toContain('canary');
  expect(JSON.parse(lines[1] as string).error.message).toBe('broken');
});

describe('how a command is typed for the same data', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['npm start', { npm_lifecycle_event: 'start' }, '/c/tongbu.js', `cd ${process.cwd()} && npx tongbu`],
    ['npx', { npm_command: 'exec' }, '/c/node_modules/.bin/tongbu', `cd ${process.cwd()} && npx tongbu`],
    ['what is installed', {}, '/usr/local/bin/tongbu', 'tongbu'],
    ['a file of the clone', {}, '/a clone/bin/tongbu.js', `/bin/node '/a clone/bin/tongbu.js'`],
  ])('started by %s', (_how, env, script, program) => {
    for (const name of ['npm_lifecycle_event', 'npm_command']) vi.stubEnv(name, env[name]);
    vi.stubGlobal('process', { ...process, env: process.env, cwd: process.cwd, argv: ['/bin/node', script], execArgv: [] });
    expect(ownCommandLine('/srv/my data')).toEqual({ program, options: "--data '/srv/my data'" });
  });
});
