/** Where lines for people go. A pino logger can be made into one in a line. */
export type Log = (level: 'debug' | 'info' | 'warn' | 'error', message: string, facts?: Record<string, unknown>) => void;
