// A program as the command adapter runs it: a line in, a line out. It asks the tiny shop of the test, which is another process.
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { do: what, ...record } = JSON.parse(line);
  const answer = await fetch(`${process.env.SHOP}/${what}`, { method: 'POST', body: JSON.stringify(record) });
  process.stdout.write(`${await answer.text()}\n`);
}
