/** Stands between the engine and a database: sees each statement before it runs, and may wait or throw there. */
import type { Database, Row, Session, Statement, Value } from '../src/store/database.ts';

/** Called before each statement. */
export type Before = (statement: Statement, values: Record<string, Value>, write: boolean) => void | Promise<void>;

export function watched(database: Database, before: Before): Database {
  const seen = (session: Session, write: boolean): Session => ({
    async query<R extends object = Row>(statement: Statement, values: Record<string, Value> = {}): Promise<R[]> {
      await before(statement, values, write);
      return session.query<R>(statement, values);
    },
    async run(statement, values = {}) {
      await before(statement, values, write);
      return session.run(statement, values);
    },
  });
  return {
    read: (work, options) => database.read((session) => work(seen(session, false)), options),
    write: (work, options) => database.write((session) => work(seen(session, true)), options),
    commits: database.commits,
    journalEnd: () => database.journalEnd(),
    backup: (file) => database.backup(file),
    close: () => database.close(),
  };
}
