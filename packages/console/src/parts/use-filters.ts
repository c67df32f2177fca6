import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Filters of a view: text by name. */
export type Filters = Record<string, string>;

/**
 * The filters of this view, kept in its address, so that a view can be sent to somebody. What is as by default stands in none.
 *
 * @param defaults every filter with its default
 * @returns the filters, and a way to set some of them; setting one forgets `cursor`, which belongs to the others
 */
export function useFilters<F extends Filters>(defaults: F): [F, (some: Partial<F>, how?: { replace?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Filters;
  const navigate = useNavigate();
  const filters = Object.fromEntries(Object.entries(defaults).map(([name, usual]) => [name, search[name] ?? usual])) as F;
  const set = useCallback(
    (some: Partial<F>, { replace = false }: { replace?: boolean } = {}) => {
      const next = (before: Filters): Filters => {
        const { cursor: _, ...kept } = before;
        const merged = Object.entries({ ...kept, ...some }).filter(
          ([name, value]) => value !== undefined && value !== '' && value !== defaults[name],
        );
        return Object.fromEntries(merged) as Filters;
      };
      void navigate({ to: '.', search: next as never, replace });
    },
    [navigate, defaults],
  );
  return [filters, set];
}
