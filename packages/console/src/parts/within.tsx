import { Select } from 'antd';
import { declareWords, useWords } from '../language/words.ts';

const words = declareWords('within', {
  time: { en: 'Time', zh: '时间' },
  any: { en: 'Any time', zh: '不限时间' },
  '1h': { en: 'Last hour', zh: '最近 1 小时' },
  '24h': { en: 'Last 24 hours', zh: '最近 24 小时' },
  '7d': { en: 'Last 7 days', zh: '最近 7 天' },
  '30d': { en: 'Last 30 days', zh: '最近 30 天' },
});

const HOUR_MS = 3_600_000;
const SPANS: Record<string, number> = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS, '30d': 720 * HOUR_MS };
const MINUTE_MS = 60_000;

/** Chooses how far back a list goes. */
export function Within({ value, choose }: { value: string; choose(span: string): void }) {
  const say = useWords(words);
  const options = (['any', '1h', '24h', '7d', '30d'] as const).map((span) => ({ value: span === 'any' ? '' : span, label: say(span) }));
  return <Select aria-label={say('time')} value={value} onChange={choose} options={options} popupMatchSelectWidth={false} />;
}

/** Since when a list goes back, to the minute; undefined for as far as there is. */
export function sinceOf(span: string, now: number): string | undefined {
  const back = SPANS[span];
  return back === undefined ? undefined : new Date(Math.floor((now - back) / MINUTE_MS) * MINUTE_MS).toISOString();
}
