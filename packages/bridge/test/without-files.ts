/** Asks a program for a batch while this process can open no more files, and again when it can. Run with a low `ulimit -n`. */
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { command } from '../src/shops/command.ts';
import { stock } from './shop-promises.ts';

const answer = `read -r line; printf '%s' "$line" | sed 's/.*"key":"\\([^"]*\\)".*/{"key":"\\1","result":"applied"}/'`;
const settings = command.settings.parse({ run: ['/bin/sh', '-c', answer] });
const shop = await command.open(settings, { log: () => {}, environment: {}, folder: tmpdir() });
const apply = () => shop.applyStock([stock('A', '1')], new AbortController().signal);

const files: number[] = [];
try {
  for (;;) files.push(openSync('/dev/null', 'r'));
} catch {
  console.log(await apply().catch(({ name, cause }: Error) => `${name}: ${(cause as Error).message}`));
}
for (const file of files) closeSync(file);
for (const { outcome } of await apply()) console.log(outcome);
