import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../e2e/console/chromium.ts';

/** The worker: what it prints goes to its page, and `null` when it is done. */
const WORKER = `
import { loop } from './packed-loop.js';
onmessage = ({ data }) => loop({ ...data, url: location.origin }, (line) => postMessage(line)).then(
  () => postMessage(null), (error) => { postMessage(String(error.stack)); postMessage(null); });`;

/**
 * Runs packed-loop.js in a module worker of headless Chromium.
 *
 * @param folder where the packed client is installed
 * @param api the server. The page's own server hands the calls on to it: a browser asks other places for leave first
 * @returns what it printed
 */
export async function inWorker(folder: string, api: string, account: object): Promise<string[]> {
  const client = readFileSync(join(folder, 'node_modules/@tongbu/client/index.js'), 'utf8');
  const loop = readFileSync(join(folder, 'packed-loop.js'), 'utf8').replace("'@tongbu/client'", "'./client.js'");
  const files: Record<string, string> = { '/client.js': client, '/packed-loop.js': loop, '/worker.js': WORKER };
  const server = createServer(async (request, response) => {
    const { url = '', method } = request;
    if (method === 'GET') {
      response.writeHead(200, { 'content-type': files[url] ? 'text/javascript' : 'text/html' }).end(files[url] ?? '<!doctype html>');
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = await fetch(`${api}${url}`, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      body,
    });
    const { date = '' } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '', date }).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('chromium is not installed; TONGBU_CHROMIUM names one elsewhere');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate(
      `new Promise((done) => {
        const lines = [];
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => (data === null ? done(lines) : lines.push(data));
        worker.onerror = (event) => done([...lines, event.message ?? 'the worker does not load']);
        worker.postMessage(${JSON.stringify(account)});
      })`,
    );
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
