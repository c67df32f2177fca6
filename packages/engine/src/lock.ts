import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { EngineError } from './error.ts';

const TRIES = 6;

/**
 * Takes the folder for this process, until it is released or the process ends, however it ends: an exclusive lock on a
 * SQLite file of its own, which the operating system gives back.
 *
 * Two that start at once may refuse each other, so each tries a few times.
 *
 * @throws EngineError `locked` when another process owns the folder
 */
export async function takeLock(file: string): Promise<() => void> {
  for (let tries = 1; ; tries++) {
    const lock = open(file);
    try {
      lock.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive');
      return () => lock.close();
    } catch (cause) {
      lock.close();
      const busy = /locked|busy/i.test((cause as Error).message);
      if (!busy) throw new EngineError('store', `${file}: ${(cause as Error).message}`, { cause });
      if (tries >= TRIES)
        throw new EngineError(
          'locked',
          `another Tongbu server owns ${file.replace(/[\\/][^\\/]*$/, '')}; stop it, or use another --data folder`,
          { cause },
        );
    }
    await pause(20 + Math.random() * 40);
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (cause) {
    throw new EngineError('store', `${file} cannot be opened: ${(cause as Error).message}`, { cause });
  }
}
