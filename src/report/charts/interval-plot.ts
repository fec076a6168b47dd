import * as Plot from '@observablehq/plot';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

/** An estimate with its interval. */
export interface IntervalMark {
  readonly label: string;
  /** The estimate as text. */
  readonly value: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Filled marks stand out without colour: intervals that exclude 0. */
  readonly filled: boolean;
}

export interface IntervalPlotOptions {
  readonly axis: string;
  /** A value that the eye should compare with, for example 0. */
  readonly reference?: number;
  /** What the axis reaches from and to, so that neighbours can be compared. */
  readonly domain: readonly [number, number];
}

const rowHeight = 38;
const width = 340;

/** Intervals under one another, each under its own label: readable at the width of a phone. */
export function intervalPlot(
  text: ChartText,
  marks: readonly IntervalMark[],
  { axis, reference, domain }: IntervalPlotOptions,
  language: Language,
): Markup {
  const rows = marks.map((mark, row) => ({ ...mark, row }));
  const labels = {
    y: 'row',
    dy: -13,
    fill: 'var(--ink)',
    stroke: 'var(--paper)',
    strokeWidth: 4,
  } as const;
  return drawChart(text, {
    width,
    height: rows.length * rowHeight + 48,
    marginLeft: 8,
    marginRight: 8,
    marginTop: 14,
    marginBottom: 34,
    x: {
      domain: [...domain],
      label: null,
      nice: false,
      ticks: 5,
      tickFormat: ticksIn(language),
      tickSize: 4,
      insetLeft: 4,
      insetRight: 4,
    },
    y: { domain: [-0.5, rows.length - 0.5], range: [14, 14 + rows.length * rowHeight], axis: null },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      ...(reference === undefined
        ? []
        : [Plot.ruleX([reference], { stroke: 'var(--ink)', strokeWidth: 1.2 })]),
      Plot.ruleY(rows, {
        y: 'row',
        x1: 'low',
        x2: 'high',
        stroke: 'var(--fused)',
        strokeWidth: 2,
        dy: 5,
      }),
      Plot.dot(rows, {
        x: 'estimate',
        y: 'row',
        r: 4.5,
        dy: 5,
        fill: mark => (mark.filled ? 'var(--fused)' : 'var(--paper)'),
        stroke: 'var(--fused)',
        strokeWidth: 2,
      }),
      Plot.text(rows, { ...labels, text: 'label', frameAnchor: 'left', textAnchor: 'start' }),
      Plot.text(rows, {
        ...labels,
        text: 'value',
        frameAnchor: 'right',
        textAnchor: 'end',
        fontVariant: 'tabular-nums',
      }),
      Plot.axisX({
        label: axis,
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: 5,
        tickSize: 4,
        tickFormat: ticksIn(language),
      }),
    ],
  });
}

/** A range that holds all of the marks, and the reference, with a little room. */
export function sharedDomain(
  marks: readonly Pick<IntervalMark, 'low' | 'high'>[],
  reference?: number,
): [number, number] {
  const ends = marks.flatMap(({ low, high }) => [low, high]);
  if (reference !== undefined) ends.push(reference);
  if (ends.length === 0) return [0, 1];
  const [least, greatest] = [Math.min(...ends), Math.max(...ends)];
  const room = (greatest - least) * 0.04 || 0.01;
  return [least - room, greatest + room];
}
