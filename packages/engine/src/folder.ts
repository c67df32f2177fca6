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
}

/** The files of a data folder. */
export function folderOf(path: string): Folder {
  const at = (name: string) => join(path, name);
  return { path, database: at('tongbu.db'), key: at('tongbu.key'), lock: at('tongbu.lock'), socket: at('tongbu.sock') };
}
