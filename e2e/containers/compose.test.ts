/** docs/running.md under a real Docker: the image is built, isolated, healthy, keeps its data, and a bridge beside it keeps a shop in step. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../test/free-port.ts';
import { type Compose, compose, image, missing } from './docker.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What is imported, in the order that examples/data/README.md says. */
const KINDS = ['warehouses', 'shops', 'items', 'suites', 'levels', 'listings', 'rules', 'carriers', 'orders', 'ship', 'shipments'];
/** This machine, as the containers see it: the gateway of the network in compose.yaml. */
const GATEWAY = '10.90.91.1';

const lacks = missing();
if (lacks !== null) console.warn(`containers: not run; ${lacks}`);

describe.skipIf(lacks !== null)('compose.yaml', () => {
  let project: Compose;
  let manage: number;
  let receiver: ChildProcess | undefined;

  beforeAll(async () => {
    manage = await freePort();
    project = compose(image(), { api: await freePort(), manage });
    project.run(['up', '-d', '--no-build', 'tongbu']);
    await until('healthy', () => health('tongbu'));
  }, 1_800_000);
  afterAll(() => {
    receiver?.kill();
    project?.remove();
  });

  const health = (service: string) => project.fact(service, '{{.State.Health.Status}}');
  const inside = (script: string) => project.run(['exec', '-T', 'tongbu', 'sh', '-c', script], { mayFail: true });
  const waiting = () => JSON.parse(project.tongbu(['pending', '--seller', 'demo', '--json'])) as Record<string, unknown>;

  test('its process is nobody: no root, no capability, no new privilege, a filter of system calls, no core dump', () => {
    const status = inside('cat /proc/1/status').out;
    expect(status).toMatch(/^Uid:\t10001\t10001\t10001\t10001$/m);
    for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb']) expect(status).toMatch(new RegExp(`^Cap${set}:\t0{16}$`, 'm'));
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(inside('grep core /proc/1/limits').out).toMatch(/core file size +0 +0/);
  });

  test.each(['/opt/tongbu/x', '/usr/local/bin/x', '/etc/x', '/x'])('nothing can be written: %s', (path) => {
    expect(inside(`touch ${path}`)).toMatchObject({ code: 1, err: expect.stringContaining('Read-only file system') });
  });

  test('it answers on this machine, and the commands of the page do what they say', async () => {
    expect(await (await fetch(`http://127.0.0.1:${manage}/readyz`)).json()).toEqual({ ready: true });
    expect(project.tongbu(['seller', 'add', 'demo'])).toContain('seller "demo" added');
    expect(project.tongbu(['person', 'link'])).toContain('/setup#');
    for (const kind of KINDS) {
      const rows = readFileSync(join(ROOT, `examples/data/${kind}.csv`), 'utf8');
      expect(project.tongbu(['import', kind, '-', '--seller', 'demo'], rows)).toContain(' 0 unchanged');
    }
    expect(project.tongbu(['doctor'])).toMatch(/, 0 wrong\n$/);
    project.tongbu(['backup']);
    for (const path of ['backups', 'tongbu.key']) {
      project.run(['cp', `tongbu:/var/lib/tongbu/data/${path}`, `./${path}`]);
      expect(existsSync(join(project.folder, path))).toBe(true);
    }
  });

  test('killed, it comes back by itself with what it had', async () => {
    const before = waiting();
    process.kill(Number(project.fact('tongbu', '{{.State.Pid}}')), 'SIGKILL');
    await until('1', () => project.fact('tongbu', '{{.RestartCount}}'));
    await until('healthy', () => health('tongbu'));
    expect(countsOf(waiting())).toEqual(countsOf(before));
  });

  test('a bridge beside it says what is missing, and then keeps the shop in step', { timeout: 240_000 }, async () => {
    const secret = project
      .tongbu(['key', 'add', '--seller', 'demo', '--edition', 'flagship', '--key', 'bridge'])
      .match(/secret +(\S+)/)?.[1];
    const hook = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    for (const [name, text] of [
      ['erp-secret', secret],
      ['hook-secret', hook],
    ] as const) {
      const file = join(project.folder, 'deploy/compose/secrets', name);
      writeFileSync(file, text as string);
      chmodSync(file, 0o444); // whoever runs the tests is not the image's user
    }
    const check = ['run', '--rm', '-T', 'bridge', 'bridge', '--config', '/etc/tongbu/bridge.yaml', '--check'];
    const refused = project.run(check, { mayFail: true });
    expect(refused).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^ok +http:\/\/tongbu:8090: the ERP answers(.*\n)*ERROR +webhook/),
    });

    const port = await receive(hook);
    const file = join(project.folder, 'deploy/compose/bridge.yaml');
    const url = `url: http://${GATEWAY}:${port}/\n  http: true\n  allow: ["${GATEWAY}"]`;
    const carriers = 'mapping: { carriers: { ZTO-HZ: zto, YTO-HZ: yto, SF-VIP: sf, TC-PT: local } }\n';
    writeFileSync(file, readFileSync(file, 'utf8').replace('url: https://shop.example/tongbu', url) + carriers);
    expect(project.run(check).out).toContain('0 errors');
    project.run(['up', '-d', '--no-build']);
    await until('healthy', () => health('bridge'));
    await until('0 listings, 0 parcels', () => {
      const { listings, parcels } = countsOf(waiting());
      return `${listings} listings, ${parcels} parcels`;
    });
  });

  test('stopped it has finished with 0, and what is made anew has the same data', async () => {
    project.run(['stop']);
    for (const service of ['tongbu', 'bridge']) expect(project.fact(service, '{{.State.ExitCode}}')).toBe('0');
    project.run(['down']);
    project.run(['up', '-d', '--no-build', 'tongbu']);
    await until('healthy', () => health('tongbu'));
    expect(project.tongbu(['seller', 'list'])).toContain('demo');
  });

  /** The receiver that readers copy, where the containers can reach it. It knows every SKU and order of the example's files. */
  async function receive(secret: string): Promise<number> {
    const port = await freePort();
    const shop = join(project.folder, 'shop.json');
    writeFileSync(shop, JSON.stringify(shopOf()));
    const env = { ...process.env, SECRET: secret, HOST: GATEWAY, PORT: String(port), SHOP: shop };
    receiver = spawn(process.execPath, [join(ROOT, 'examples/webhook/receiver.ts')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((listening) => receiver?.stdout?.once('data', listening));
    return port;
  }
});

