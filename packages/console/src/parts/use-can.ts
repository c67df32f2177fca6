import { reaches, useSession } from '../api/session.tsx';
import type { Role } from '../pages/page.ts';

/** Whether whoever is signed in has the rights of a role; what they may not do is not offered. */
export function useCan(role: Role): boolean {
  const { data: session } = useSession();
  return session ? reaches(session.role, role) : false;
}
