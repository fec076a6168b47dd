import { difference } from '../difference.ts';
import type { FigureScorer } from '../figure-set.ts';
import type { Groups } from '../groups.ts';
import type { Ends } from '../interval.ts';
import { quantile } from '../quantile.ts';
import { meanScores, type Seeds } from '../replicates.ts';
import { normalDistribution, normalQuantile } from './normal.ts';

/** Values of each figure with one group left out: [figure][group], and whether all classes stayed. */
export interface Jackknife {
  readonly values: readonly Float64Array[];
  readonly complete: Uint8Array;
}

/** Scores a system once without each group. */
export function jackknife(groups: Groups, seeds: Seeds): Jackknife {
  const [{ rows, figures, isComplete }] = seeds;
  const values = figures.names.map(() => new Float64Array(groups.count));
  const complete = new Uint8Array(groups.count);
  const weights = new Float64Array(rows);
  for (let g = 0; g < groups.count; g++) {
    for (let i = 0; i < rows; i++) weights[i] = groups.of[i] === g ? 0 : 1;
    complete[g] = isComplete(weights) ? 1 : 0;
    meanScores(seeds, weights).forEach((value, k) => {
      values[k][g] = value;
    });
  }
  return { values, complete };
}

/** That of `a − b`. */
export function subtractJackknife(a: Jackknife, b: Jackknife): Jackknife {
  return {
    values: a.values.map((own, k) => own.map((value, g) => value - b.values[k][g])),
    complete: a.complete,
  };
}

/**
 * The ends of the bias-corrected and accelerated interval (Efron 1987, Journal of the American
 * Statistical Association 82, 171–185): the quantiles at Φ(z₀ + (z₀ + z)/(1 − a·(z₀ + z))). z₀ is
 * the normal quantile of the share of resamples under the estimate, ties as halves; the acceleration
 * a = Σd³ / (6·(Σd²)^1.5), with d how far the mean of the leave-one-group-out values is above each.
 * Both ends NaN where every resample is on one side of the estimate.
 *
 * @param averagesClasses by figure: whether a group without which a class is missing is passed over
 */
export function bcaEnds(
  level: number,
  { values, complete }: Jackknife,
  averagesClasses: readonly boolean[],
): Ends {
  return (kept, estimate, k) => {
    const used = values[k].filter(
      (value, g) => !Number.isNaN(value) && (!averagesClasses[k] || complete[g] === 1),
    );
    const bias = biasOf(kept, estimate);
    const acceleration = accelerationOf(used);
    const end = (p: number) => {
      const z = bias + normalQuantile(p);
      const adjusted = normalDistribution(bias + z / (1 - acceleration * z));
      return Number.isFinite(bias) ? quantile(kept, adjusted) : Number.NaN;
    };
    return [end((1 - level) / 2), end((1 + level) / 2)];
  };
}

function biasOf(kept: Float64Array, estimate: number): number {
  let halves = 0;
  for (const value of kept) {
    const above = difference(value, estimate);
    if (above <= 0) halves += above < 0 ? 2 : 1;
  }
  return kept.length === 0 ? Number.NaN : normalQuantile(halves / (2 * kept.length));
}

function accelerationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [squares, cubes] = [0, 0];
  for (const value of values) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** Whether each figure of a scorer averages over classes, in the order of their names. */
export function averaging<Name extends string>({ figures }: FigureScorer<Name>): boolean[] {
  return figures.names.map(name => figures.averagesClasses(name));
}