/** How much may be pulled now; what is held back by a rule of its own is for people to look at. */
function countsOf(shops: Record<string, unknown>): { listings: number; parcels: number } {
  const sum = (name: string) =>
    Object.values(shops as Record<string, Record<string, number>>).reduce((all, shop) => all + (shop[name] ?? 0), 0);
  return { listings: sum('listings') - sum('listingsHeld'), parcels: sum('shipments') };
}

/** A shop that has every SKU and order of the files. */
function shopOf(): object {
  const rows = (kind: string): Record<string, string>[] =>
    parse(readFileSync(join(ROOT, `examples/data/${kind}.csv`), 'utf8'), { columns: true });
  const products = Object.fromEntries(rows('listings').map((row) => [row['spec_no'], { quantity: '0', version: 0 }]));
  const orders: Record<string, string[]> = {};
  for (const { tid = '', oid, oids } of [...rows('orders'), ...rows('shipments')]) {
    const lines = [oid, ...(oids ?? '').split(',')].filter((each): each is string => Boolean(each));
    orders[tid] = [...new Set([...(orders[tid] ?? []), ...lines])];
  }
  return { products, orders, parcels: [] };
}

async function until(wanted: string, ask: () => string): Promise<void> {
  let last = '';
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(250)) {
    last = ask();
    if (last === wanted) return;
  }
  expect(last).toBe(wanted);
}
