/** The dashboard and the alert rules in examples/monitoring, held against what a live server tells. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { enterprise, flagship } from '../wire.ts';
import { type Manager, newShipment, startManager } from './manager.ts';

const folder = fileURLToPath(new URL('../../../../examples/monitoring/', import.meta.url));
const TOKEN = 'metrics-token-of-the-server';
const PROMTOOL = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));

interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

let server: Manager;
/** Each metric that the server tells, with the labels it has somewhere. */
const told = new Map<string, Set<string>>();

beforeAll(async () => {
  server = await startManager({ options: { metricsToken: TOKEN } });
  await flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [100, 0]);
  await enterprise(server, 'logistics_sync_query', { limit: '10', shop_no: 'S1' });
  await flagship(server, 'sales.StockSync.syncSuccess', [1, { stock_change_count: 1 }]);
  await newShipment(server);
  const { text } = await server.ask({ path: '/metrics', token: TOKEN });
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = told.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    told.set(name, known);
  }
});
afterAll(() => server.close());

/** Metrics of an expression, with the labels that are matched; and the labels that something is summed by. */
function namesIn(expr: string): { metrics: { name: string; labels: string[] }[]; by: string[] } {
  const metrics = [...expr.matchAll(/\b((?:tongbu|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', matchers = '']) => ({
    name,
    labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!=|!~|=)/g)].map(([, label = '']) => label),
  }));
  const by = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(',').map((label) => label.trim()));
  return { metrics, by };
}

function expectToldBy(expr: string): void {
  const { metrics, by } = namesIn(expr);
  for (const { name, labels } of metrics) {
    expect([...told.keys()], expr).toContain(name);
    for (const label of labels) expect([...(told.get(name) as Set<string>)], `${label} in ${expr}`).toContain(label);
  }
  const all = new Set(metrics.flatMap(({ name }) => [...(told.get(name) ?? [])]));
  for (const label of by) expect(['instance', ...all], `by ${label} in ${expr}`).toContain(label);
  expect(bracketsOf(expr), expr).toBe(0);
}

function bracketsOf(expr: string): number {
  return [...expr.replaceAll(/"[^"]*"/g, '')].reduce((open, c) => open + ('([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0), 0);
}

describe('the alert rules', async () => {
  const { groups } = parse(await readFile(`${folder}tongbu-alerts.yml`, 'utf8')) as { groups: { name: string; rules: Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);

  test('cover what an operator alarms on', () => {
    const text = rules.map(({ expr }) => expr).join(' ');
    for (const metric of [
      'oldest_pending',
      'pull_stopped',
      'superseded',
      'rejected',
      'client_clock_skew',
      'commit_seconds',
      'failed',
      'calls',
    ])
      expect(text).toContain(`tongbu_${metric}`);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s names what the server tells, and says what to do in both languages',
    (_, rule) => {
      if (rule.alert !== 'TongbuDown') expect(namesIn(rule.expr).metrics.length).toBeGreaterThan(0);
      expectToldBy(rule.expr);
      expect(rule.for).toMatch(/^\d+m$/);
      expect(['warning', 'critical']).toContain(rule.labels['severity']);
      const { summary = '', summary_zh = '', runbook = '', runbook_zh = '' } = rule.annotations;
      for (const text of [summary, runbook]) expect(text).toMatch(/^[^\u4e00-\u9fff]{20,}$/);
      for (const text of [summary_zh, runbook_zh]) expect(text).toMatch(/[\u4e00-\u9fff]/);
      for (const [, label = ''] of (summary + summary_zh).matchAll(/\$labels\.(\w+)/g)) {
        const all = namesIn(rule.expr).metrics.flatMap(({ name }) => [...(told.get(name) ?? [])]);
        expect(['instance', ...all]).toContain(label);
      }
    },
  );
});

test('the dashboard: every panel asks for what the server tells; the panels lie side by side', async () => {
  const dashboard = JSON.parse(await readFile(`${folder}grafana-dashboard.json`, 'utf8'));
  const panels = dashboard.panels as {
    id: number;
    title: string;
    targets: { expr: string }[];
    gridPos: { x: number; y: number; w: number; h: number };
  }[];
  expect(panels.length).toBeGreaterThan(12);
  for (const { title, targets } of panels) {
    expect(targets.length, title).toBeGreaterThan(0);
    for (const { expr } of targets) {
      expect(namesIn(expr).metrics.length, expr).toBeGreaterThan(0);
      expectToldBy(expr);
    }
  }
  for (const { query } of dashboard.templating.list) if (query?.query) expectToldBy(query.query);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test('a metric that nobody tells would be noticed', () => {
  expect(() => expectToldBy('rate(tongbu_none_total[5m])')).toThrow();
  expect(() => expectToldBy('tongbu_pending{colour="red"}')).toThrow();
  expect(() => expectToldBy('sum by (colour) (tongbu_pending)')).toThrow();
  expect(() => expectToldBy('sum(tongbu_pending')).toThrow();
});

test.skipIf(!PROMTOOL)('promtool finds nothing wrong (skipped where Prometheus is not installed)', async () => {
  const { stdout } = await promisify(execFile)(PROMTOOL as string, ['check', 'rules', `${folder}tongbu-alerts.yml`]);
  expect(stdout).toContain('SUCCESS');
});
