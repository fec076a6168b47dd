import * as Plot from '@observablehq/plot';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

export interface NumberScatterContent {
  /** True and predicted, row by row. */
  readonly points: readonly (readonly [number, number])[];
  readonly axes: readonly [x: string, y: string];
  readonly colour: 'single' | 'fused';
}

const side = 300;

/** Predicted numbers over true ones, with the diagonal on which both are equal. */
export function numberScatter(
  text: ChartText,
  { points, axes, colour }: NumberScatterContent,
  language: Language,
): Markup {
  const values = points.flat();
  const domain = [Math.min(...values), Math.max(...values)];
  const axis = {
    domain,
    ticks: 4,
    tickSize: 0,
    nice: true,
    tickFormat: ticksIn(language),
  } as const;
  return drawChart(text, {
    width: side,
    height: side,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 20,
    marginBottom: 34,
    x: { ...axis, label: axes[0] },
    y: { ...axis, label: axes[1] },
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.line(
        domain.map(value => [value, value]),
        { stroke: 'var(--soft)', strokeWidth: 1, strokeDasharray: '1 3' },
      ),
      Plot.dot(
        points.map(([x, y]) => [x, y]),
        { r: 2, fill: `var(--${colour})`, fillOpacity: 0.55 },
      ),
    ],
  });
}
