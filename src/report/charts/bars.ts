import * as Plot from '@observablehq/plot';
import type { Markup } from '../markup.ts';
import { type ChartText, drawChart } from './chart.ts';

/** A length with its label and its value as text. */
export interface Bar {
  readonly label: string;
  readonly text: string;
  readonly value: number;
}

const rowHeight = 38;
const width = 340;

/** Bars under one another, each under its own label, all from zero. */
export function bars(text: ChartText, content: readonly Bar[]): Markup {
  const rows = content.map((bar, row) => ({ ...bar, row }));
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  const labels = { y: 'row', dy: -9, fill: 'var(--ink)' } as const;
  return drawChart(text, {
    width,
    height: rows.length * rowHeight + 6,
    margin: 0,
    x: { domain: [0, most], range: [0, width], axis: null },
    y: { domain: [-0.5, rows.length - 0.5], range: [0, rows.length * rowHeight], axis: null },
    marks: [
      Plot.rect(rows, {
        x1: 0,
        x2: most,
        y1: ({ row }) => row + 0.02,
        y2: ({ row }) => row + 0.3,
        fill: 'var(--panel)',
      }),
      Plot.rect(rows, {
        x1: 0,
        x2: 'value',
        y1: ({ row }) => row + 0.02,
        y2: ({ row }) => row + 0.3,
        fill: 'var(--fused)',
      }),
      Plot.text(rows, { ...labels, text: 'label', frameAnchor: 'left', textAnchor: 'start' }),
      Plot.text(rows, {
        ...labels,
        text: 'text',
        frameAnchor: 'right',
        textAnchor: 'end',
        fontVariant: 'tabular-nums',
      }),
    ],
  });
}
