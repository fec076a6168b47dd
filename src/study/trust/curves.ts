import {
  averagePrecisionScorer,
  meanOverSeeds,
  netBenefitScorer,
  precisionRecallCurve,
  resampledIntervals,
} from '../../evaluate/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { intervalFigure } from '../figures.ts';
import type { ClassCurvesResult, CurvesResult } from '../schema/index.ts';
import type { CalibratedPredictions } from './calibrated-cell.ts';
import { judgedClasses } from './thresholds.ts';

/** Probabilities from which one would act: 0.05, 0.1 … 0.95. */
const thresholds = Array.from({ length: 19 }, (_, k) => (k + 1) / 20);

/** Points that a drawn curve needs. */
const mostPoints = 60;

/** Precision, recall and net benefit of the calibrated probabilities on test rows. */
export function tellCurves(
  { cell, choice, calibrated }: CalibratedPredictions,
  { dataset, plan, rows }: FinishedGrid,
): CurvesResult {
  const { resamples, level } = plan.evaluate;
  const { labels, groups } = rows.test;
  const all = new Float64Array(labels.length).fill(1);
  const mean = meanMatrix(calibrated.test);
  const classes = judgedClasses(dataset.classes.length).map((c): ClassCurvesResult => {
    const benefits = calibrated.test.map(matrix => netBenefitScorer(labels, matrix, c, thresholds));
    const statistic = meanOverSeeds(
      calibrated.test.map((matrix, s) => {
        const precision = averagePrecisionScorer(labels, matrix, c);
        return (weights: Float64Array) => [precision(weights), ...benefits[s](weights).model];
      }),
    );
    const [averagePrecision, ...model] = resampledIntervals(
      { rows: labels.length, groups, seeds: calibrated.test.length, statistic },
      { resamples, level },
    ).map(intervalFigure);
    const everyone = benefits[0](all).all;
    return {
      class: dataset.classes[c],
      prevalence: labels.filter(label => label === c).length / labels.length,
      averagePrecision,
      precisionRecall: thinned(precisionRecallCurve(labels, mean, c)).map(
        ({ recall, precision }) => ({ recall, precision }),
      ),
      decision: thresholds.map((threshold, k) => ({
        threshold,
        model: model[k],
        all: everyone[k],
      })),
    };
  });
  return { cell: cell.id, calibration: choice.method, classes };
}

function meanMatrix(matrices: readonly Matrix[]): Matrix {
  const [{ rows, columns }] = matrices;
  const mean = Matrix.zeros(rows, columns);
  for (const { data } of matrices) {
    for (let k = 0; k < data.length; k++) mean.data[k] += data[k] / matrices.length;
  }
  return mean;
}

/** Evenly chosen points, the first and the last among them. */
function thinned<T>(points: readonly T[]): T[] {
  if (points.length <= mostPoints) return [...points];
  return Array.from(
    { length: mostPoints },
    (_, k) => points[Math.round((k * (points.length - 1)) / (mostPoints - 1))],
  );
}
