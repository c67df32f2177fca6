/** The examples in PHP and Java are tests of an integration; here they are run, each with a sandbox of its own and on one that runs. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiledJava, EXAMPLES, JAVA_FLAGS, LANGUAGES, missing } from './languages.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** How each is run. */
const TESTS: Record<string, () => [string, string[]]> = {
  php: () => ['php', [join(EXAMPLES, 'php', 'test.php')]],
  java: () => ['java', [...JAVA_FLAGS, '-cp', compiledJava(), 'SandboxTest']],
};

let running: Tongbu;
beforeAll(async () => {
  running = await startTongbu();
});
afterAll(() => running.stop());

const languages = LANGUAGES.filter(({ name }) => name in TESTS).map((language) => ({ name: language.name, lack: missing(language) }));

describe.each(languages)('the tests in $name', ({ name, lack }) => {
  if (lack !== undefined) {
    test.skip(lack, () => {});
    return;
  }
  const run = (variables: Record<string, string>) => ended(...(TESTS[name] as () => [string, string[]])(), variables);

  test.each([
    ['it started itself', () => ({ TONGBU: `${process.execPath} --conditions=source ${MAIN}` })],
    ['that runs', () => ({ TONGBU_SANDBOX: documentOf(running) })],
  ])('bears what a sandbox does to it: one %s', async (_whose, variables) => {
    const { code, text } = await run(variables());
    const tests = text.split('\n').filter((line) => /^(ok|FAILED) /.test(line));
    expect({ code, failed: tests.filter((line) => !line.startsWith('ok ')), text }).toMatchObject({ code: 0, failed: [] });
    expect(tests).toHaveLength(6);
  });

  test('fails where the integration does', async () => {
    const broken = { ...running.keys, flagship: running.keys.enterprise, enterprise: running.keys.flagship };
    const { code } = await run({ TONGBU_SANDBOX: documentOf({ ...running, keys: broken }) });
    expect(code).not.toBe(0);
  });
});

/** What `tongbu sandbox start --json` prints. */
function documentOf({ url, manageUrl, folder, seller, shopNo, keys, token }: Tongbu): string {
  return JSON.stringify({ url, manageUrl, folder, seller, shopNo, keys, token });
}

function ended(command: string, args: string[], variables: Record<string, string>): Promise<{ code: number | null; text: string }> {
  const child = spawn(command, args, { cwd: EXAMPLES, env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
  child.stderr.setEncoding('utf8').on('data', (more) => (text += more));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
}
