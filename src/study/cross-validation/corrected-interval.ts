import type { CorrectedInterval } from '../schema/cross-validation.ts';
import { studentQuantile } from './student-t.ts';

/**
 * The mean of a figure over folds with the corrected resampled t interval: training sets overlap, so
 * folds are not independent, and 1/J alone tells too little.
 *
 * m ± t(J − 1) · √((1/J + n₂/n₁) · s²), with s² the variance over the J folds, n₂ rows tested and n₁
 * rows learned from (Nadeau and Bengio 2003, Machine Learning 52, 239–281; for repeated folds as
 * Bouckaert and Frank 2004).
 *
 * @param values one for each fold, NaN or null where undefined; those folds are left out
 * @param ratio n₂/n₁, above 0
 * @param level share of the interval, 0 < level < 1
 * @example
 * correctedInterval([0.8, 0.82, 0.79], 0.5, 0.95); // { estimate: 0.8033…, low: …, high: … }
 */
export function correctedInterval(
  values: readonly (number | null)[],
  ratio: number,
  level: number,
): CorrectedInterval {
  const known = values.filter(value => value !== null && Number.isFinite(value));
  const numbers = known.map(Number);
  const folds = numbers.length;
  if (folds === 0) return { estimate: null, low: null, high: null, standardError: null, folds };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / folds;
  if (folds === 1) return { estimate: mean, low: null, high: null, standardError: null, folds };
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt((1 / folds + ratio) * (squares / (folds - 1)));
  const reach = studentQuantile((1 + level) / 2, folds - 1) * standardError;
  return { estimate: mean, low: mean - reach, high: mean + reach, standardError, folds };
}
