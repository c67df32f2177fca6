/**
 * A Medusa on the database in `DATABASE_URL`, which it migrates first, with the user `admin@example.com`, `supersecret`. Tells its port
 * on a line of its own, and ends with its standard input.
 */
const { execFileSync } = require('node:child_process');
const { createServer } = require('node:net');
const { join } = require('node:path');

const cli = join(__dirname, 'node_modules', '@medusajs', 'cli', 'cli.js');
const medusa = (...args) => execFileSync(process.execPath, [cli, ...args], { cwd: __dirname, stdio: ['ignore', 2, 2] });

process.stdin.on('end', () => process.exit(0)).resume();
medusa('db:migrate', '--skip-scripts');
medusa('user', '--email', 'admin@example.com', '--password', 'supersecret');

const probe = createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address();
  probe.close(async () => {
    const start = require('@medusajs/medusa/commands/start').default;
    await start({ directory: __dirname, host: '127.0.0.1', port, types: false });
    const isUp = () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 100));
    console.log(`\n${JSON.stringify({ port })}`);
  });
});
