import type { Histogram, Registry } from 'prom-client';

/** What was measured elsewhere. */
interface Measured {
  /** Upper ends of the buckets. */
  ends: readonly number[];
  /** How many fell into each, not added up. */
  buckets: readonly number[];
  count: number;
  sum: number;
}

/** Adds a histogram whose values were counted elsewhere; prom-client's own takes one value at a time. */
export function histogram(registry: Registry, name: string, help: string, { ends, buckets, count, sum }: Measured): void {
  let below = 0;
  const values = ends.map((end, i) => {
    below += buckets[i] as number;
    return { metricName: `${name}_bucket`, labels: { le: end }, value: below };
  });
  const all = [
    ...values,
    { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels: {}, value: sum },
    { metricName: `${name}_count`, labels: {}, value: count },
  ];
  const metric = {
    name,
    help,
    type: 'histogram',
    aggregator: 'sum',
    get: async () => ({ name, help, type: 'histogram', values: all, aggregator: 'sum' }),
  };
  registry.registerMetric(metric as unknown as Histogram<string>);
}
