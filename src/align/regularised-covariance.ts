import type { DoubleMatrix } from '../linear-algebra/index.ts';

/** The mean variance of a column: tr Σ / d. */
export function meanVariance({ rows: d, data }: DoubleMatrix): number {
  let trace = 0;
  for (let i = 0; i < d; i++) trace += data[i * d + i];
  return trace / d;
}

/** `own`·Σ + `identity`·(tr Σ/d)·I, in the place of Σ [d × d]. */
export function regularise(
  covariance: DoubleMatrix,
  { own, identity }: { readonly own: number; readonly identity: number },
): DoubleMatrix {
  const { rows: d, data } = covariance;
  const added = identity * meanVariance(covariance);
  if (own !== 1) for (let k = 0; k < data.length; k++) data[k] *= own;
  for (let i = 0; i < d; i++) data[i * d + i] += added;
  return covariance;
}
