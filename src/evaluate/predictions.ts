import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';

/** Labels, probabilities and weights that have been checked against one another. */
export interface Predictions {
  readonly rows: number;
  readonly classes: number;
  /** n class indices 0 … C-1. */
  readonly labels: Int32Array;
  /** n × C. */
  readonly probabilities: Matrix;
  /** n counts. */
  readonly weights: Float64Array;
}

/** How far a row may be from a sum of one: float32 rounding over many classes, and no more. */
const sumTolerance = 1e-4;

/**
 * Checks that a metric can be computed from these arrays. Without `weights` every row counts once.
 *
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where there are no rows, fewer than two classes, a label outside
 *   0 … C-1, a probability outside 0 … 1, a row whose sum is not 1 within 1e-4, a negative weight,
 *   or weights that are all zero
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function checkPredictions(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): Predictions {
  const { rows, columns: classes } = probabilities;
  if (rows === 0 || classes < 2) {
    throw new MingaError('E_METRIC_INPUT', {
      found: `probabilities of ${rows} × ${classes}`,
      expected: 'at least one row and two classes',
      fix: 'give a binary classifier two columns, one for each class',
    });
  }
  checkLabels(labels, rows, classes);
  checkProbabilities(probabilities);
  return { rows, classes, labels, probabilities, weights: checkWeights(weights, rows) };
}

function checkLabels(labels: Int32Array, rows: number, classes: number): void {
  if (labels.length !== rows) {
    throw new MingaError('E_SHAPE', {
      found: `${labels.length} labels`,
      expected: `${rows}, one for each row of probabilities`,
    });
  }
  for (let i = 0; i < rows; i++) {
    if (labels[i] < 0 || labels[i] >= classes) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `label ${labels[i]} at row ${i}`,
        expected: `a class index 0–${classes - 1}`,
        fix: 'leave out the rows without a label, or give the probabilities a column for each class',
      });
    }
  }
}

/** @throws E_METRIC_INPUT, E_NOT_FINITE as `checkPredictions` */
export function checkProbabilities(probabilities: Matrix): void {
  const { rows, columns, data } = probabilities;
  const bad = probabilities.firstNotFinite();
  if (bad >= 0) {
    throw new MingaError('E_NOT_FINITE', {
      found: `probability ${data[bad]} at row ${Math.floor(bad / columns)}, class ${bad % columns}`,
      expected: 'a finite number 0–1',
    });
  }
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = i * columns; k < (i + 1) * columns; k++) {
      // A bound of exactly one would refuse a softmax that float32 has rounded up.
      if (data[k] < 0 || data[k] > 1 + sumTolerance) {
        throw new MingaError('E_METRIC_INPUT', {
          found: `probability ${data[k]} at row ${i}, class ${k - i * columns}`,
          expected: 'a number 0–1',
          fix: 'give probabilities, not logits',
        });
      }
      sum += data[k];
    }
    if (Math.abs(sum - 1) > sumTolerance) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `probabilities that sum to ${sum} at row ${i}`,
        expected: `1 within ${sumTolerance}`,
        fix: 'give one probability for each class, normalised over the classes',
      });
    }
  }
}

/** @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as `checkPredictions`; every row counts once without weights */
export function checkWeights(weights: Float64Array | undefined, rows: number): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1);
  if (weights.length !== rows) {
    throw new MingaError('E_SHAPE', {
      found: `${weights.length} weights`,
      expected: `${rows}, one for each row`,
    });
  }
  let total = 0;
  for (let i = 0; i < rows; i++) {
    if (!Number.isFinite(weights[i])) {
      throw new MingaError('E_NOT_FINITE', { found: `weight ${weights[i]} at row ${i}` });
    }
    if (weights[i] < 0) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `weight ${weights[i]} at row ${i}`,
        expected: 'a count of zero or more',
      });
    }
    total += weights[i];
  }
  if (total === 0) {
    throw new MingaError('E_METRIC_INPUT', {
      found: 'weights that are all zero',
      expected: 'at least one row that counts',
    });
  }
  return weights;
}
