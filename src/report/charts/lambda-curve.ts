import * as Plot from '@observablehq/plot';
import type { Markup } from '../markup.ts';
import { lambdaText } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { nameWords } from '../words/names.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

/** A figure with its interval, under one aligner. */
export interface CurvePoint {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface LambdaPoint extends CurvePoint {
  readonly lambda: number;
  /** Chosen on validation rows among the λ tried. */
  readonly chosen: boolean;
}

export interface LambdaCurveContent {
  /** In ascending order of λ. */
  readonly shifts: readonly LambdaPoint[];
  readonly none: CurvePoint | null;
  readonly center: CurvePoint | null;
  readonly axis: string;
  readonly domain: readonly [number, number];
}

const width = 340;
const height = 230;
/** More tick labels than this run into each other on a phone. */
const mostTicks = 6;

/**
 * A figure against λ with its intervals as a band; no alignment stands to the left of the λ axis
 * and centring to its right, with their own intervals.
 */
export function lambdaCurve(
  text: ChartText,
  content: LambdaCurveContent,
  language: Language,
): Markup {
  const { shifts, none, center, axis, domain } = content;
  const lambdas = shifts.map(({ lambda }) => lambda);
  const first = Math.min(...lambdas);
  const last = Math.max(...lambdas);
  const room = (last - first || 1) * 0.2;
  const left = none === null ? [] : [{ ...none, at: first - room }];
  const right = center === null ? [] : [{ ...center, at: last + room }];
  const words = nameWords[language].aligners;
  const names = new Map([
    ...left.map(({ at }) => [at, words.none] as const),
    ...right.map(({ at }) => [at, words.center] as const),
  ]);
  const ticks = [...names.keys(), ...thinned(lambdas)];
  const bar = { x: 'at', y1: 'low', y2: 'high', strokeWidth: 1.6 } as const;
  return drawChart(text, {
    width,
    height,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 36,
    x: {
      domain: [first - room * (left.length + 0.35), last + room * (right.length + 0.35)],
      ticks,
      tickFormat: (value: number) => names.get(value) ?? lambdaText(value, language),
      label: axis,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickSize: 4,
    },
    y: { domain: [...domain], ticks: 4, tickFormat: ticksIn(language), label: null, tickSize: 0 },
    marks: [
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
      Plot.ruleY(left, { y: 'estimate', stroke: 'var(--single)', strokeDasharray: '2 4' }),
      Plot.areaY(shifts, {
        x: 'lambda',
        y1: 'low',
        y2: 'high',
        fill: 'var(--fused)',
        fillOpacity: 0.16,
      }),
      Plot.ruleX(shifts.length === 1 ? shifts : [], {
        x: 'lambda',
        y1: 'low',
        y2: 'high',
        stroke: 'var(--fused)',
        strokeWidth: 1.6,
      }),
      Plot.lineY(shifts, { x: 'lambda', y: 'estimate', stroke: 'var(--fused)', strokeWidth: 1.6 }),
      Plot.dot(shifts, { x: 'lambda', y: 'estimate', r: 3, fill: 'var(--fused)' }),
      Plot.dot(
        shifts.filter(({ chosen }) => chosen),
        { x: 'lambda', y: 'estimate', r: 6.5, stroke: 'var(--ink)', strokeWidth: 1.6 },
      ),
      Plot.ruleX(left, { ...bar, stroke: 'var(--single)' }),
      Plot.dot(left, {
        x: 'at',
        y: 'estimate',
        symbol: 'square',
        r: 4,
        fill: 'var(--paper)',
        stroke: 'var(--single)',
        strokeWidth: 1.8,
      }),
      Plot.ruleX(right, { ...bar, stroke: 'var(--record)' }),
      Plot.dot(right, {
        x: 'at',
        y: 'estimate',
        symbol: 'triangle',
        r: 4.5,
        fill: 'var(--record)',
      }),
    ],
  });
}

/** At most six of the values, evenly spaced, the last among them. */
function thinned(values: readonly number[]): number[] {
  const step = Math.ceil(values.length / mostTicks);
  return values.filter((_, i) => (values.length - 1 - i) % step === 0);
}
