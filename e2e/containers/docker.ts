/** Docker and its Compose, run as a page's reader runs them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROJECT = 'tongbu-test';

/** Why nothing of it can be run on this machine; null where it can. */
export function missing(): string | null {
  const { status } = spawnSync('docker', ['info']);
  if (status !== 0) return 'no Docker answers: `docker info` fails';
  return spawnSync('docker', ['compose', 'version']).status === 0 ? null : '`docker compose` is not installed';
}

/** What a command came to. */
export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs docker. @throws Error where it fails, with what it said */
export function docker(args: string[], options: { cwd?: string; input?: string; mayFail?: boolean } = {}): Said {
  const { cwd = ROOT, input = '', mayFail = false } = options;
  const { status: code, stdout: out, stderr: err } = spawnSync('docker', args, { cwd, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (code !== 0 && !mayFail) throw new Error(`docker ${args.join(' ')} ended with ${code}: ${out}${err}`);
  return { code, out, err };
}

/** The image to try: that of `TONGBU_IMAGE`, or the one that the Dockerfile builds now. */
export function image(): string {
  const given = process.env['TONGBU_IMAGE'];
  if (given) return given;
  docker(['build', '-t', PROJECT, '.']);
  return PROJECT;
}

/** `compose.yaml` in a project and a folder of its own. */
export interface Compose {
  /** Where its files lie: `deploy/compose` with the bridge's configuration and secrets. */
  folder: string;
  run(args: string[], options?: { input?: string; mayFail?: boolean }): Said;
  /** Runs the command in the server's container, as the page says to. */
  tongbu(args: string[], input?: string): string;
  /** A fact of a service's container, by Docker's own template. */
  fact(service: string, template: string): string;
  remove(): void;
}

/** Lays the project out; nothing runs yet. @param ports of this machine: nothing that runs here already is in its way */
export function compose(name: string, { api, manage }: { api: number; manage: number }): Compose {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-compose-'));
  cpSync(join(ROOT, 'compose.yaml'), join(folder, 'compose.yaml'));
  cpSync(join(ROOT, 'deploy/compose'), join(folder, 'deploy/compose'), { recursive: true });
  mkdirSync(join(folder, 'deploy/compose/secrets'), { recursive: true });
  const own = { image: name, ulimits: { nofile: filesAtMost() } };
  const services = { tongbu: own, bridge: own };
  writeFileSync(join(folder, 'here.yaml'), JSON.stringify({ services }));
  // JSON has no tags, and a list of ports is added to without one.
  const ports = `services:\n  tongbu:\n    ports: !override ["127.0.0.1:${api}:8090", "127.0.0.1:${manage}:8091"]\n`;
  writeFileSync(join(folder, 'ports.yaml'), ports);
  const files = ['compose.yaml', 'here.yaml', 'ports.yaml'].flatMap((file) => ['-f', file]);
  const run: Compose['run'] = (args, options) =>
    docker(['compose', '-p', PROJECT, ...files, '--profile', 'bridge', ...args], { cwd: folder, ...options });
  return {
    folder,
    run,
    tongbu: (args, input = '') => run(['exec', '-T', 'tongbu', 'tongbu', ...args], { input }).out,
    fact: (service, template) => docker(['inspect', '--format', template, `${PROJECT}-${service}-1`]).out.trim(),
    remove() {
      run(['down', '--volumes', '--timeout', '1'], { mayFail: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `compose.yaml` asks for, or as much as this machine lets Docker give. */
function filesAtMost(): number {
  const most = Number(spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout);
  return Number.isSafeInteger(most) ? Math.min(65_536, most) : 65_536;
}
