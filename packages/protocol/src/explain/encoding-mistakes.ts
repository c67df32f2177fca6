/** Mistakes of percent-encoding: what was signed, and what arrived once it was decoded. */
import type { Recipe } from './recipe.ts';
import { type ReadRequest, readPairs } from './request.ts';
import { one, sentValue, type Variant, values } from './variant.ts';

/** A bare `&` ends a value: what follows became pairs of its own. Sent so, the value was perhaps not encoded at all. */
export function joinedAgain(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const found: Variant[] = [];
  for (const [first, begin] of pairs.entries()) {
    let decoded = begin.value;
    let raw = begin.raw;
    const swallowed: string[] = [];
    for (const next of pairs.slice(first + 1, first + 4)) {
      if (next.name === 'sign' || next.name === begin.name) break;
      swallowed.push(next.name);
      const hasValue = next.raw !== '';
      decoded += `&${next.name}${hasValue ? `=${next.value}` : ''}`;
      raw += `&${next.rawName}${hasValue ? `=${next.raw}` : ''}`;
      const left = recipe.pairs.filter(([name]) => !swallowed.includes(name));
      for (const whole of hasValue ? [decoded, raw] : [decoded, raw, `${decoded}=`, `${raw}=`]) {
        const joined = left.map(([name, each]) => [name, name === begin.name ? whole : each] as const);
        found.push(...one(recipe, { pairs: joined }, { name: begin.name, rest: swallowed.join(', ') }));
      }
    }
  }
  return found;
}

/** Sent as they are, so that `+` arrived as a blank and `%41` as `A`. */
export function notEncoded(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const raw = Object.fromEntries(pairs.map((pair) => [pair.name, pair.raw]));
  const changed = pairs.filter(({ name, value, raw: sent }) => name !== 'sign' && value !== sent).map(({ name }) => name);
  const partly = (value: string, name: string) =>
    raw[name]?.includes('+') && !raw[name].includes(' ') ? plusKept(raw[name], value) : value;
  return [
    ...one(recipe, values(recipe, partly), { names: changed.join(', ') }),
    ...(changed.some((name) => /%/.test(raw[name] ?? '') && encodeURIComponent(sentValue(recipe, name) ?? '') !== raw[name])
      ? one(
          recipe,
          values(recipe, (value, name) => (changed.includes(name) ? (raw[name] as string) : value)),
          { names: changed.join(', ') },
        )
      : []),
  ];
}

/** What a value was, had its `+` been meant as plus. */
function plusKept(raw: string, value: string): string {
  return readPairs(`x=${raw.replaceAll('+', '%2B')}`)[0]?.value ?? value;
}

/** Values signed as they look after percent-encoding, in each of the usual ways. */
export function encoded(recipe: Recipe, { pairs }: ReadRequest): Variant[] {
  const raw = Object.fromEntries(pairs.map((pair) => [pair.name, pair.raw]));
  const form = (value: string) => new URLSearchParams({ x: value }).toString().slice(2);
  const lower = (text: string) => text.replace(/%[\dA-F]{2}/g, (hex) => hex.toLowerCase());
  const ways = [
    (value: string, name: string) => raw[name] ?? value,
    encodeURIComponent,
    form,
    (value: string) => lower(form(value)),
    (value: string) => lower(encodeURIComponent(value)),
    encodeURI,
  ];
  const isBody = (name: string) => name === 'body' && recipe.form === 'glued';
  const names = (way: (value: string, name: string) => string) =>
    recipe.pairs.filter(([name, value]) => !isBody(name) && way(value, name) !== value).map(([name]) => name);
  return ways.flatMap((way) => [
    ...one(
      recipe,
      values(recipe, (value, name) => (isBody(name) ? value : way(value, name))),
      { names: names(way).join(', ') },
    ),
    ...(recipe.form === 'glued' ? one(recipe, values(recipe, way), { names: 'body' }) : []),
  ]);
}
