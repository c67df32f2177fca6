import { type QueryKey, type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, type At, call, type Input } from './call.ts';
import type { ApiProblem } from './problem.ts';

const AGAIN_MS = 5000;

interface ReadOptions {
  /** Asked again after so many milliseconds, while the page is looked at; never by default. */
  everyMs?: number;
  /** Not asked while false. */
  when?: boolean;
  /** What was shown before stays until the answer to new filters is there. */
  keep?: boolean;
}

/** What a `GET` answers; asked again when the input changes. */
export function useApi<A extends At>(
  at: A,
  input: Input<A>,
  { everyMs, when = true, keep = true }: ReadOptions = {},
): UseQueryResult<Answer<A>, ApiProblem> {
  return useQuery<Answer<A>, ApiProblem>({
    queryKey: [at, input],
    queryFn: ({ signal }) => call(at, input, { signal }),
    enabled: when,
    // What could not be reached is asked again by itself, as the page says.
    refetchInterval: ({ state: { error } }) => (error?.mayPass ? AGAIN_MS : (everyMs ?? false)),
    ...(keep && { placeholderData: (before: unknown) => before as never }),
  });
}

/**
 * A write. After it every read whose address begins with one of `renews` is asked again: `/api/shops`.
 */
export function useAct<A extends At>(at: A, { renews }: { renews: string[] }): UseMutationResult<Answer<A>, ApiProblem, Input<A>> {
  const client = useQueryClient();
  const isOld = ({ queryKey }: { queryKey: QueryKey }) => {
    const path = String(queryKey[0]).split(' ')[1] ?? '';
    return renews.some((prefix) => path.startsWith(prefix));
  };
  return useMutation<Answer<A>, ApiProblem, Input<A>>({
    mutationFn: (input) => call(at, input),
    onSettled: () => client.invalidateQueries({ predicate: isOld }),
  });
}
