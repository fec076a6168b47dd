/**
 * The q-quantile of numbers by linear interpolation between the order statistics (type 7 of Hyndman
 * and Fan, numpy's default).
 *
 * @param values one or more
 * @param q 0–1
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** What a town's weeks are measured against. */
export interface Thresholds {
  readonly median: number;
  readonly terciles: readonly [number, number];
}

/** A town's thresholds from the cases of its training weeks; null where it has none. */
export function fitThresholds(cases: readonly number[]): Thresholds | null {
  if (cases.length === 0) return null;
  return {
    median: quantile(cases, 0.5),
    terciles: [quantile(cases, 1 / 3), quantile(cases, 2 / 3)],
  };
}

export function medianClass(cases: number, { median }: Thresholds): string {
  return cases > median ? 'above median' : 'up to median';
}

export function tercileClass(cases: number, { terciles: [low, high] }: Thresholds): string {
  if (cases <= low) return 'low';
  return cases <= high ? 'middle' : 'high';
}
