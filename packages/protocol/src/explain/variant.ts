/** A way to sign wrongly, made from a recipe by changing something in it. */
import type { Facts } from './mistake.ts';
import { asEdition, type Pair, type Recipe } from './recipe.ts';

/** A way to sign wrongly, and what there is to tell about it. */
export interface Variant {
  recipe: Recipe;
  facts?: Facts;
}

/** The recipe with these changes, as the only variant. */
export function one(recipe: Recipe, changes: Partial<Recipe>, facts: Facts = {}): Variant[] {
  return [{ recipe: { ...recipe, ...changes }, facts }];
}

/** Every value changed. */
export function values(recipe: Recipe, change: (value: string, name: string) => string): Partial<Recipe> {
  return { pairs: recipe.pairs.map(([name, value]) => [name, change(value, name)] as const) };
}

/** Pairs of these names left out. */
export function without(recipe: Recipe, ...names: string[]): Partial<Recipe> {
  return { pairs: recipe.pairs.filter(([name]) => !names.includes(name)) };
}

/** With more pairs, each at the place where sorting puts it. */
export function withPairs(recipe: Recipe, more: readonly Pair[]): Partial<Recipe> {
  return { pairs: asEdition('flagship', [...recipe.pairs, ...more]).pairs };
}

/** The value of that name; undefined where none was sent. */
export function sentValue(recipe: Recipe, wanted: string): string | undefined {
  return recipe.pairs.find(([name]) => name === wanted)?.[1];
}
