import { styleText } from 'node:util';
import { line } from '../output/table.ts';
import { typed } from '../output/typed.ts';
import { printable, widthOf } from '../output/width.ts';
import type { Finding, State } from './finding.ts';
import type { Say } from './words.ts';

/** Longer lines are hard to read, however wide the terminal. */
const WIDEST = 140;

const STYLE: Record<State, Parameters<typeof styleText>[0]> = { ok: 'green', warning: 'yellow', wrong: ['red', 'bold'] };

/**
 * Lays findings out: state, check, facts, and below them, behind an arrow, what to do.
 *
 * @param columns cells a line may take
 */
export function page(findings: Finding[], say: Say, columns: number): string {
  const first = Math.max(...findings.map(({ state }) => widthOf(say(state))));
  const second = Math.max(...findings.map(({ check }) => widthOf(say(check))));
  const room = Math.max(30, Math.min(columns, WIDEST) - first - second - 4);
  const row = (state: string, check: string, text: string) => line([state, check, text], [{}, {}, {}], [first, second, 0]);
  return findings
    .flatMap((finding) => {
      const texts = [
        ...finding.facts.flatMap((fact) => wrap(printable(fact), room)),
        ...finding.advice.flatMap((advice) => wrap(typed(printable(advice)), room - 2).map((text, i) => `${i === 0 ? '→' : ' '} ${text}`)),
      ];
      return texts.map((text, i) => {
        if (i > 0) return row('', '', text);
        return row(say(finding.state), say(finding.check), text).replace(say(finding.state), (state) => coloured(state, finding.state));
      });
    })
    .join('\n');
}

function coloured(text: string, state: State): string {
  return styleText(STYLE[state], text, { stream: process.stdout });
}

/** Where a line may end: after a blank, and around Chinese characters, though not before what closes a phrase. */
const PIECES = /[^\s\u2e80-\u9fff\uff00-\uff60]+[，。；：、）]*\s*|[\u2e80-\u9fff\uff00-\uff60][，。；：、）]*\s*|\s+/gu;

/** Breaks a text into lines of at most so many cells; a word that is longer is broken too. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let last = '';
  for (const piece of text.match(PIECES) ?? ['']) {
    if (last !== '' && widthOf(last) + widthOf(piece.trimEnd()) > room) {
      lines.push(last.trimEnd());
      last = '';
    }
    last += piece;
    while (widthOf(last.trimEnd()) > room) {
      const kept = fitting(last, room);
      lines.push(kept);
      last = last.slice(kept.length);
    }
  }
  return [...lines, last.trimEnd()];
}

function fitting(text: string, room: number): string {
  let kept = '';
  for (const character of text) {
    if (widthOf(kept) + widthOf(character) > room) break;
    kept += character;
  }
  return kept;
}
