/** deploy/systemd: what each unit says, run as it says; and, where systemd's own examiner is installed, what that says of them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { ROOT } from './image.ts';
import { begin, perform, type Run, statusOf } from './run.ts';
import { environmentOf, readUnit, type Unit } from './unit.ts';

const folder = join(ROOT, 'deploy/systemd');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const services = ['tongbu.service', 'tongbu-bridge.service', 'tongbu-backup.service'];

let scratch: string;
let ports: { api: number; manage: number; bridge: number };
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'tongbu-units-'));
  ports = { api: await freePort(), manage: await freePort(), bridge: await freePort() };
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Paths and ports as they are here: the program is this clone, as the page says to install it. */
const here = (text: string) =>
  text
    .replaceAll('/opt/tongbu', ROOT.replace(/\/$/, ''))
    .replaceAll('/var/lib/', `${scratch}/`)
    .replaceAll('/etc/tongbu/', `${scratch}/etc/`)
    .replaceAll('%d', `${scratch}/credentials`)
    .replace(/:8090\b/g, `:${ports.api}`)
    .replace(/:8091\b/g, `:${ports.manage}`)
    .replace(/:9464\b/g, `:${ports.bridge}`);

/** A line of the unit, with its environment and nothing else. */
function lineOf(unit: Unit, name: string): Run {
  const { StateDirectory = [], [name]: lines = [] } = unit['Service'] ?? {};
  const cwd = join(scratch, StateDirectory[0] as string);
  mkdirSync(cwd, { recursive: true, mode: 0o700 });
  const env = Object.fromEntries(Object.entries(environmentOf(unit)).map(([key, value]) => [key, here(value)]));
  return { command: here(lines[0] as string).split(' '), env, cwd };
}

test('the server starts, is ready, is backed up, feeds a bridge; both end cleanly at SIGTERM', async () => {
  const unit = readUnit(read('tongbu.service'));
  const server = begin(lineOf(unit, 'ExecStart'));
  try {
    expect(perform(lineOf(unit, 'ExecStartPost')), server.said()).toMatchObject({ code: 0 });
    expect(await statusOf(`http://127.0.0.1:${ports.manage}/readyz`, server)).toBe(200);
    // The command as it is installed beside the units.
    const script = join(scratch, 'tongbu-command');
    writeFileSync(script, here(read('tongbu')), { mode: 0o755 });
    const command = (...args: string[]) => perform({ command: [script, ...args], env: { PATH: '/usr/bin:/bin' }, cwd: '/' });
    expect(command('seller', 'add', 'demo')).toMatchObject({ code: 0 });
    const { said } = command('key', 'add', '--seller', 'demo', '--edition', 'flagship', '--key', 'bridge');
    expect(perform(lineOf(readUnit(read('tongbu-backup.service')), 'ExecStart'))).toMatchObject({ code: 0 });
    expect(readdirSync(join(scratch, 'tongbu/backups'))).toHaveLength(1);

    mkdirSync(join(scratch, 'etc'));
    mkdirSync(join(scratch, 'credentials'));
    writeFileSync(join(scratch, 'etc/bridge.yaml'), here(read('bridge.yaml')));
    writeFileSync(join(scratch, 'credentials/erp-secret'), /\S+:\S{8,}$/m.exec(said)?.[0] ?? '');
    writeFileSync(join(scratch, 'credentials/hook-secret'), `whsec_${'A'.repeat(32)}\n`);
    const bridge = begin(lineOf(readUnit(read('tongbu-bridge.service')), 'ExecStart'));
    expect(await statusOf(`http://127.0.0.1:${ports.bridge}/healthz`, bridge)).toBe(200);
    expect(await bridge.stop(), bridge.said()).toBe(0);
  } finally {
    expect(await server.stop(), server.said()).toBe(0);
  }
}, 60_000);

describe.each(services)('%s', (name) => {
  const { Unit: about = {}, Service: service = {} } = readUnit(read(name));

  test('no core dump, no privilege, nothing to write but its own folder', () => {
    for (const [setting, value] of Object.entries({
      ...{ LimitCORE: '0', NoNewPrivileges: 'yes', ProtectSystem: 'strict', ProtectHome: 'yes', PrivateTmp: 'yes', PrivateDevices: 'yes' },
      ...{
        CapabilityBoundingSet: '',
        RestrictNamespaces: 'yes',
        SystemCallArchitectures: 'native',
        UMask: '0077',
        StateDirectoryMode: '0700',
      },
    })) {
      expect(service[setting], setting).toEqual([value]);
    }
    expect(service['User']?.[0]).toMatch(/^tongbu/);
    expect(read('tongbu.sysusers.conf')).toMatch(new RegExp(`^u ${service['User']?.[0]} `, 'm'));
    expect(service['MemoryDenyWriteExecute']).toBeUndefined(); // V8 compiles while it runs
  });

  test('the pages that it names are there', () => {
    const pages = (about['Documentation'] ?? []).flatMap((line) => line.split(' ')).filter((page) => page.startsWith('file:'));
    for (const page of pages) expect(() => readFileSync(page.replace('file:/opt/tongbu/', ROOT)), page).not.toThrow();
  });
});

const hasExaminer = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasExaminer)(
  'systemd-analyze finds no mistake, and nothing exposed (skipped where Debian’s package systemd is missing)',
  () => {
    // The paths of the programs must exist for it: they are this clone's.
    const copies = join(scratch, 'units');
    mkdirSync(copies);
    cpSync(folder, copies, { recursive: true });
    const units = readdirSync(copies).filter((file) => /\.(service|timer)$/.test(file));
    for (const unit of units)
      writeFileSync(join(copies, unit), readFileSync(join(copies, unit), 'utf8').replaceAll('/opt/tongbu', ROOT.replace(/\/$/, '')));
    const paths = units.map((unit) => join(copies, unit));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' });
    const ofOurs = stderr.split('\n').filter((line) => line.includes('tongbu'));
    expect({ status, ofOurs }).toEqual({ status: 0, ofOurs: [] });
    for (const service of services) {
      const examined = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', join(copies, service)], {
        encoding: 'utf8',
      });
      expect({ service, status: examined.status, said: examined.stdout.split('\n').at(-2) }).toMatchObject({ status: 0 });
    }
  },
);
