import { Random } from '../tensor/index.ts';

/** A mean and its percentile bootstrap interval by group. */
export interface MeanInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The mean of values, one a row, and the interval of the cluster bootstrap: as many groups as there
 * are, drawn with replacement, all rows of a group together.
 */
export function meanByGroup(
  values: Float64Array,
  groups: readonly string[],
  seed: number,
  options: { readonly resamples?: number; readonly level?: number } = {},
): MeanInterval {
  const { resamples = 1000, level = 0.95 } = options;
  const byGroup = new Map<string, { sum: number; rows: number }>();
  values.forEach((value, i) => {
    const { sum, rows } = byGroup.get(groups[i]) ?? { sum: 0, rows: 0 };
    byGroup.set(groups[i], { sum: sum + value, rows: rows + 1 });
  });
  const all = [...byGroup.values()];
  const means = new Float64Array(resamples).map((_, b) => {
    const random = new Random(seed, 'check groups', b);
    return meanOf(all.map(() => all[random.below(all.length)]));
  });
  const quantile = quantileOf(means);
  return { estimate: meanOf(all), low: quantile((1 - level) / 2), high: quantile((1 + level) / 2) };
}

function meanOf(groups: readonly { readonly sum: number; readonly rows: number }[]): number {
  let [sum, rows] = [0, 0];
  for (const group of groups) {
    sum += group.sum;
    rows += group.rows;
  }
  return sum / rows;
}

/** Quantiles of values in any order, between neighbours as NumPy's default; NaN for no values. */
export function quantileOf(values: Float64Array): (q: number) => number {
  const ascending = values.slice().sort();
  return q => {
    if (ascending.length === 0) return Number.NaN;
    const position = (ascending.length - 1) * q;
    const lower = Math.floor(position);
    const upper = Math.min(lower + 1, ascending.length - 1);
    return ascending[lower] + (ascending[upper] - ascending[lower]) * (position - lower);
  };
}
