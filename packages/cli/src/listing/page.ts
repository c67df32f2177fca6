import type { ExplainedListing, Step } from '@tongbu/engine';
import { wrap } from '../explain/wrap.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { printable, widthOf } from '../output/width.ts';
import type { Voice } from './words.ts';

/** Lines are at most so wide, so that they fit an ordinary terminal and an e-mail. */
const WIDTH = 80;

/** A listing laid out: what it sells, its rule, each step of the calculation, what is stored, and whether it is offered. */
export function page(listing: ExplainedListing, voice: Voice): string {
  const { say } = voice;
  const names = [listing.goodsName, listing.specName].filter((name) => name !== '').join(' ');
  const keys = [listing.goodsId, listing.specId].filter((key) => key !== '').join(' / ');
  const facts: [string, string][] = [
    [say('listing'), [String(listing.listing), listing.shopNo, keys, names].filter((text) => text !== '').join(say('comma'))],
    [say('sells'), sellsOf(listing, voice)],
    [say('rule'), ruleOf(listing, voice)],
    [say('shown'), shownOf(listing, voice)],
    [say('offered'), offeredOf(listing, voice)],
  ];
  const first = Math.max(...facts.map(([name]) => widthOf(name))) + 2;
  const lines = facts.map(([name, text]) => wrapped(name, printable(text), first));
  return listing.steps.length === 0 ? lines.join('\n') : [...lines, '', stepsOf(listing, voice)].join('\n');
}

function wrapped(name: string, text: string, first: number): string {
  const indent = ' '.repeat(first);
  const [head = '', ...rest] = wrap(text, WIDTH - first).split('\n');
  return [name + ' '.repeat(first - widthOf(name)) + head, ...rest.map((line) => indent + line)].join('\n');
}

function sellsOf({ sells }: ExplainedListing, { say }: Voice): string {
  if (sells === null) return say('nothing');
  return [say(sells.kind, { code: sells.code }), say(sells.byHand ? 'byHand' : 'byCode')].join(say('comma'));
}

function ruleOf({ rule }: ExplainedListing, { say }: Voice): string {
  return rule === null ? say('none') : say(rule.why, { no: rule.no, priority: rule.priority });
}

function shownOf({ agrees, calculated, quantity, version }: ExplainedListing, { say }: Voice): string {
  if (calculated === null && agrees === 'yes') return say('kept', { quantity, version });
  return say(agrees, { quantity, version, calculated: calculated ?? '-' });
}

function offeredOf(listing: ExplainedListing, { say, why, list }: Voice): string {
  const { version, acknowledged, reason } = listing;
  if (listing.notOffered.length === 0) return say('offer', { version, acknowledged });
  const values = { by: listing.blockedBy, version, until: moment(listing.suspendedUntil), retry: moment(listing.retryAt) };
  const whys = listing.notOffered.map((each) => {
    const told = why(each, values);
    return reason !== '' && (each === 'disabled' || each === 'delayed') ? say('reason', { why: told, reason }) : told;
  });
  return say('because', { why: list(whys) });
}

/** How a step came about is told in figures; the steps after the sum say themselves what was done. */
const IN_FIGURES: ReadonlySet<Step['step']> = new Set(['part', 'warehouse', 'sum', 'percent and plus']);

function stepsOf({ steps, warehouses }: ExplainedListing, { say, step }: Voice): string {
  const columns = [
    { heading: say('stepHeading') },
    { heading: say('valueHeading'), align: 'right' as const },
    { heading: say('howHeading') },
  ];
  const rows = steps.map(({ step: name, warehouse, part, how, value }) => {
    const where = warehouse === undefined ? '' : (warehouses[warehouse] ?? String(warehouse));
    return [step(name, { where, part: part ?? '' }), value, IN_FIGURES.has(name) ? how : ''];
  });
  const widest = (place: number) => Math.max(...[columns.map(({ heading }) => heading), ...rows].map((row) => widthOf(row[place] ?? '')));
  const taken = widest(0) + widest(1) + 4; // and two blanks behind each
  const cells = rows.flatMap(([name = '', value = '', how = '']) => {
    const [head = '', ...rest] = wrap(how, Math.max(20, WIDTH - taken)).split('\n');
    return [[name, value, head], ...rest.map((line) => ['', '', line])];
  });
  return table(columns, cells);
}
