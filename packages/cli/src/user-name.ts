import { userInfo } from 'node:os';

/** Who runs this process, as the operating system knows them; `uid 10001` where it has no name for them, as in a container. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
