import { type Database, statement } from '../store/database.ts';
import type { Vault } from './vault.ts';

const CHECK = 'tongbu';

/** Whether the database holds something that was sealed with a key file. */
export async function hasSeal(database: Database): Promise<boolean> {
  return (await database.read(async (session) => session.query(select))).length > 0;
}

/**
 * Proves that the key file fits the database, and marks a new database with it.
 *
 * @throws EngineError `keyFile` when it does not fit
 */
export async function checkSeal(database: Database, vault: Vault): Promise<void> {
  const sealed = await database.write(async (session) => {
    await session.query(insert, { value: vault.seal(CHECK) });
    const [row] = await session.query<{ value: string }>(select);
    return row?.value as string;
  });
  vault.open(sealed);
}

const select = statement(`select value from facts where seller = '' and name = 'seal'`);
const insert = statement(`insert into facts (seller, name, value) values ('', 'seal', :value) on conflict (seller, name) do nothing`);
