import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, start, type TestFolder, tongbu } from './harness.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

/** Runs the demo, fast, until its story has said all of these; `meanwhile` runs while it goes on. */
async function watch(words: RegExp[], lang: 'en' | 'zh', meanwhile: (text: string) => Promise<void> = async () => {}): Promise<string> {
  const child = start(['demo', '--data', folder.data, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0', '--speed', '20', '--lang', lang]);
  let text = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (more: string) => {
      text += more;
      if (words.every((word) => word.test(text))) resolve();
    });
    child.on('close', () => reject(new Error(`the demo ended before it had said ${words.find((word) => !word.test(text))}: ${text}`)));
  });
  await meanwhile(text);
  child.kill('SIGINT');
  const { code, stderr } = await child.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return text;
}

describe('the demo', () => {
  test('shows the loop: pulled, applied, acknowledged, superseded, failed and why, how much is pending; and its line to copy works', async () => {
    const words = [
      /First start: importing 2 shops/,
      /pulled \d+ listings/,
      /acknowledged version/,
      /superseded/,
      /failed: 商城数据库锁等待超时/,
    ];
    await watch([...words, /order shipped, acknowledged/, /waiting now: mall-web/], 'en', async (text) => {
      const lines = text.split('\n').filter((line) => line.includes('npx tongbu call'));
      expect(lines).toHaveLength(2);
      for (const line of lines) {
        const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? (plain as string)).slice(2);
        expect(JSON.parse((await tongbu(args)).stdout)).toSatisfy((answer) => answer.status === 0 || answer.code === 0);
      }
    });
  });

  test('a second start goes on where the first stopped, here in Chinese', async () => {
    const text = await watch([/从上次停止的地方继续/, /确认版本/], 'zh');
    expect(text).not.toMatch(/首次启动|#\d/);
  });
});
