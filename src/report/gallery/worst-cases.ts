import { logLoss, mostProbable } from '../../evaluate/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { meanProbabilities } from '../mean-probabilities.ts';

/** A test row and what was said of it. */
export interface WorstCase {
  /** Place among the test rows, from 0. */
  readonly row: number;
  /** Indices into the run's classes. */
  readonly label: number;
  readonly predicted: number;
  /** −ln of the score of the true class, in nats. */
  readonly loss: number;
  /** For each class the mean of the seeds' probabilities. */
  readonly scores: readonly number[];
}

/**
 * The rows with the highest log loss of the seeds' mean probabilities, the highest first, the first
 * of equals first.
 *
 * @param seeds for each fit one matrix n × C of probabilities
 * @param labels n class indices
 */
export function worstCases(
  seeds: readonly Matrix[],
  labels: Int32Array,
  count: number,
): WorstCase[] {
  const mean = meanProbabilities(seeds);
  return Array.from(labels, (label, row): WorstCase => {
    const scores = mean.row(row);
    return {
      row,
      label,
      predicted: mostProbable(scores),
      loss: logLoss(Int32Array.of(label), new Matrix(1, scores.length, scores)),
      scores: [...scores],
    };
  })
    .sort((a, b) => b.loss - a.loss || a.row - b.row)
    .slice(0, count);
}
