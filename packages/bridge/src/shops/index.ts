import { command } from './command.ts';
import { medusa } from './medusa.ts';
import { sql } from './sql.ts';
import { vendure } from './vendure.ts';
import { webhook } from './webhook.ts';

/** Every kind of shop that a configuration can name. */
export const SHOPS = { webhook, command, sql, vendure, medusa };
