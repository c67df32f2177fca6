import type { CallError } from '@tongbu/client';
import { EngineError } from '@tongbu/engine/outside';
import { CommanderError } from 'commander';
import { typed } from './output/typed.ts';

/** What the command ends with, for scripts. */
export const EXIT = { ok: 0, failed: 1, usage: 2, unreachable: 3 } as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Something the user can act on; the message names the subject and the value and says what to do. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** What was typed, or stands in a file, cannot be used. */
export function usage(message: string, options?: ErrorOptions): CommandError {
  return new CommandError(EXIT.usage, message, options);
}

/** Whether somebody else has the folder. */
export function isLocked(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'locked';
}

/** The exit code that an error stands for. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof EngineError) return ofEngine(error);
  if (isCallError(error) && (error.code === 'network' || error.code === 'timeout')) return EXIT.unreachable;
  return EXIT.failed;
}

// By what it has: most commands need neither the client nor the server, and loading them takes its time.
function isCallError(error: unknown): error is CallError {
  return error instanceof Error && 'method' in error && 'retryable' in error;
}

function isListenError(error: unknown): boolean {
  return error instanceof Error && error.name === 'ListenError';
}

function ofEngine({ code }: EngineError): ExitCode {
  if (code === 'locked') return EXIT.unreachable;
  return code === 'input' || code === 'unknown' ? EXIT.usage : EXIT.failed;
}

/** The lines to show for an error. A failure nobody foresaw says where more is to be had. */
export function describe(error: unknown, debug: boolean): string {
  const known = error instanceof CommandError || error instanceof EngineError || isListenError(error) || isCallError(error);
  if (debug) return `tongbu: ${(error as Error).stack ?? String(error)}${causes(error)}`;
  const { message } = error instanceof Error ? error : new Error(String(error));
  return known ? `tongbu: ${typed(message)}` : `tongbu: unexpected: ${message}\n(TONGBU_DEBUG=1 shows where; please report it)`;
}

function causes(error: unknown): string {
  const { cause } = error as Error;
  return cause instanceof Error ? `\ncaused by: ${cause.stack}${causes(cause)}` : '';
}
