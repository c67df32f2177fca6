/**
 * A server to be killed: loads, waits for a line with the data folder, serves it on a free port, and says which.
 *
 * It loads before it is told, so that a test that kills many does not wait for each to load.
 */
import { createInterface } from 'node:readline';
import { openFolder } from '@tongbu/engine';
import { startServer } from '@tongbu/server';
import { pino } from 'pino';

const anyPort = { host: '127.0.0.1', port: 0 };
for await (const folder of createInterface({ input: process.stdin })) {
  const { engine } = await openFolder(folder);
  const server = await startServer({ engine, api: anyPort, manage: anyPort, log: pino({ level: 'silent' }) });
  process.stdout.write(`${server.api.port}\n`);
}
