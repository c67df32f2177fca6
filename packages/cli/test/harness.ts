/** Runs the real command, from its source, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command, to be run with `--conditions=source`. */
export const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const ARGS = ['--conditions=source', MAIN];

/** The variables of this process, none of Tongbu's own or npm's; stripping types takes half of a command's time, so Node keeps the result. */
export const PLAIN_ENV = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TONGBU|npm)_/.test(name))),
  NODE_COMPILE_CACHE: join(tmpdir(), 'tongbu-test-compile-cache'),
};

/** What a command that ended left behind. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: Record<string, string>;
  input?: string | Buffer;
  cwd?: string;
}

/** Starts `tongbu` with these arguments. */
export function start(args: string[], { env = {}, cwd, input }: RunOptions = {}): ChildProcess & { ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...ARGS, ...args], { env: { ...PLAIN_ENV, ...env }, cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return Object.assign(child, { ended });
}

/** Runs `tongbu` to its end. */
export function tongbu(args: string[], options?: RunOptions): Promise<Ended> {
  return start(args, options).ended;
}

/** A server that runs. */
export interface Served {
  url: string;
  manageUrl: string;
  pid: number;
  child: ChildProcess;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Runs `tongbu serve` on free ports until it listens. */
export async function serve(folder: string, args: string[] = [], env: Record<string, string> = {}): Promise<Served> {
  const child = start(['serve', '--data', folder, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0', ...args], { env });
  const facts = await new Promise<{ api: string; manage: string }>((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (more: string) => {
      text += more;
      const line = text.split('\n').find((each) => each.includes('"listening"'));
      if (line) resolve(JSON.parse(line));
    });
    child.on('close', (code) => reject(new Error(`serve ended with ${code}: ${text}`)));
  });
  return {
    url: facts.api,
    manageUrl: facts.manage,
    pid: child.pid as number,
    child,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return child.ended;
    },
  };
}

/** A folder of its own, and a way to put files into it. */
export async function makeFolder() {
  const path = await mkdtemp(join(tmpdir(), 'tongbu-cli-'));
  return {
    path,
    data: join(path, 'data'),
    async file(name: string, content: string | Uint8Array): Promise<string> {
      await writeFile(join(path, name), content);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

export type TestFolder = Awaited<ReturnType<typeof makeFolder>>;

/** A small shop, as files. */
export const SHOP = {
  shops: '\ufeffshop_no,shop_name\nweb,"小满杂货·官网商城"\nmini,小满杂货·小程序\n',
  warehouses: 'warehouse_no,warehouse_name\nHZ,杭州下沙仓\n',
  items: 'spec_no,goods_name\nA1,龙井绿茶\nA2,"茉莉花茶, 100g"\nA3,洗脸巾\n',
  listings: 'shop_no,goods_id,spec_no\nweb,G1,A1\nweb,G2,A2\nmini,M3,A3\n',
  levels: 'spec_no,warehouse_no,stock_num\nA1,HZ,12\nA2,HZ,5\nA3,HZ,7\n',
  shipments: 'shop_no,tid,logistics_no,logistics_name\nmini,T1,ZT1,中通快递\n',
};

export const FLAGSHIP = { key: 'demo-app', secret: 's3cr3t-canary:5alt-canary' };
export const ENTERPRISE = { key: 'demo-app2', secret: 'e5ecret-canary' };
