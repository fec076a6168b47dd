import {
  chooseThreshold,
  meanOverSeeds,
  operatingScorer,
  resampledIntervals,
} from '../../evaluate/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { intervalFigure } from '../figures.ts';
import { type ClassThresholdResult, plannedRule, type ThresholdsResult } from '../schema/index.ts';
import type { CalibratedPredictions } from './calibrated-cell.ts';

/** The classes that are set against the others: the second of two, else each. */
export function judgedClasses(classes: number): number[] {
  return classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
}

/** Where the calibrated probabilities of each class are cut, and what that comes to on test rows. */
export function tellThresholds(
  { cell, choice, calibrated }: CalibratedPredictions,
  { dataset, plan, rows }: FinishedGrid,
): ThresholdsResult {
  const rule = plannedRule(plan.evaluate.threshold);
  const { resamples, level } = plan.evaluate;
  const { validation, test } = rows;
  const classes = judgedClasses(dataset.classes.length).map((c): ClassThresholdResult => {
    const chosen = calibrated.validation.map(matrix =>
      chooseThreshold(validation.labels, matrix, c, rule),
    );
    const scorers = (part: 'validation' | 'test') =>
      calibrated[part].map((matrix, s) =>
        operatingScorer(rows[part].labels, matrix, c, chosen[s].threshold),
      );
    const seeds = chosen.length;
    const onValidation = meanOverSeeds(scorers('validation'))(
      new Float64Array(validation.labels.length).fill(1),
      new Float64Array(seeds).fill(1),
    );
    const [sensitivity, specificity, ppv, npv] = resampledIntervals(
      {
        rows: test.labels.length,
        groups: test.groups,
        seeds,
        statistic: meanOverSeeds(scorers('test')),
      },
      { resamples, level },
    ).map(intervalFigure);
    const countOf = (labels: Int32Array) => labels.filter(label => label === c).length;
    const known = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      class: dataset.classes[c],
      thresholds: chosen.map(({ threshold }) => threshold),
      reached: chosen.every(({ reached }) => reached),
      cases: { validation: countOf(validation.labels), test: countOf(test.labels) },
      validation: { sensitivity: known(onValidation[0]), specificity: known(onValidation[1]) },
      sensitivity,
      specificity,
      ppv,
      npv,
    };
  });
  return { cell: cell.id, calibration: choice.method, rule, classes };
}
