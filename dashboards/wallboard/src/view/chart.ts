import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Minute } from '../fold/minutes.ts';
import { hourMinute } from '../time/clock.ts';

use([LineChart, GridComponent, CanvasRenderer]);

const COLOURS = { offered: '#6cb6ff', answered: '#ffc857', waiting: '#b9a3ff', text: '#a9b8c6', rule: '#263442' };

/** A chart that follows the size of its box. */
export function mount(box: HTMLElement): { chart: EChartsType; dispose(): void } {
  const chart = init(box, null, { renderer: 'canvas' });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(box);
  return {
    chart,
    dispose() {
      observer.disconnect();
      chart.dispose();
    },
  };
}

/** Two charts over one time axis, so that calls a minute and calls waiting each keep their own scale. */
export function draw({ chart }: { chart: EChartsType }, minutes: readonly Minute[]): void {
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  const size = parseFloat(fontSize);
  const label = { color: COLOURS.text, fontSize: size, fontFamily };
  const x = {
    type: 'category' as const,
    data: minutes.map((m) => hourMinute(m.at)),
    boundaryGap: false,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: COLOURS.rule } },
  };
  const y = {
    type: 'value' as const,
    min: 0,
    minInterval: 1,
    splitLine: { lineStyle: { color: COLOURS.rule } },
    axisLabel: label,
  };
  const line = { type: 'line' as const, showSymbol: false, silent: true };
  const side = { left: size * 2.9, right: size * 0.8 };
  chart.setOption({
    animation: false,
    grid: [
      { ...side, top: size * 0.6, height: '52%' },
      { ...side, bottom: size * 1.9, height: '22%' },
    ],
    xAxis: [
      { ...x, gridIndex: 0, axisLabel: { show: false } },
      { ...x, gridIndex: 1, axisLabel: { ...label, interval: 9, showMaxLabel: true, alignMaxLabel: 'right' } },
    ],
    yAxis: [
      { ...y, gridIndex: 0, splitNumber: 3 },
      { ...y, gridIndex: 1, splitNumber: 1 },
    ],
    series: [
      { ...line, data: minutes.map((m) => m.offered), color: COLOURS.offered, lineStyle: { width: size * 0.19 } },
      {
        ...line,
        data: minutes.map((m) => m.answered),
        color: COLOURS.answered,
        lineStyle: { width: size * 0.19, type: 'dashed' },
      },
      {
        ...line,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: minutes.map((m) => m.waiting),
        color: COLOURS.waiting,
        lineStyle: { width: size * 0.13 },
        areaStyle: { opacity: 0.35 },
      },
    ],
  });
}
