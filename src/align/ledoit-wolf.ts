import type { DoubleMatrix } from '../linear-algebra/index.ts';
import type { Matrix } from '../tensor/index.ts';

/**
 * The share ρ of (tr Σ/d)·I with which (1 − ρ)·Σ + ρ·(tr Σ/d)·I lies nearest to the covariance that
 * the rows were drawn from (Ledoit and Wolf, Journal of Multivariate Analysis 88, 2004): b²/δ² with
 * δ² = ‖Σ − (tr Σ/d)·I‖² and b² = (1/n²)·Σ ‖x·xᵀ − Σ‖² of the centred rows x, at most δ². Since
 * ‖x·xᵀ‖ = ‖x‖², no product of rows is needed.
 *
 * @param rows [n × d], `mean` [d], `covariance` theirs, divided by n
 * @returns 0 to 1; 0 where there is nothing to shrink
 */
export function ledoitWolf(
  { rows: n, columns: d, data }: Matrix,
  mean: Float32Array,
  covariance: DoubleMatrix,
): number {
  let fourth = 0;
  for (let i = 0, at = 0; i < n; i++) {
    let squares = 0;
    for (let j = 0; j < d; j++, at++) squares += (data[at] - mean[j]) ** 2;
    fourth += squares ** 2;
  }
  let [squares, trace] = [0, 0];
  for (const value of covariance.data) squares += value * value;
  for (let i = 0; i < d; i++) trace += covariance.data[i * d + i];
  const distance = squares - (trace * trace) / d;
  const noise = Math.min((fourth / n - squares) / n, distance);
  return noise > 0 ? noise / distance : 0;
}
