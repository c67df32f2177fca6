import { styleText } from 'node:util';
import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino';
import { printable } from './output/width.ts';

/** Names under which a secret, a salt or a signature could ever stand in a log line. */
const SECRET = ['secret', 'appsecret', 'salt', 'sign', 'signature', 'canonical'];

/**
 * The server's log, on standard error: readable lines on a terminal, JSON elsewhere. What is secret is left out, whoever
 * passes it by mistake.
 *
 * @param mixin what every line says besides
 */
export function createLog(level: string, mixin?: () => object): Logger {
  return pino({ ...LOG_OPTIONS, level, ...(mixin && { mixin }) }, process.stderr.isTTY ? readable() : lines());
}

/** What is logged of a line, wherever it goes. */
export const LOG_OPTIONS = {
  base: null,
  redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
  serializers: { error: stdSerializers.err },
};

/** Lines that cannot be written wait for room, a megabyte of them at most: a log on a full disk ends no server. */
function lines(): DestinationStream {
  return destination({ dest: 2, sync: true, maxLength: 1024 ** 2 }).on('error', () => {});
}

function readable(): DestinationStream {
  return { write: (line: string) => void process.stderr.write(`${readableLine(line)}\n`) };
}

const NAMES: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/**
 * One line of the log as people read it: time, level, message, then the facts. Strangers choose some of the facts, so none
 * of them can end the line, look like another fact, or steer the terminal.
 */
export function readableLine(line: string): string {
  const { level, time, msg, err, error = err, ...facts } = JSON.parse(line) as Record<string, unknown> & { level: number; time: number };
  const clock = new Date(time).toTimeString().slice(0, 8);
  const name = (NAMES[level] ?? String(level)).padEnd(5);
  const words = Object.entries(facts).map(([key, value]) => `${printable(key)}=${factOf(value)}`);
  const message = printable(String(msg ?? ''));
  return `${dim(clock)} ${colour(level, name)} ${message}${words.length > 0 ? `  ${dim(words.join(' '))}` : ''}${stackOf(error)}`;
}

function factOf(value: unknown): string {
  const isWord = typeof value === 'string' && /^[^\s"=]+$/.test(value);
  return printable(isWord ? value : JSON.stringify(value));
}

/** Indented, so that no line of it can be taken for a line of the log. */
function stackOf(error: unknown): string {
  if (!error) return '';
  const { stack } = error as { stack?: unknown };
  const lines = typeof stack === 'string' ? stack.split('\n') : [JSON.stringify(error)];
  return lines.map((line) => `\n    ${printable(line.trimStart())}`).join('');
}

function dim(text: string): string {
  return styleText('dim', text, { stream: process.stderr });
}

function colour(level: number, text: string): string {
  return styleText(level >= 50 ? 'red' : level >= 40 ? 'yellow' : 'cyan', text, { stream: process.stderr });
}
