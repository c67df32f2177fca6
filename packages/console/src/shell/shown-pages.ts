import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { reaches, type Session } from '../api/session.tsx';
import { pages } from '../pages/index.ts';
import type { Page } from '../pages/page.ts';

/** The pages that somebody may go to, in the order of the navigation: by role, and the sandbox's only where the server is one. */
export function useShownPages(session: Session): Page[] {
  const isSandbox = useIsSandbox();
  return pages.filter(
    ({ role = 'viewer', group, inSandbox }) => group && (role === 'anyone' || reaches(session.role, role)) && (!inSandbox || isSandbox),
  );
}

/** Whether the server is a sandbox. */
export function useIsSandbox(): boolean {
  const { data } = useQuery({
    queryKey: ['is sandbox'],
    queryFn: ({ signal }) =>
      call('GET /api/sandbox', {}, { signal }).then(
        () => true,
        () => false,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? false;
}
