import { clip, log, mul, softmax } from '../../graph/index.ts';
import { checkPredictions, type Predictions } from '../predictions.ts';
import { type CalibratorDesign, calibratorOf, stateNamed } from './calibrator.ts';

/** A probability below this counts as this, as in the log loss. */
const leastProbability = 1e-15;

/** The temperatures between which one is sought. */
const coldest = 0.01;
const hottest = 100;

/**
 * Temperature scaling (Guo, Pleiss, Sun and Weinberger, ICML 2017): softmax(log p / T), one T for all
 * classes, at least log loss on the rows that it is fitted on. T above 1 tones a confident head down,
 * T below 1 spurs a timid one; the class predicted never changes.
 *
 * The loss is convex in 1/T, so the root of its slope is found by bisection, within 0.01 ≤ T ≤ 100.
 *
 * @example
 * const fitted = temperature().fit(validationLabels, validationProbabilities);
 * fitted.state.temperature[0]; // T
 * fitted.transform(testProbabilities);
 */
export function temperature(): CalibratorDesign {
  const restore: CalibratorDesign['restore'] = (classes, state) => {
    const [t] = stateNamed(state, 'temperature', 1);
    return calibratorOf({
      method: 'temperature',
      classes,
      state,
      row: (row, out) => softmaxRow(logsOf(row), 1 / t, out),
      write: probabilities =>
        softmax(mul(log(clip(probabilities, { min: leastProbability })), 1 / t)),
    });
  };
  return {
    method: 'temperature',
    fit(labels, probabilities) {
      const predictions = checkPredictions(labels, probabilities);
      const state = { temperature: Float32Array.of(bestTemperature(predictions)) };
      return restore(predictions.classes, state);
    },
    restore,
  };
}

function bestTemperature({ rows, classes, labels, probabilities }: Predictions): number {
  const logs = Array.from({ length: rows }, (_, i) => logsOf(probabilities.row(i)));
  const shares = new Float64Array(classes);
  /** The slope of the summed loss in 1/T: Σ over rows of E[log p] − log p(label). */
  const slope = (inverse: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      softmaxRow(logs[i], inverse, shares);
      for (let c = 0; c < classes; c++) sum += shares[c] * logs[i][c];
      sum -= logs[i][labels[i]];
    }
    return sum;
  };
  // Where every row is flat no temperature changes anything.
  if (slope(1) === 0) return 1;
  let [low, high] = [Math.log(1 / hottest), Math.log(1 / coldest)];
  if (slope(Math.exp(low)) >= 0) return hottest;
  if (slope(Math.exp(high)) <= 0) return coldest;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return Math.exp(-(low + high) / 2);
}

function logsOf(row: Float32Array): Float64Array {
  return Float64Array.from(row, p => Math.log(Math.max(p, leastProbability)));
}

function softmaxRow(logs: Float64Array, inverse: number, out: Float32Array | Float64Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of logs) largest = Math.max(largest, value * inverse);
  let sum = 0;
  for (const value of logs) sum += Math.exp(value * inverse - largest);
  for (let c = 0; c < logs.length; c++) out[c] = Math.exp(logs[c] * inverse - largest) / sum;
}
