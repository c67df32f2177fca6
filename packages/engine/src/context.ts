import type { Tally } from './figures/tally.ts';
import type { PasswordCost } from './people/password.ts';
import type { Vault } from './sellers/vault.ts';
import type { Database } from './store/database.ts';

/** What every verb works with. */
export interface Context {
  database: Database;
  /** Seals and opens secrets. */
  vault: Vault;
  /** What calls did, counted in memory. */
  tally: Tally;
  /** What hashing a password costs; by default what keeps it safe. Tests that hash hundreds take less. */
  passwordCost?: PasswordCost;
}
