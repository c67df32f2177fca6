import { command } from './command.ts';
import { sql } from './sql.ts';
import { webhook } from './webhook.ts';

/** Every kind of shop that a configuration can name. */
export const SHOPS = { webhook, command, sql };
