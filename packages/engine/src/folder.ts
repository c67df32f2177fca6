import { join } from 'node:path';

/** What lies in a data folder. */
export interface Folder {
  path: string;
  database: string;
  /** The key that seals secrets; back it up apart from the database. */
  key: string;
  /** Held while a server owns the folder. */
  lock: string;
  /** Commands talk to the server that owns the folder through this socket (mode 0600). */
  socket: string;
  /** Where backups lie unless told otherwise, and where the advice on a damaged database looks for them. */
  backups: string;
  /** There while the database is known or feared to be damaged: then all of it is checked before it is served from. */
  doubt: string;
  /** By how much restores have raised ids and versions so far. */
  raised: string;
  /** The path of anything else in the folder. */
  in(name: string): string;
}

/** The files of a data folder. */
export function folderOf(path: string): Folder {
  const at = (name: string) => join(path, name);
  return {
    path,
    database: at('tongbu.db'),
    key: at('tongbu.key'),
    lock: at('tongbu.lock'),
    socket: at('tongbu.sock'),
    backups: at('backups'),
    doubt: at('tongbu.doubt'),
    raised: at('tongbu.raised'),
    in: at,
  };
}
