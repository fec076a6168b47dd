import * as Plot from '@observablehq/plot';
import type { RocCurve } from '../../evaluate/index.ts';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

type RocLine = Pick<RocCurve, 'fpr' | 'tpr'>;

export interface RocPanelContent {
  /** A solid line; null where there was no fused head. */
  readonly fused: RocLine | null;
  /** A dashed line; null where there was no single modality. */
  readonly single: RocLine | null;
}

const side = 190;

/** Two ROC curves and the diagonal of chance, small enough for two panels beside each other. */
export function rocPanel(
  text: ChartText,
  { fused, single }: RocPanelContent,
  language: Language,
): Markup {
  const axis = {
    ticks: [0, 0.5, 1],
    tickFormat: ticksIn(language),
    tickSize: 0,
    label: null,
  } as const;
  const line = (curve: RocLine | null, options: Plot.LineOptions) =>
    curve === null ? [] : [Plot.line(drawnPoints(curve), { strokeWidth: 1.8, ...options })];
  return drawChart(text, {
    width: side,
    height: side,
    marginLeft: 28,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 22,
    x: { domain: [0, 1], ...axis },
    y: { domain: [0, 1], ...axis },
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--soft)', strokeWidth: 1, strokeDasharray: '1 3' },
      ),
      ...line(single, { stroke: 'var(--single)', strokeDasharray: '5 3' }),
      ...line(fused, { stroke: 'var(--fused)' }),
    ],
  });
}

/** The points without those that fall on the same third of a pixel as the one before. */
function drawnPoints({ fpr, tpr }: RocLine): [number, number][] {
  const cell = (value: number) => Math.round(value * 480);
  const points = Array.from(fpr, (x, i): [number, number] => [x, tpr[i]]);
  return points.filter((point, i) => {
    if (i === 0 || i === points.length - 1) return true;
    const before = points[i - 1];
    return cell(point[0]) !== cell(before[0]) || cell(point[1]) !== cell(before[1]);
  });
}
