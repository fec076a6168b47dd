import type { Matrix } from '../tensor/index.ts';
import { classIndices, type Targets, targetNumbers } from './targets.ts';
import type { Task } from './task.ts';

/** What each row has in a task's loss, and where a linear head starts because of it. */
export interface LossShares {
  /** [n]: the loss is Σᵢ shareᵢ·lossᵢ; of several labels [n, C]: Σᵢₖ shareᵢₖ·lossᵢₖ. */
  readonly shares: Float32Array;
  /** [n]: of several labels their mean. */
  readonly rows: Float32Array;
  /** [units]: the best bias where all weights are zero. */
  readonly bias: Float64Array;
  /** [units]: the second slope of the loss in each logit there. */
  readonly curvature: Float64Array;
}

/**
 * The shares of rows in the loss that a convex trainer minimises: wᵢ / Σ w for one logit a class;
 * for two classes, where one logit tells them apart, wᵢ / n with 1 for negative and `weights[0]` for
 * positive rows, and so for each label of several, whose losses are added so that each label is a
 * problem of its own; 1 / n for numbers.
 *
 * @param targets as the loss takes them
 */
export function lossShares(task: Task, targets: Targets, weights: Float32Array): LossShares {
  switch (task.kind) {
    case 'multilabel':
      return labelShares(targetNumbers(targets), weights);
    case 'regression': {
      const { rows } = targetNumbers(targets);
      const shares = new Float32Array(rows).fill(1 / rows);
      const curvature = Float64Array.of(task.loss.kind === 'squared' ? 2 : 1);
      return { shares, rows: shares, bias: Float64Array.of(0), curvature };
    }
    default:
      return classShares(task, classIndices(targets), weights);
  }
}

function classShares(
  { units, classes }: Task,
  labels: Int32Array,
  weights: Float32Array,
): LossShares {
  const own = (label: number) => (units > 1 ? weights[label] : label === 1 ? weights[0] : 1);
  const total = units > 1 ? labels.reduce((sum, label) => sum + own(label), 0) : labels.length;
  const shares = Float32Array.from(labels, label => own(label) / total);
  const sums = new Float64Array(classes.length);
  labels.forEach((label, i) => {
    sums[label] += shares[i];
  });
  if (units === 1) return { shares, rows: shares, ...oneLogit([sums[1]], [sums[0]]) };
  const all = sums.reduce((sum, share) => sum + share, 0);
  const curvature = sums.map(share => (share * (all - share)) / all);
  return { shares, rows: shares, bias: sums.map(Math.log), curvature };
}

function labelShares({ rows, columns, data }: Matrix, weights: Float32Array): LossShares {
  const [on, off] = [new Float64Array(columns), new Float64Array(columns)];
  const shares = data.map((label, i) => (label === 1 ? weights[i % columns] : 1) / rows);
  const means = new Float32Array(rows);
  shares.forEach((share, i) => {
    (data[i] === 1 ? on : off)[i % columns] += share;
    means[Math.floor(i / columns)] += share / columns;
  });
  // A label that all or no rows have would start at an infinite bias.
  const least = 0.5 / rows;
  const atLeast = (sums: Float64Array) => Array.from(sums, sum => Math.max(sum, least));
  return { shares, rows: means, ...oneLogit(atLeast(on), atLeast(off)) };
}

/** Of logits that each tell two things apart, from the shares of either. */
function oneLogit(on: readonly number[], off: readonly number[]) {
  return {
    bias: Float64Array.from(on, (share, k) => Math.log(share / off[k])),
    curvature: Float64Array.from(on, (share, k) => (share * off[k]) / (share + off[k])),
  };
}
