import * as Plot from '@observablehq/plot';
import type { ReliabilityBinResult } from '../../study/index.ts';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

const side = 240;

/** Mean probability against the share that came true: a point a bin, as large as it has rows. */
export function reliabilityDiagram(
  text: ChartText,
  bins: readonly ReliabilityBinResult[],
  language: Language,
): Markup {
  const drawn = bins.flatMap(({ rows, predicted, observed }) =>
    predicted === null || observed.estimate === null
      ? []
      : [{ rows, x: predicted, y: observed.estimate, low: observed.low, high: observed.high }],
  );
  const axis = {
    domain: [0, 1],
    ticks: [0, 0.5, 1],
    tickFormat: ticksIn(language),
    tickSize: 0,
    label: null,
  } as const;
  return drawChart(text, {
    width: side,
    height: side,
    marginLeft: 28,
    marginRight: 10,
    marginTop: 10,
    marginBottom: 22,
    x: axis,
    y: axis,
    r: { range: [2, 8] },
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--soft)', strokeWidth: 1, strokeDasharray: '1 3' },
      ),
      Plot.ruleX(
        drawn.filter(({ low, high }) => low !== null && high !== null),
        { x: 'x', y1: 'low', y2: 'high', stroke: 'var(--fused)', strokeWidth: 1.6 },
      ),
      Plot.dot(drawn, { x: 'x', y: 'y', r: 'rows', fill: 'var(--fused)', fillOpacity: 0.75 }),
    ],
  });
}
