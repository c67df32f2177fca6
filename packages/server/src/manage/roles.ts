import type { Role } from '@tongbu/engine';

/** The roles, each with the rights of those before it; the same as the engine's, without loading its verbs. */
export const ROLE_NAMES = ['viewer', 'operator', 'admin'] as const satisfies readonly Role[];

/** Whether a role has the rights of another. */
export function reaches(role: Role, needed: Role): boolean {
  return ROLE_NAMES.indexOf(role) >= ROLE_NAMES.indexOf(needed);
}
