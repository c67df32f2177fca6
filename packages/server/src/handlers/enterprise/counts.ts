/** How many of the pushed are new, and how many were there and are as pushed now. */
export function countsOf(results: { effect: 'created' | 'changed' | 'unchanged' | 'refused' }[]): { new_count: number; chg_count: number } {
  const created = results.filter(({ effect }) => effect === 'created').length;
  const refused = results.filter(({ effect }) => effect === 'refused').length;
  return { new_count: created, chg_count: results.length - created - refused };
}
