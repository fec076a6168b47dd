import type { Task } from './task.ts';

/** What each row and each class has in a task's loss. */
export interface Shares {
  /** [n]: the loss is Σᵢ shareᵢ·lossᵢ. */
  readonly rows: Float32Array;
  /** [C]: their sum over the rows of each class. */
  readonly classes: Float64Array;
}

/**
 * The shares of rows in the mean loss: wᵢ / Σ w for one logit a class; for two classes, where one
 * logit tells them apart, wᵢ / n with 1 for negative and `weights[0]` for positive rows.
 */
export function rowShares(
  { units, classes }: Task,
  labels: Int32Array,
  weights: Float32Array,
): Shares {
  const own = (label: number) => (units > 1 ? weights[label] : label === 1 ? weights[0] : 1);
  const total = units > 1 ? labels.reduce((sum, label) => sum + own(label), 0) : labels.length;
  const rows = Float32Array.from(labels, label => own(label) / total);
  const sums = new Float64Array(classes.length);
  labels.forEach((label, i) => {
    sums[label] += rows[i];
  });
  return { rows, classes: sums };
}

/** The best bias where all weights are zero, and the curvature p·(1 − p) of each logit there. */
export function biasStart({ units }: Task, { classes }: Shares) {
  const total = classes.reduce((sum, share) => sum + share, 0);
  const curvatureOf = (share: number) => (share * (total - share)) / total;
  if (units === 1) {
    return {
      bias: Float64Array.of(Math.log(classes[1] / classes[0])),
      curvature: Float64Array.of(curvatureOf(classes[1])),
    };
  }
  return { bias: classes.map(Math.log), curvature: classes.map(curvatureOf) };
}
