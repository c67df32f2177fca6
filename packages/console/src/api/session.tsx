import { useQuery } from '@tanstack/react-query';
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
  return useQuery<Session | null, ApiProblem>({ queryKey: ['session'], queryFn: ask, staleTime: 60_000, retry: false });
}

async function ask(): Promise<Session | null> {
  try {
    const { seller, role, name, csrf } = await call('GET /api/session', {});
    carry(csrf);
    return { seller, role, name };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Whether a role has the rights of another. */
export function reaches(role: Role, needed: Role): boolean {
  const order: Role[] = ['viewer', 'operator', 'admin'];
  return order.indexOf(role) >= order.indexOf(needed);
}
