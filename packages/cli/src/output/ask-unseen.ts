import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks for a line on the terminal; what is typed is not shown. */
export function askUnseen(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    reader.once('line', resolve);
    reader.once('close', () => resolve('')); // Ctrl-C, or the end of what can be read
  }).then((line) => {
    reader.close();
    process.stderr.write('\n');
    return line as string;
  });
}
