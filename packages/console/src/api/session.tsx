import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Role } from '../pages/page.ts';
import { call, carry } from './call.ts';
import { ApiProblem } from './problem.ts';

/** Who looks at the page. */
export interface Session {
  seller: string;
  name: string;
  role: Role;
}

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery<Session | null, ApiProblem>({ queryKey: SESSION, queryFn: ask, staleTime: 60_000, retry: false });
}

const SESSION = ['session'];
const ENDED = ['session', 'ended'];

/** What is done when a call is answered that nobody is signed in: the page goes to the sign-in page, which says why. */
export function noteEnd(client: QueryClient, error: unknown): void {
  if (!(error instanceof ApiProblem) || error.code !== 'unauthorized' || !client.getQueryData(SESSION)) return;
  client.setQueryData(ENDED, true);
  client.setQueryData(SESSION, null);
}

/** Whether somebody was signed in here until the session ended: it was too old, or was ended elsewhere. */
export function useHasEnded(): boolean {
  return useQueryClient().getQueryData(ENDED) === true;
}

async function ask({ client }: { client: QueryClient }): Promise<Session | null> {
  try {
    const { seller, role, name, csrf } = await call('GET /api/session', {});
    carry(csrf);
    return { seller, role, name };
  } catch (error) {
    noteEnd(client, error);
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Whether a role has the rights of another. */
export function reaches(role: Role, needed: Role): boolean {
  const order: Role[] = ['viewer', 'operator', 'admin'];
  return order.indexOf(role) >= order.indexOf(needed);
}
