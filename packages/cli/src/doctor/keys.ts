import type { AppKey } from '@tongbu/engine';
import { word } from '../output/typed.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** More names than this are counted, not listed. */
const MOST = 4;

/** Who may call. */
export interface KeyFacts {
  sellers: {
    seller: string;
    keys: Pick<AppKey, 'edition' | 'appKey' | 'disabledAt'>[];
    /** Actors of the newest journal rows, such as `flagship:demo-app`. */
    seen: string[];
    /** How many rows those were, and whether they are all there are. */
    rows: number;
    allRows: boolean;
  }[];
}

/** Whether every seller has a key, and which keys acknowledge nothing. A pull leaves no row, so a silent key is told, not warned of. */
export function judgeKeys(facts: KeyFacts, say: Say): Finding {
  const { sellers } = facts;
  const finding = new Finding('keys', facts);
  if (sellers.length === 0) return finding.warn(say('sellersNone'), say('begin'));
  const keys = sellers.flatMap(({ keys }) => keys);
  const disabled = keys.filter(({ disabledAt }) => disabledAt !== null).length;
  const counts = [say('keysWork', { n: keys.length - disabled }), ...(disabled > 0 ? [say('keysDisabled', { n: disabled })] : [])];
  finding.fact(counts.join(say('and')));
  for (const { seller, keys, seen, rows, allRows } of sellers) {
    const working = keys.filter(({ disabledAt }) => disabledAt === null);
    if (working.length === 0) finding.warn(say('keysNone', { seller }), say('keysAdd', { seller: word(seller) }));
    const silent = working
      .filter(({ edition, appKey }) => !seen.includes(`${edition}:${appKey}`))
      .map(({ edition, appKey }) => `${appKey} (${edition})`);
    if (silent.length === 0) continue;
    const names = [...silent.slice(0, MOST), ...(silent.length > MOST ? [say('more', { n: silent.length - MOST })] : [])].join(say('and'));
    finding.fact(say(allRows ? 'keysUnseen' : 'keysQuiet', { keys: names, rows: rows.toLocaleString('en-US') }));
  }
  return finding;
}
