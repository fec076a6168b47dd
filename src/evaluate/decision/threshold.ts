import type { Matrix } from '../../tensor/index.ts';
import { type CutPoint, cutPoints, rankRows } from './ranked-rows.ts';

/** By what a threshold is chosen. */
export type ThresholdChoice =
  | { readonly rule: 'youden' }
  | { readonly rule: 'f1' }
  | { readonly rule: 'sensitivity' | 'specificity'; readonly atLeast: number }
  | { readonly rule: 'cost'; readonly missed: number; readonly alarm: number };

/** A threshold, and whether the rule could be kept. */
export interface ChosenThreshold {
  /** A probability of at least this calls the row positive. */
  readonly threshold: number;
  readonly reached: boolean;
}

/**
 * Where to cut the probability of one class against the others:
 *
 * - `youden`: the greatest sensitivity + specificity − 1 (Youden 1950);
 * - `f1`: the greatest 2·TP/(2·TP + FP + FN);
 * - `sensitivity`, `specificity`: at least so much of the one, and then most of the other;
 * - `cost`: the least missed·FN + alarm·FP.
 *
 * The candidates are the probabilities that occur; of equal ones the highest is taken, which calls
 * the fewest. Where the rows are all positive or all negative it is 0.5, and `reached` is false.
 *
 * @param labels n class indices 0 … C-1, of validation rows: test rows choose nothing
 * @param probabilities n × C, rows that sum to 1
 * @param positive the class 0 … C-1
 * @throws E_OPTION where `positive` is no class; E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE
 *
 * @example
 * chooseThreshold(labels, probabilities, 1, { rule: 'sensitivity', atLeast: 0.9 }).threshold;
 */
export function chooseThreshold(
  labels: Int32Array,
  probabilities: Matrix,
  positive: number,
  rule: ThresholdChoice,
): ChosenThreshold {
  const ranked = rankRows(labels, probabilities, positive);
  const cuts = cutPoints(ranked, new Float64Array(ranked.rows).fill(1));
  const last = cuts[cuts.length - 1];
  const [positives, negatives] = [last.truePositives, last.falsePositives];
  if (positives === 0 || negatives === 0) return { threshold: 0.5, reached: false };
  const worth = worthOf(rule, positives, negatives);
  const allowed = cuts.filter(cut => worth(cut) > Number.NEGATIVE_INFINITY);
  // Where no cut is specific enough the most specific one comes nearest.
  if (allowed.length === 0) return { threshold: cuts[0].threshold, reached: false };
  const best = allowed.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  return { threshold: best.threshold, reached: true };
}

/** How good a cut is; minus infinity where the rule forbids it. */
function worthOf(rule: ThresholdChoice, positives: number, negatives: number) {
  const sensitivity = (cut: CutPoint) => cut.truePositives / positives;
  const specificity = (cut: CutPoint) => (negatives - cut.falsePositives) / negatives;
  return (cut: CutPoint): number => {
    // Times both counts, so that whole numbers are compared and cuts that tie are seen to.
    if (rule.rule === 'youden') {
      return cut.truePositives * negatives - cut.falsePositives * positives;
    }
    if (rule.rule === 'f1') {
      return (2 * cut.truePositives) / (cut.truePositives + cut.falsePositives + positives);
    }
    if (rule.rule === 'cost') {
      return -rule.missed * (positives - cut.truePositives) - rule.alarm * cut.falsePositives;
    }
    const [held, other] =
      rule.rule === 'sensitivity' ? [sensitivity, specificity] : [specificity, sensitivity];
    return held(cut) >= rule.atLeast ? other(cut) : Number.NEGATIVE_INFINITY;
  };
}

/**
 * Sensitivity, specificity, positive and negative predictive value under weights, at a threshold;
 * NaN where there is nothing to take a share of.
 */
export function operatingScorer(
  labels: Int32Array,
  probabilities: Matrix,
  positive: number,
  threshold: number,
): (weights: Float64Array) => Float64Array {
  const { rows, column, positive: of } = rankRows(labels, probabilities, positive);
  return weights => {
    // By place: called × 2 + positive.
    const counts = new Float64Array(4);
    for (let i = 0; i < rows; i++) counts[(column[i] >= threshold ? 2 : 0) + of[i]] += weights[i];
    const [trueNegatives, missed, alarms, found] = counts;
    return Float64Array.of(
      found / (found + missed),
      trueNegatives / (trueNegatives + alarms),
      found / (found + alarms),
      trueNegatives / (trueNegatives + missed),
    );
  };
}
