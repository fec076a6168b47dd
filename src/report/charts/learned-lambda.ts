import * as Plot from '@observablehq/plot';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { learnedWords } from '../words/learned.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

/** One training of λ. */
export interface LambdaCourse {
  readonly seed: number;
  /** The start, then after each epoch. */
  readonly lambdas: readonly number[];
  /** The epoch that was kept. */
  readonly bestEpoch: number;
}

const [width, height] = [340, 230];

/** λ after each epoch, a line a seed; a ring stands at the epoch that was kept. */
export function learnedLambda(
  text: ChartText,
  courses: readonly LambdaCourse[],
  language: Language,
): Markup {
  const points = courses.flatMap(({ seed, lambdas }) =>
    lambdas.map((lambda, epoch) => ({ seed, epoch, lambda })),
  );
  const kept = courses.map(({ lambdas, bestEpoch }) => ({
    epoch: bestEpoch,
    lambda: lambdas[bestEpoch],
  }));
  return drawChart(text, {
    width,
    height,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 36,
    x: {
      label: learnedWords[language].epochs,
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: 5,
      tickSize: 4,
    },
    y: { label: null, ticks: 4, tickFormat: ticksIn(language), tickSize: 0, nice: true },
    marks: [
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
      Plot.lineY(points, {
        x: 'epoch',
        y: 'lambda',
        z: 'seed',
        stroke: 'var(--fused)',
        strokeWidth: 1.4,
      }),
      Plot.dot(kept, {
        x: 'epoch',
        y: 'lambda',
        r: 5,
        stroke: 'var(--ink)',
        strokeWidth: 1.6,
      }),
    ],
  });
}
