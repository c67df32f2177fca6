import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { DEFAULT_RULE, insertRule } from '../stock/rule.ts';
import { type Session, statement } from '../store/database.ts';
import { issue } from './counter.ts';
import { NAME, NAME_RULE } from './name.ts';

/** A seller (`sid`), and what it has. */
export interface Seller {
  seller: string;
  createdAt: number;
  shops: number;
  listings: number;
  keys: number;
}

/**
 * Adds a seller, with a rule that shows everything that is free.
 *
 * @throws EngineError `input` for a name of other characters, `exists` when there is one of that name
 */
export async function addSeller({ database }: Context, { seller, now }: { seller: string; now: number }): Promise<void> {
  if (!NAME.test(seller)) throw new EngineError('input', `seller "${seller}": ${NAME_RULE}`);
  if (seller === 'tongbu.probe') throw new EngineError('input', `seller "${seller}": a server tries itself with it; choose another name`);
  await database.write(async (session) => {
    const added = await session.query(insert, { seller, now });
    if (added.length === 0) throw new EngineError('exists', `seller "${seller}" is there already`);
    await addDefaultRule(session, seller);
  });
}

const insert = statement(
  'insert into sellers (seller, created_at) values (:seller, :now) on conflict (seller) do nothing returning seller',
);

/** Gives a seller without rules the one that shows everything that is free. */
export async function addDefaultRule(session: Session, seller: string): Promise<void> {
  const rule_id = await issue(session, seller, 'rule');
  await session.run(insertRule, { seller, rule_id, ...DEFAULT_RULE });
}

/** All sellers, by name; the one with which a server tries itself is none of anybody's. */
export async function listSellers({ database }: Context, _: Record<string, never>): Promise<Seller[]> {
  return database.read(async (session) => session.query<Seller>(select));
}

const select = statement(`
  select seller, created_at as "createdAt",
    (select count(*) from shops x where x.seller = s.seller) as shops,
    (select coalesce(max(x.value) - coalesce((select cast(f.value as bigint) from facts f where f.seller = '' and f.name = 'raised'), 0), 0)
      from counters x where x.seller = s.seller and x.name = 'listing') as listings,
    (select count(*) from app_keys x where x.seller = s.seller and x.disabled_at is null) as keys
  from sellers s where s.seller <> 'tongbu.probe' order by seller`);

/** Makes sure that a seller exists. @throws EngineError `unknown` */
export async function requireSeller(session: Session, seller: string): Promise<void> {
  const found = await session.query(one, { seller });
  if (found.length === 0) throw new EngineError('unknown', `seller "${seller}" does not exist; add it with: tongbu seller add ${seller}`);
}

const one = statement('select seller from sellers where seller = :seller');
