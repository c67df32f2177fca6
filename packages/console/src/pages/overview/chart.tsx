import { theme } from 'antd';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Answer } from '../../api/call.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { exactly } from '../../parts/when.tsx';
import css from './overview.module.css';
import { countOf } from './span.ts';
import { words } from './words.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

type Point = Answer<'GET /api/overview/history'>['points'][number];

/** How moments stand on the axis: midnight is a date. */
const MOMENTS = { year: '{yyyy}', month: '{MM}-{dd}', day: '{MM}-{dd}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' };

interface Props {
  points: Point[];
  stepSeconds: number;
  from: number;
  to: number;
}

/** The curves: what came back a minute as bars, what waited as a line with an axis of its own. */
export default function Chart({ points, stepSeconds, from, to }: Props) {
  const say = useWords(words);
  const language = useLanguage();
  const { token } = theme.useToken();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);

  useEffect(() => {
    const element = box.current as HTMLDivElement;
    chart.current = init(element, null, { renderer: 'canvas' });
    const watch = new ResizeObserver(() => chart.current?.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.current?.dispose();
    };
  }, []);

  useEffect(() => {
    const perMinute = (name: 'acknowledged' | 'failed' | 'superseded') =>
      points.map((point) => [Date.parse(point.at), Math.round((point[name] / stepSeconds) * 600) / 10]);
    const bars = (name: string, data: number[][], color: string) => ({
      ...{ name, data, type: 'bar' as const, stack: 'results', barMaxWidth: 12, itemStyle: { color } },
    });
    const axis = { axisLabel: { color: token.colorTextSecondary }, axisLine: { lineStyle: { color: token.colorBorder } } };
    const split = { splitLine: { lineStyle: { color: token.colorBorderSecondary } } };
    const named = (align: 'left' | 'right') => ({ nameTextStyle: { color: token.colorTextSecondary, align } });
    const font = { fontFamily: token.fontFamily, color: token.colorText };
    chart.current?.setOption(
      {
        textStyle: font,
        animation: false,
        aria: { enabled: true, label: { description: say('chartOf') } },
        grid: { left: 8, right: 8, top: 64, bottom: 8, containLabel: true },
        legend: { top: 4, left: 0, itemWidth: 14, itemHeight: 8, textStyle: font, type: 'scroll' },
        // Drawn on the canvas: the page's policy takes no HTML with styles in it.
        tooltip: {
          ...{ trigger: 'axis', renderMode: 'richText', backgroundColor: token.colorBgElevated, borderColor: token.colorBorderSecondary },
          textStyle: { ...font, fontSize: 12 },
          formatter: (all: { seriesName: string; value: [number, number | null] }[]) =>
            [
              exactly(all[0]?.value[0] ?? from, language),
              ...all
                .filter(({ value }) => value[1] !== null)
                .map(({ seriesName, value }) => `${seriesName}  ${countOf(value[1] ?? 0, language)}`),
            ].join('\n'),
        },
        xAxis: { type: 'time', min: from, max: to, ...axis, axisLabel: { ...axis.axisLabel, hideOverlap: true, formatter: MOMENTS } },
        yAxis: [
          { type: 'value', minInterval: 0.1, name: say('perMinuteAxis'), ...named('left'), ...axis, ...split },
          {
            type: 'value',
            minInterval: 1,
            position: 'right',
            name: say('seriesPending'),
            ...named('right'),
            ...axis,
            splitLine: { show: false },
          },
        ],
        series: [
          bars(say('seriesAcknowledged'), perMinute('acknowledged'), token.colorPrimary),
          bars(say('seriesSuperseded'), perMinute('superseded'), token.colorWarning),
          bars(say('seriesFailed'), perMinute('failed'), token.colorError),
          {
            name: say('seriesPending'),
            type: 'line',
            yAxisIndex: 1,
            showSymbol: points.length < 3,
            data: points.filter(({ pending }) => pending !== null).map(({ at, pending }) => [Date.parse(at), pending]),
            itemStyle: { color: token.colorTextSecondary },
            lineStyle: { width: 1.5, color: token.colorTextSecondary },
          },
        ],
      },
      { notMerge: true },
    );
  }, [points, stepSeconds, from, to, say, language, token]);

  return <div ref={box} className={css.canvas} role="img" aria-label={say('chartOf')} />;
}
