import type { Matrix } from '../tensor/index.ts';
import { numberGroups } from './groups.ts';
import { type Interval, intervals, percentileEnds } from './interval.ts';
import { classificationFigures, type PerMetric } from './metrics.ts';
import { drawReplicates, type Replicates } from './replicates.ts';
import { prepareScorer } from './scorer.ts';

/** Predictions of several systems on the same rows, one matrix a system. */
export interface ContrastInput {
  /** n class indices 0 … C-1. */
  readonly labels: Int32Array;
  /** n group ids. */
  readonly groups: readonly string[];
  /** Probabilities n × C. */
  readonly systems: Readonly<Record<string, Matrix>>;
}

/**
 * Weighted sums of systems' metrics, such as `(a + b)/2 − c`, with intervals: every system is scored
 * on the same resamples of whole groups, as in `bootstrap`.
 *
 * @param wanted for each contrast the weight of each system, one at least not 0; systems left out weigh 0
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE where predictions do not fit the labels
 * @example
 * contrasts(
 *   { labels, groups, systems: { fused, image, text } },
 *   { gain: { fused: 1, image: -0.5, text: -0.5 } },
 * ).gain.auroc; // { estimate, low, high, dropped }
 */
export function contrasts<Name extends string>(
  { labels, groups, systems }: ContrastInput,
  wanted: Readonly<Record<Name, Readonly<Record<string, number>>>>,
  options: { readonly resamples?: number; readonly level?: number; readonly seed?: number } = {},
): Record<string, PerMetric<Interval>> {
  const { resamples = 1000, level = 0.95, seed = 0 } = options;
  const names = Object.keys(systems);
  const scorers = names.map(name => [prepareScorer(labels, systems[name])]);
  const numbered = numberGroups(groups, labels.length);
  const draws = drawReplicates(numbered, scorers, resamples, seed);
  const rule = { complete: draws.complete, ends: percentileEnds(level) };
  return Object.fromEntries(
    Object.entries<Readonly<Record<string, number>>>(wanted).map(([contrast, weights]) => {
      const terms = names.map((name, k) => ({
        weight: weights[name] ?? 0,
        replicates: draws.systems[k],
      }));
      return [contrast, intervals(classificationFigures, weightedSum(terms), rule)];
    }),
  );
}

function weightedSum(
  terms: readonly { readonly weight: number; readonly replicates: Replicates }[],
): Replicates {
  // A system that weighs nothing must not make the sum undefined.
  const counted = terms.filter(({ weight }) => weight !== 0);
  const sum = (valuesOf: (replicates: Replicates) => Float64Array): Float64Array =>
    counted
      .map(({ weight, replicates }) => valuesOf(replicates).map(value => weight * value))
      .reduce((total, values) => total.map((value, k) => value + values[k]));
  const [{ replicates }] = counted;
  return {
    estimate: sum(each => each.estimate),
    drawn: replicates.drawn.map((_, k) => sum(each => each.drawn[k])),
  };
}
