/** Output that nobody takes: a reader that went away, a file on a full disk. Unheard, its error would end the process where it stands. */
import { EXIT } from '../error.ts';

/**
 * For commands whose output is what was asked for. `tongbu journal | head` has seen enough and is left quietly; what cannot be written
 * fails the command. What is said about it on standard error is lost where that cannot be written, and nothing else.
 */
export function leaveUnread(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.stderr.write(`tongbu: standard output cannot be written: ${message}\n`);
    process.exit(code === 'EPIPE' ? EXIT.ok : EXIT.failed);
  });
}

/** For a server: from now on whoever pulls and acknowledges is served, whether its words are read or not. */
export function goOnUnread(): void {
  process.stdout.removeAllListeners('error').on('error', () => {});
}
