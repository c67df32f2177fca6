import type { Credential } from '@tongbu/engine';

/** Whether a key may call an interface. */
export function mayCall({ interfaces }: Credential, name: string): boolean {
  return interfaces === null || interfaces.includes(name);
}
