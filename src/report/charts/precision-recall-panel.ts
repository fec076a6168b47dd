import * as Plot from '@observablehq/plot';
import type { ClassCurvesResult } from '../../study/index.ts';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

const side = 190;

/** Precision against recall, over the line of the class's share of the rows. */
export function precisionRecallPanel(
  text: ChartText,
  { prevalence, precisionRecall }: ClassCurvesResult,
  language: Language,
): Markup {
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
    marginRight: 8,
    marginTop: 8,
    marginBottom: 22,
    x: axis,
    y: axis,
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.ruleY([prevalence], { stroke: 'var(--soft)', strokeWidth: 1, strokeDasharray: '1 3' }),
      Plot.line(precisionRecall, {
        x: 'recall',
        y: 'precision',
        stroke: 'var(--fused)',
        strokeWidth: 1.8,
      }),
    ],
  });
}
