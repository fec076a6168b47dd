import { MingaError } from '../../errors/index.ts';
import type { Matrix } from '../../tensor/index.ts';

/** What several labels a row are scored from, checked. */
export interface MultilabelPredictions {
  readonly rows: number;
  readonly labels: number;
  /** n × L of 0 and 1. */
  readonly truth: Uint8Array;
  /** n × L of 0 and 1: where the probability is at least the label's threshold. */
  readonly called: Uint8Array;
  /** n × L. */
  readonly probabilities: Float32Array;
}

/** A probability over one that float32 rounding has made. */
const tolerance = 1e-4;

/**
 * @throws E_SHAPE where the matrices or the thresholds differ in size
 * @throws E_METRIC_INPUT where there are no rows or labels, a truth is neither 0 nor 1, or a
 *   probability or a threshold is outside 0 … 1
 * @throws E_NOT_FINITE where a probability is NaN or infinite
 */
export function checkMultilabel(
  truth: Matrix,
  probabilities: Matrix,
  thresholds: ArrayLike<number> | undefined,
): MultilabelPredictions {
  const { rows, columns: labels, data } = probabilities;
  if (truth.rows !== rows || truth.columns !== labels) {
    throw new MingaError('E_SHAPE', {
      found: `labels of ${truth.rows} × ${truth.columns}`,
      expected: `${rows} × ${labels}, one for each probability`,
    });
  }
  if (rows === 0 || labels === 0) {
    throw new MingaError('E_METRIC_INPUT', {
      found: `probabilities of ${rows} × ${labels}`,
      expected: 'at least one row and one label',
    });
  }
  const at = (k: number) => `row ${Math.floor(k / labels)}, label ${k % labels}`;
  const bad = probabilities.firstNotFinite();
  if (bad >= 0) {
    throw new MingaError('E_NOT_FINITE', {
      found: `probability ${data[bad]} at ${at(bad)}`,
      expected: 'a finite number 0–1',
    });
  }
  const outside = data.findIndex(p => p < 0 || p > 1 + tolerance);
  if (outside >= 0) {
    throw new MingaError('E_METRIC_INPUT', {
      found: `probability ${data[outside]} at ${at(outside)}`,
      expected: 'a number 0–1',
      fix: 'give probabilities, not logits',
    });
  }
  const other = truth.data.findIndex(value => value !== 0 && value !== 1);
  if (other >= 0) {
    throw new MingaError('E_METRIC_INPUT', {
      found: `label ${truth.data[other]} at ${at(other)}`,
      expected: '1 where the row has the label, else 0',
    });
  }
  const limits = checkThresholds(thresholds, labels);
  return {
    rows,
    labels,
    truth: Uint8Array.from(truth.data),
    called: Uint8Array.from(data, (p, k) => (p >= limits[k % labels] ? 1 : 0)),
    probabilities: data,
  };
}

function checkThresholds(
  thresholds: ArrayLike<number> | undefined,
  labels: number,
): ArrayLike<number> {
  if (thresholds === undefined) return new Float64Array(labels).fill(0.5);
  if (thresholds.length !== labels) {
    throw new MingaError('E_SHAPE', {
      found: `${thresholds.length} thresholds`,
      expected: `${labels}, one for each label`,
    });
  }
  for (let c = 0; c < labels; c++) {
    if (!(thresholds[c] >= 0 && thresholds[c] <= 1)) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `threshold ${thresholds[c]} of label ${c}`,
        expected: 'a number 0–1',
      });
    }
  }
  return thresholds;
}
