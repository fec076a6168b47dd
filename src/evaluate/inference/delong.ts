import { MingaError } from '../../errors/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { difference } from '../difference.ts';
import { type Groups, numberGroups } from '../groups.ts';
import { checkPredictions, type Predictions } from '../predictions.ts';
import { ascending, classColumn, rankedClasses } from '../ranking.ts';
import { normalTail } from './normal.ts';

/** Two systems' probabilities of the same rows. */
export interface PairedInput {
  /** n class indices 0 … C-1. */
  readonly labels: Int32Array;
  /** n group ids (patient, lesion, place); without them every row is a group of its own. */
  readonly groups?: Int32Array | readonly string[];
  /** n × C, one matrix for each training seed. */
  readonly a: readonly Matrix[];
  readonly b: readonly Matrix[];
}

/** An area and how sure it is; NaN where a class has fewer than two rows, or all but one have it. */
export interface AurocVariance {
  readonly auroc: number;
  readonly variance: number;
}

/** The difference `a − b` of two areas; NaN where it is undefined. */
export interface DelongTest {
  readonly difference: number;
  readonly standardError: number;
  /** Two-sided, from the normal distribution; 1 where the two are the same. */
  readonly p: number;
}

/**
 * The variance of AUROC by the placements of rows (DeLong, DeLong & Clarke-Pearson 1988, Biometrics
 * 44, 837–845). Binary: theirs. More classes: of the mean of the one-vs-rest areas, whose
 * covariances come of a row's placements under every class. Several seeds: of the mean over them,
 * the seeds taken as they are. Groups: a row's terms are summed within its group before they are
 * squared (Obuchowski 1997, Biometrics 53, 567–578, without its I/(I − 1)), so that rows of one
 * patient do not count as independent.
 *
 * @param labels n class indices 0 … C-1
 * @param seeds n × C, one matrix for each training seed
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link auroc}
 *
 * @example
 * const { auroc, variance } = aurocVariance(labels, [probabilities], patients);
 * [auroc - 1.96 * Math.sqrt(variance), auroc + 1.96 * Math.sqrt(variance)];
 */
export function aurocVariance(
  labels: Int32Array,
  seeds: readonly Matrix[],
  groups?: Int32Array | readonly string[],
): AurocVariance {
  const { auroc, terms } = meanPlacements(labels, seeds);
  return { auroc, variance: sumOfSquares(terms, numberGroups(groups, labels.length)) };
}

/**
 * DeLong's paired test that two systems have the same AUROC, in the sense of {@link aurocVariance}:
 * (a − b) over its standard error against the normal distribution.
 *
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link auroc}
 *
 * @example
 * delongTest({ labels, groups: patients, a: fusedSeeds, b: imageSeeds }).p;
 */
export function delongTest({ labels, groups, a, b }: PairedInput): DelongTest {
  const [own, other] = [meanPlacements(labels, a), meanPlacements(labels, b)];
  const terms = own.terms.map((value, i) => value - other.terms[i]);
  const variance = sumOfSquares(terms, numberGroups(groups, labels.length));
  const gap = difference(own.auroc, other.auroc);
  const standardError = Math.sqrt(variance);
  return { difference: gap, standardError, p: twoSided(gap, standardError) };
}

function twoSided(gap: number, standardError: number): number {
  if (Number.isNaN(gap) || Number.isNaN(standardError)) return Number.NaN;
  if (gap === 0) return 1;
  return standardError === 0 ? 0 : 2 * normalTail(Math.abs(gap) / standardError);
}

interface Placements {
  readonly auroc: number;
  /** n long: what each row adds to the area's deviation; their squares sum to the variance. */
  readonly terms: Float64Array;
}

function meanPlacements(labels: Int32Array, seeds: readonly Matrix[]): Placements {
  if (seeds.length === 0) {
    throw new MingaError('E_METRIC_INPUT', {
      found: 'a system without probabilities',
      expected: 'one matrix for each training seed',
    });
  }
  const terms = new Float64Array(labels.length);
  let sum = 0;
  let count = 0;
  for (const matrix of seeds) {
    const predictions = checkPredictions(labels, matrix);
    for (const c of rankedClasses(predictions.classes)) {
      const own = placements(predictions, c);
      if (own === null) continue;
      sum += own.auroc;
      count += 1;
      own.terms.forEach((value, i) => {
        terms[i] += value;
      });
    }
  }
  return { auroc: sum / count, terms: terms.map(value => value / count) };
}

/** Null for a class that has no positives or no negatives. */
function placements(predictions: Predictions, c: number): Placements | null {
  const { rows, labels } = predictions;
  const column = classColumn(predictions, c);
  const order = ascending(column);
  const positives = labels.reduce((sum, label) => sum + (label === c ? 1 : 0), 0);
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) return null;
  const terms = new Float64Array(rows);
  let [positivesBelow, negativesBelow, area] = [0, 0, 0];
  for (let start = 0; start < rows; ) {
    let end = start;
    while (end < rows && column[order[end]] === column[order[start]]) end += 1;
    const tied = order.subarray(start, end);
    const tiedPositives = tied.reduce((sum, row) => sum + (labels[row] === c ? 1 : 0), 0);
    const tiedNegatives = tied.length - tiedPositives;
    const above = positives - positivesBelow - tiedPositives / 2;
    for (const row of tied) {
      terms[row] =
        labels[row] === c ? (negativesBelow + tiedNegatives / 2) / negatives : above / positives;
      if (labels[row] === c) area += terms[row] / positives;
    }
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    start = end;
  }
  // With n − 1, as the covariances of the placements have it; one row has no spread to tell of.
  const scale = { of: spread(positives), rest: spread(negatives) };
  return {
    auroc: area,
    terms: terms.map((value, i) => (value - area) * (labels[i] === c ? scale.of : scale.rest)),
  };
}

function spread(count: number): number {
  return count > 1 ? 1 / Math.sqrt(count * (count - 1)) : Number.NaN;
}

function sumOfSquares(terms: Float64Array, groups: Groups): number {
  const sums = new Float64Array(groups.count);
  terms.forEach((value, i) => {
    sums[groups.of[i]] += value;
  });
  return sums.reduce((total, value) => total + value * value, 0);
}
