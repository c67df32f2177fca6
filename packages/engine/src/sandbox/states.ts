/** Named states of a sandbox: everything of a seller but its warehouses and keys, kept and put back; shops stay, their settings come back. */
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { addDefaultRule, requireSeller } from '../sellers/sellers.ts';
import { type Row, type Session, type Statement, statement, type Value } from '../store/database.ts';
import { requireSandbox } from './sandbox.ts';

/** The state in which a seller has nothing but its shops, warehouses and keys; it is always there. */
export const EMPTY_STATE = 'empty';

/** A state is for a test's few hundred records: more rows than this are refused. */
const MOST_ROWS = 200_000;

/** Who may call, and from where, does not change when a test begins anew. */
const KEPT = new Set([
  ...['sellers', 'app_keys', 'key_shops', 'warehouses', 'key_warehouses', 'tokens', 'answers', 'sandbox_states', 'facts'],
  ...['figures', 'signs', 'people', 'sessions', 'setup_links', 'audit'],
]);

/** Its rows stay, for keys name them; what they say is put back. */
const SHOPS = 'shops';

/** Numbers of what is kept go on. */
const KEPT_COUNTERS = "('shop', 'warehouse', 'key')";

interface StateInput {
  seller: string;
  /** 1 to 64 characters; `empty` cannot be saved. */
  name: string;
  now: number;
}

/**
 * Keeps the present state under a name, over an earlier one of that name.
 *
 * @returns how many rows it has
 * @throws EngineError `input` where this is no sandbox, the name is not allowed, or there is too much to keep
 */
export async function saveState({ database }: Context, { seller, name, now }: StateInput): Promise<number> {
  if (name === EMPTY_STATE || !/^[\w.-]{1,64}$/.test(name))
    throw new EngineError(
      'input',
      `"${name}" cannot be the name of a state: 1 to 64 letters, digits, ".", "_" or "-", and not "${EMPTY_STATE}"`,
    );
  return database.write(async (session) => {
    await requireSandbox(session);
    await requireSeller(session, seller);
    const content: Record<string, Row[]> = {};
    let rows = 0;
    for (const { table, columns, filter, order } of await tablesOf(session)) {
      const select = statement(`select ${columns.join(', ')} from ${table} where seller = :seller${filter}${order}`);
      const all = await session.query(select, { seller });
      rows += all.length;
      if (rows > MOST_ROWS) throw new EngineError('input', `seller "${seller}" has more than ${MOST_ROWS} rows; a state holds no more`);
      content[table] = all;
    }
    await session.query(put, { seller, name, content: JSON.stringify(content), now });
    return rows;
  });
}

/**
 * Puts a saved state back, or nothing at all (`empty`), in one transaction: records, pools, journal, and the numbers to come.
 * What was issued since is issued again, so that a test meets the same numbers on every run: this is for sandboxes alone.
 *
 * @throws EngineError `input` where this is no sandbox, `unknown` when there is no state of that name
 */
export async function resetState({ database }: Context, { seller, name }: Omit<StateInput, 'now'>): Promise<void> {
  await database.write(async (session) => {
    await requireSandbox(session);
    await requireSeller(session, seller);
    const content = name === EMPTY_STATE ? {} : await contentOf(session, seller, name);
    for (const { table, columns, filter } of await tablesOf(session)) {
      if (table === SHOPS) {
        for (const row of content[table] ?? []) await session.run(updateShop(columns), row as Record<string, Value>);
        continue;
      }
      await session.query(statement(`delete from ${table} where seller = :seller${filter}`), { seller });
      const into = insertInto(table, columns);
      for (const row of content[table] ?? []) await session.run(into, row as Record<string, Value>);
    }
    if (name === EMPTY_STATE) await addDefaultRule(session, seller);
  });
}

async function contentOf(session: Session, seller: string, name: string): Promise<Record<string, Row[]>> {
  const [found] = await session.query<{ content: string }>(get, { seller, name });
  if (found) return JSON.parse(found.content) as Record<string, Row[]>;
  const names = (await session.query<{ name: string }>(list, { seller })).map(({ name }) => `"${name}"`);
  throw new EngineError('unknown', `seller "${seller}" has no state "${name}"; there are: ${[`"${EMPTY_STATE}"`, ...names].join(', ')}`);
}

/** The states that can be put back, by name; when each was saved, null for the one that is always there. */
export async function listStates(
  { database }: Context,
  { seller }: { seller: string },
): Promise<{ name: string; savedAt: number | null }[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const saved = await session.query<{ name: string; savedAt: number }>(list, { seller });
    return [{ name: EMPTY_STATE, savedAt: null }, ...saved];
  });
}

/** A table whose rows come and go with a state. */
interface Table {
  table: string;
  columns: string[];
  /** What else holds of the rows, and their order. */
  filter: string;
  order: string;
}

/** Read from the database, so that no table is forgotten when one is added. */
async function tablesOf(session: Session): Promise<Table[]> {
  const columns = await session.query<{ table_name: string; column_name: string }>(catalogue);
  const byTable = Map.groupBy(columns, ({ table_name }) => table_name);
  return [...byTable].flatMap(([table, rows]) => {
    const names = rows.map(({ column_name }) => column_name);
    if (KEPT.has(table) || !names.includes('seller')) return [];
    const filter = table === 'counters' ? ` and name not in ${KEPT_COUNTERS}` : '';
    if (table !== 'journal') return [{ table, columns: names, filter, order: '' }];
    // The database numbers the journal's rows itself: put back in their order, they keep it.
    return [{ table, columns: names.filter((name) => name !== 'seq'), filter, order: ' order by seq' }];
  });
}

function insertInto(table: string, columns: string[]): Statement {
  return statement(`insert into ${table} (${columns.join(', ')}) values (${columns.map((name) => `:${name}`).join(', ')})`);
}

function updateShop(columns: string[]): Statement {
  const set = columns.map((name) => `${name} = :${name}`).join(', ');
  return statement(`update ${SHOPS} set ${set} where seller = :seller and shop_id = :shop_id`);
}

const catalogue: Statement = {
  names: [],
  sqlite: `select t.name as table_name, c.name as column_name from sqlite_schema t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite%' order by t.name, c.cid`,
  postgres: `select table_name, column_name from information_schema.columns
    where table_schema = current_schema() order by table_name, ordinal_position`,
};

const put = statement(`
  insert into sandbox_states (seller, name, content, saved_at) values (:seller, :name, :content, :now)
  on conflict (seller, name) do update set content = excluded.content, saved_at = excluded.saved_at`);
const get = statement('select content from sandbox_states where seller = :seller and name = :name');
const list = statement('select name, saved_at as "savedAt" from sandbox_states where seller = :seller order by name');
