/** The examples in PHP and Java are tests of an integration; here they are run, each with a sandbox of its own and on one that runs. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAIN } from './harness.ts';

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url));

/** How each is run, and what says whether it can be. */
const LANGUAGES = {
  php: { flags: [], file: 'php/test.php', present: ['php', '-v'] },
  // It is compiled and run once: the flags save a third of the time.
  java: { flags: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'], file: 'java/SandboxTest.java', present: ['javac', '-version'] },
};

let running: Tongbu;
beforeAll(async () => {
  running = await startTongbu();
});
afterAll(() => running.stop());

describe.each(Object.entries(LANGUAGES))('the example in %s', (command, { flags, file, present: [program = '', flag = ''] }) => {
  const isThere = spawnSync(program, [flag]).status === 0;
  if (!isThere) console.warn(`examples/${file} is not run: ${program} is not installed (Debian: php-cli, default-jdk-headless)`);

  test.skipIf(!isThere).each([
    ['it started itself', () => ({ TONGBU: `${process.execPath} --conditions=source ${MAIN}` })],
    ['that runs', () => ({ TONGBU_SANDBOX: documentOf(running) })],
  ])('bears what a sandbox does to it: one %s', async (_whose, variables) => {
    const { code, text } = await run(command, [...flags, file], variables());
    const tests = text.split('\n').filter((line) => /^(ok|FAILED) /.test(line));
    expect({ code, failed: tests.filter((line) => !line.startsWith('ok ')), text }).toMatchObject({ code: 0, failed: [] });
    expect(tests).toHaveLength(6);
  });

  test.skipIf(!isThere)('fails where the integration does', async () => {
    const broken = { ...running.keys, flagship: running.keys.enterprise, enterprise: running.keys.flagship };
    const { code } = await run(command, [...flags, file], { TONGBU_SANDBOX: documentOf({ ...running, keys: broken }) });
    expect(code).not.toBe(0);
  });
});

/** What `tongbu sandbox start --json` prints. */
function documentOf({ url, manageUrl, folder, seller, shopNo, keys, token }: Tongbu): string {
  return JSON.stringify({ url, manageUrl, folder, seller, shopNo, keys, token });
}

function run(command: string, args: string[], variables: Record<string, string>): Promise<{ code: number | null; text: string }> {
  const child = spawn(command, args, { cwd: EXAMPLES, env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
  child.stderr.setEncoding('utf8').on('data', (more) => (text += more));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
}
