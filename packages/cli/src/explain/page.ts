import type { diagnosis } from '@tongbu/protocol';
import { adviceOn, type Voice } from '@tongbu/protocol/words';
import { printable, widthOf } from '../output/width.ts';
import { difference } from './difference.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** The page on a refused request: the mistake, both texts with the place marked, and where to look; no line wider than 80 cells. */
export function pageOn(explanation: diagnosis.Explanation, remarks: string[], voice: Voice): string {
  const { mistakes, signature, signed, expected, tried } = explanation;
  const found = [...remarks, ...mistakes.map((mistake) => voice.mistake(mistake))];
  if (found.length === 0 && signature === 'right') found.push(voice.say('right'));
  const advice = [...new Set(mistakes.flatMap((mistake) => adviceOn(mistake, voice.language)))];
  const isUnknown = signature === 'unknown';
  return [
    ...found.map((each) => wrap(printable(each), WIDTH)),
    ...(isUnknown ? [wrap(voice.say('unknown', { tried }), WIDTH)] : []),
    ...(signed !== null && expected !== null && signed !== expected ? ['', bothTexts(signed, expected, voice)] : []),
    ...(isUnknown && expected !== null ? ['', voice.say('whole'), printable(expected)] : []),
    ...(advice.length > 0 ? ['', voice.say('look'), ...advice.map((each) => `  ${wrap(each, WIDTH - 2, '    ')}`)] : []),
  ].join('\n');
}

function bothTexts(signed: string, expected: string, voice: Voice): string {
  const headings = [voice.say('signed'), voice.say('expected'), ''];
  const column = Math.max(...headings.map(widthOf)) + 4;
  const { first, second, mark } = difference(signed, expected, WIDTH - column);
  return [first, second, mark]
    .map((line, i) => `  ${headings[i]}${' '.repeat(column - 2 - widthOf(headings[i] as string))}${line}`)
    .join('\n');
}
