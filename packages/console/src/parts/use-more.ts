import { useInfiniteQuery } from '@tanstack/react-query';
import { type Answer, type At, call, type Input } from '../api/call.ts';
import type { ApiProblem } from '../api/problem.ts';

interface Paged {
  items: unknown[];
  next: string | null;
}

/** A list within a record, which grows when somebody asks for more. @param everyMs asked again so often; never by default */
export function useMore<A extends At>(at: A, input: Input<A>, { everyMs }: { everyMs?: number } = {}) {
  const query = useInfiniteQuery<Answer<A> & Paged, ApiProblem>({
    queryKey: [at, 'more', input],
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: everyMs ?? false,
    queryFn: ({ pageParam, signal }) => {
      const { query } = input as { query?: object };
      return call(at, { ...(input as object), query: { ...query, ...(pageParam !== null && { cursor: pageParam }) } } as Input<A>, {
        signal,
      }) as Promise<Answer<A> & Paged>;
    },
  });
  const items = (query.data?.pages ?? []).flatMap((page) => page.items) as (Answer<A> & Paged)['items'];
  return {
    items,
    error: query.error,
    isPending: query.isPending,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    again: () => void query.refetch(),
  };
}
