import type { Finding } from '../src/doctor/finding.ts';

/** A finding in one line: `state: fact | fact → advice`. */
export const told = ({ state, facts, advice }: Finding) => [`${state}: ${facts.join(' | ')}`, ...advice].join(' → ');
