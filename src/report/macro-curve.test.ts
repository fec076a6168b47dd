import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc, rocCurve } from '../evaluate/index.ts';
import { Matrix } from '../tensor/index.ts';
import { madeLabels, madeProbabilities } from './fixture/predictions.ts';
import { macroCurve } from './macro-curve.ts';
import { meanProbabilities } from './mean-probabilities.ts';

describe('macroCurve', () => {
  it('has the mean of the areas as its area', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 8, max: 60 }),
        fc.integer({ min: 0, max: 999 }),
        (classes, rows, seed) => {
          const labels = madeLabels(rows, classes, String(seed));
          const made = madeProbabilities(labels, classes, { skill: 1, seed, stream: 'macro' });
          const coarse = rounded(made);
          const curves = Array.from({ length: classes }, (_, c) => rocCurve(labels, coarse, c));
          const expected = classes === 2 ? meanOf(curves.map(area)) : auroc(labels, coarse);
          expect(area(macroCurve(curves))).toBeCloseTo(expected, 9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('rises from (0, 0) to (1, 1) and leaves out classes that have no curve', () => {
    const curve = { fpr: Float64Array.of(0, 0.5, 1), tpr: Float64Array.of(0, 1, 1) };
    const empty = { fpr: new Float64Array(), tpr: new Float64Array() };
    const { fpr, tpr } = macroCurve([curve, empty]);
    expect([fpr[0], tpr[0], fpr.at(-1), tpr.at(-1)]).toEqual([0, 0, 1, 1]);
    expect(area({ fpr, tpr })).toBeCloseTo(0.75);
    expect(macroCurve([empty]).fpr).toHaveLength(0);
  });
});

describe('meanProbabilities', () => {
  it('is the mean, and refuses seeds of different shapes', () => {
    const mean = meanProbabilities([
      Matrix.fromRows([[0.25, 0.75]]),
      Matrix.fromRows([[0.75, 0.25]]),
    ]);
    expect([...mean.data]).toEqual([0.5, 0.5]);
    expect(() => meanProbabilities([Matrix.zeros(1, 2), Matrix.zeros(2, 2)])).toThrow('E_RUN');
    expect(() => meanProbabilities([])).toThrow('E_RUN');
  });
});

/** Probabilities in eighths, so that many tie; the last class takes up the rest. */
function rounded({ rows, columns, data }: Matrix): Matrix {
  const coarse = data.map(value => Math.floor(value * 8) / 8);
  for (let i = 0; i < rows; i++) {
    const row = coarse.subarray(i * columns, (i + 1) * columns);
    row[columns - 1] += 1 - row.reduce((sum, value) => sum + value, 0);
  }
  return new Matrix(rows, columns, coarse);
}

function area({ fpr, tpr }: { fpr: Float64Array; tpr: Float64Array }): number {
  let sum = 0;
  for (let i = 1; i < fpr.length; i++) sum += ((fpr[i] - fpr[i - 1]) * (tpr[i] + tpr[i - 1])) / 2;
  return sum;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
