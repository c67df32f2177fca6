import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { type Session, statement } from '../store/database.ts';

/**
 * Makes a database one that a sandbox may play with, for good: what is in it can be put back to earlier states, numbers
 * included. Only one that holds nothing yet can become one, so that no real stock ever does.
 *
 * @throws EngineError `input` when the database has sellers and is no sandbox
 */
export async function markSandbox({ database }: Context, { now }: { now: number }): Promise<void> {
  await database.write(async (session) => {
    if (await isSandbox(session)) return;
    const sellers = await session.query(anySeller);
    if (sellers.length > 0)
      throw new EngineError('input', 'this data folder was not made for a sandbox and holds a seller already; use an empty folder');
    await session.query(mark, { value: String(now) });
  });
}

/** Whether a database may be played with. */
export async function isSandbox(session: Session): Promise<boolean> {
  return (await session.query(marked)).length > 0;
}

/** @throws EngineError `input` where the database is no sandbox */
export async function requireSandbox(session: Session): Promise<void> {
  if (!(await isSandbox(session))) throw new EngineError('input', 'this is no sandbox; start one with: tongbu sandbox');
}

const anySeller = statement('select seller from sellers limit 1');
const marked = statement("select value from facts where seller = '' and name = 'sandbox'");
const mark = statement("insert into facts (seller, name, value) values ('', 'sandbox', :value)");
