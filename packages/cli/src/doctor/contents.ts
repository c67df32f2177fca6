import { type Verified, verifyFile } from '@tongbu/engine';
import { count } from '../output/print.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** More differences than this are left to `tongbu verify`. */
const MOST = 3;

/** Holds the whole database against its journal, levels and rules, as `tongbu verify` does. May take minutes. */
export function verifyContents(file: string): Verified {
  return verifyFile(file, MOST);
}

/** Whether what is stored is what the journal says. */
export function judgeContents(verified: Verified, say: Say): Finding {
  const { listings, shipments, rows, differences, more } = verified;
  const finding = new Finding('contents', verified);
  if (differences.length === 0) {
    finding.fact(say('agree', { listings: count(listings), shipments: count(shipments), rows: count(rows) }));
    return shipments > 0 ? finding.fact(balance(verified, say)) : finding;
  }
  finding.wrong(say('differ', { n: count(differences.length + more) }), say('showThem'));
  for (const difference of differences) finding.fact(difference);
  return finding;
}

/** Promise B5: what was made is somewhere, in every shop. */
function balance({ balances }: Verified, say: Say): string {
  const sum = (name: 'created' | 'pending' | 'done' | 'failed' | 'cancelled' | 'replaced') =>
    balances.reduce((total, shop) => total + shop[name], 0);
  const names = ['created', 'pending', 'done', 'failed', 'cancelled', 'replaced'] as const;
  const sums = Object.fromEntries(names.map((name) => [name, count(sum(name))]));
  return say('balanced', { ...sums, shops: balances.length > 1 ? say('balancedShops', { n: count(balances.length) }) : '' });
}
