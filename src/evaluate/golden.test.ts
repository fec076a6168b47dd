import { describe, expect, it } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import goldens from './golden/metrics.json' with { type: 'json' };
import {
  accuracy,
  auprc,
  auroc,
  balancedAccuracy,
  brier,
  type ClassMetricName,
  classScores,
  cohenKappa,
  confusionMatrix,
  ece,
  hardAuroc,
  logLoss,
  macroF1,
  macroPrecision,
  macroRecall,
  macroSpecificity,
  mcc,
  metricNames,
  microF1,
  perClassAuroc,
  quadraticKappa,
  rocCurve,
  score,
  sensitivityAtSpecificity90,
  specificityAtSensitivity90,
  weightedF1,
} from './index.ts';

const byClass = [
  'precision',
  'recall',
  'f1',
  'support',
  'specificity',
  'hardAuroc',
  'auroc',
  'auprc',
  'sensitivityAtSpecificity90',
  'specificityAtSensitivity90',
] as const;

interface Measure extends Readonly<Record<ClassMetricName, number>> {
  readonly weighting: string;
  readonly weights: readonly number[] | null;
  readonly perClassAuroc: readonly (number | null)[];
  readonly confusionMatrix: readonly (readonly number[])[];
  readonly classScores: Readonly<Record<(typeof byClass)[number], readonly (number | null)[]>>;
  readonly rocCurves: readonly Readonly<
    Record<'fpr' | 'tpr' | 'thresholds', readonly (number | null)[]>
  >[];
}

interface Case {
  readonly name: string;
  readonly labels: readonly number[];
  /** Numerators of the probabilities over `grid`, which float32 and JSON hold exactly. */
  readonly parts: readonly (readonly number[])[];
  readonly grid: number;
  readonly measures: readonly Measure[];
}

const cases: readonly Case[] = goldens;

const single: Readonly<Record<ClassMetricName, typeof accuracy>> = {
  accuracy,
  balancedAccuracy,
  macroF1,
  auroc,
  logLoss,
  auprc,
  weightedF1,
  microF1,
  macroPrecision,
  macroRecall,
  macroSpecificity,
  hardAuroc,
  mcc,
  cohenKappa,
  quadraticKappa,
  sensitivityAtSpecificity90,
  specificityAtSensitivity90,
  brier,
  ece,
};

/** Where the golden says null, NaN or infinity is expected. */
function expectClose(found: ArrayLike<number>, expected: readonly (number | null)[]): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, k) => {
    if (value === null) expect(Number.isFinite(found[k])).toBe(false);
    else expect(found[k]).toBeCloseTo(value, 10);
  });
}

describe.each(cases)('scikit-learn on $name', ({ labels: classIndices, parts, grid, measures }) => {
  const labels = Int32Array.from(classIndices);
  const probabilities = Matrix.fromRows(parts.map(row => row.map(part => part / grid)));

  describe.each(measures)('with $weighting', measure => {
    const weights = measure.weights === null ? undefined : Float64Array.from(measure.weights);

    it('agrees in every metric, alone and together', () => {
      const together = score(labels, probabilities, weights);
      for (const name of metricNames) {
        const alone = single[name](labels, probabilities, weights);
        expect(alone, name).toBeCloseTo(measure[name], 10);
        expect(together[name], name).toBeCloseTo(measure[name], 10);
      }
    });

    it('agrees in the area of each class', () => {
      expectClose(perClassAuroc(labels, probabilities, weights), measure.perClassAuroc);
    });

    it('agrees in the confusion matrix', () => {
      const found = confusionMatrix(labels, probabilities, weights);
      expectClose(found.flat(), measure.confusionMatrix.flat());
    });

    it('agrees in the scores of each class', () => {
      const found = classScores(labels, probabilities, weights);
      for (const name of byClass) {
        const column = found.map(classScore => classScore[name]);
        expectClose(column, measure.classScores[name]);
      }
    });

    it('agrees in the points of the ROC curves', () => {
      measure.rocCurves.forEach((expected, c) => {
        const found = rocCurve(labels, probabilities, c, weights);
        if (measure.classScores.support[c] === 0) {
          expect(found.fpr.length).toBe(0);
          return;
        }
        expectClose(found.fpr, expected.fpr);
        expectClose(found.tpr, expected.tpr);
        expectClose(found.thresholds, expected.thresholds);
      });
    });
  });
});
