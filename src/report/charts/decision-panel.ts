import * as Plot from '@observablehq/plot';
import type { ClassCurvesResult } from '../../study/index.ts';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

const side = 210;

/** Net benefit of acting on the score (with its interval), on everyone and on no one. */
export function decisionPanel(
  text: ChartText,
  { prevalence, decision }: ClassCurvesResult,
  language: Language,
): Markup {
  const points = decision.map(({ threshold, model, all }) => ({ threshold, all, ...model }));
  const known = points.filter(({ estimate }) => estimate !== null);
  const banded = known.filter(({ low, high }) => low !== null && high !== null);
  const top = Math.max(prevalence, ...banded.map(({ high }) => high ?? 0));
  const ticks = { tickFormat: ticksIn(language), tickSize: 0, label: null } as const;
  return drawChart(text, {
    width: side,
    height: side,
    marginLeft: 34,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 22,
    x: { domain: [0, 1], ticks: [0, 0.5, 1], ...ticks },
    // Acting on everyone falls without end; what is worse than this harms plainly enough.
    y: { domain: [-top / 2, top * 1.05], ticks: 4, clamp: true, ...ticks },
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.ruleY([0], { stroke: 'var(--soft)', strokeWidth: 1, strokeDasharray: '1 3' }),
      Plot.areaY(banded, {
        x: 'threshold',
        y1: 'low',
        y2: 'high',
        fill: 'var(--fused)',
        fillOpacity: 0.16,
      }),
      Plot.line(
        points.filter(({ all }) => all >= -top / 2),
        { x: 'threshold', y: 'all', stroke: 'var(--single)', strokeDasharray: '5 3' },
      ),
      Plot.line(known, {
        x: 'threshold',
        y: 'estimate',
        stroke: 'var(--fused)',
        strokeWidth: 1.8,
      }),
    ],
  });
}
