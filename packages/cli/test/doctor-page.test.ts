/** How the doctor's findings are set: in columns, in lines that fit, in both languages. */
import { describe, expect, test } from 'vitest';
import { Finding } from '../src/doctor/finding.ts';
import { page, wrap } from '../src/doctor/page.ts';
import { speak } from '../src/doctor/words.ts';
import { widthOf } from '../src/output/width.ts';

const say = speak('en', '/d');

describe('the page', () => {
  const long =
    'a rather long fact that goes on and on, and still on, until it no longer fits on one line of a terminal that is eighty wide';
  const zh = '很长的一条说明，一直写下去，直到一行放不下为止，然后在下一行继续，因为终端只有八十列宽，再长就要折行了。';
  const findings = [
    new Finding('disk').fact(long).fact('\u001b[2Jevil\nline'),
    new Finding('keyFile').warn(zh, `${zh}/a/path/${'x'.repeat(90)}`),
    new Finding('clock').wrong('off', 'set it'),
  ];

  test.each([
    ['en', 80],
    ['zh-CN', 80],
    ['en', 140],
    ['zh-CN', 140],
  ] as const)('in %s, no line is wider than %i, and nothing is lost', (language, columns) => {
    const text = page(findings, speak(language, '/d'), columns);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const bare = (of: string) => of.replace(/\s/g, '');
    expect(bare(text)).toContain(bare(long));
    expect(bare(text)).toContain('x'.repeat(90));
    expect(text).not.toContain('\u001b[2J');
  });

  test('states and checks stand in columns, advice behind an arrow', () => {
    expect(page([new Finding('disk').fact('a'), new Finding('clock').wrong('b', 'c')], say, 80)).toBe(
      ['ok     disk   a', 'wrong  clock  b', '              → c'].join('\n'),
    );
  });

  test('a Chinese line ends anywhere but before what closes a phrase', () => {
    expect(wrap('磁盘已满，请清理', 8)).toEqual(['磁盘已', '满，请清', '理']);
  });
});
