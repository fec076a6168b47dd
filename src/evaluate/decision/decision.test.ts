import { describe, expect, it } from 'vitest';
import { Matrix } from '../../tensor/index.ts';
import { nearestDistances } from '../novelty/index.ts';
import goldens from './golden/decision.json' with { type: 'json' };
import {
  averagePrecisionScorer,
  chooseThreshold,
  netBenefitScorer,
  operatingScorer,
  precisionRecallCurve,
} from './index.ts';

const labels = Int32Array.from(goldens.labels);
const probabilities = Matrix.fromRows(goldens.parts.map(row => row.map(part => part / 64)));
const weights = Float64Array.from(goldens.weights);
const one = new Float64Array(labels.length).fill(1);

describe.each(goldens.classes.map((golden, c) => ({ c, golden })))(
  'scikit-learn and NumPy of class $c',
  ({ c, golden }) => {
    const at = (rule: Parameters<typeof chooseThreshold>[3]) =>
      chooseThreshold(labels, probabilities, c, rule).threshold;

    it('agree in the thresholds', () => {
      expect(at({ rule: 'youden' })).toBe(golden.youden);
      expect(at({ rule: 'f1' })).toBe(golden.f1);
      expect(at({ rule: 'sensitivity', atLeast: 0.9 })).toBe(golden.sensitivity);
    });

    it('agree in the precision–recall curve and its weighted average precision', () => {
      const curve = precisionRecallCurve(labels, probabilities, c);
      expect(curve).toHaveLength(golden.recall.length);
      curve.forEach(({ recall, precision }, k) => {
        expect(recall).toBeCloseTo(golden.recall[k], 10);
        expect(precision).toBeCloseTo(golden.precision[k], 10);
      });
      const found = averagePrecisionScorer(labels, probabilities, c)(weights);
      expect(found).toBeCloseTo(golden.averagePrecision, 10);
    });

    it('agree in the weighted net benefit', () => {
      const scorer = netBenefitScorer(labels, probabilities, c, goldens.thresholds);
      const { model, all } = scorer(weights);
      golden.netBenefit.forEach((value, k) => {
        expect(model[k]).toBeCloseTo(value, 10);
      });
      // Acting on everyone is what a score of 1 for all would be worth.
      const everyone = Matrix.fromRows(
        Array.from(labels, () => [0, 1, 2].map(k => (k === c ? 1 : 0))),
      );
      const scored = netBenefitScorer(labels, everyone, c, goldens.thresholds)(weights);
      expect([...all]).toEqual([...scored.model]);
    });
  },
);

describe('a threshold', () => {
  it('keeps to its rule on the rows that chose it', () => {
    const chosen = (rule: 'sensitivity' | 'specificity') =>
      operatingScorer(
        labels,
        probabilities,
        1,
        chooseThreshold(labels, probabilities, 1, { rule, atLeast: 0.8 }).threshold,
      )(one);
    expect(chosen('sensitivity')[0]).toBeGreaterThanOrEqual(0.8);
    expect(chosen('specificity')[1]).toBeGreaterThanOrEqual(0.8);
  });

  it('is the highest of those that tie, though their thirds do not sum to the same', () => {
    // Cuts by Youden: 1/3, 0, 1/3, 0, 1/3, 0.
    const tied = Int32Array.of(1, 0, 1, 0, 1, 0);
    const falling = Matrix.fromRows([0.9, 0.8, 0.7, 0.6, 0.5, 0.4].map(p => [1 - p, p]));
    const { threshold } = chooseThreshold(tied, falling, 1, { rule: 'youden' });
    expect(threshold).toBeCloseTo(0.9, 6);
  });

  it('falls as a missed case costs more', () => {
    const at = (missed: number) =>
      chooseThreshold(labels, probabilities, 2, { rule: 'cost', missed, alarm: 1 }).threshold;
    expect(at(1)).toBeLessThanOrEqual(at(0.1));
    expect(at(50)).toBeLessThan(at(0.1));
  });

  it('says where it cannot keep its rule', () => {
    const none = chooseThreshold(
      labels.map(() => 0),
      probabilities,
      1,
      { rule: 'youden' },
    );
    expect(none).toEqual({ threshold: 0.5, reached: false });
    const flat = Matrix.fromRows([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const rule = { rule: 'specificity', atLeast: 0.9 } as const;
    expect(chooseThreshold(Int32Array.of(0, 1), flat, 1, rule)).toEqual({
      threshold: 0.5,
      reached: false,
    });
  });

  it('gives sensitivity, specificity and predictive values by hand', () => {
    const rows = Matrix.fromRows([
      [0.2, 0.8],
      [0.4, 0.6],
      [0.6, 0.4],
      [0.9, 0.1],
    ]);
    const found = operatingScorer(
      Int32Array.of(1, 0, 1, 0),
      rows,
      1,
      0.5,
    )(Float64Array.of(2, 1, 1, 1));
    expect([...found]).toEqual([2 / 3, 1 / 2, 2 / 3, 1 / 2]);
  });
});

it('the distance to the fourth nearest training row is that of scikit-learn', async () => {
  const { reference, rows, fourth } = goldens.novelty;
  const found = await nearestDistances(Matrix.fromRows(reference), Matrix.fromRows(rows), 4);
  fourth.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 5);
  });
  await expect(
    nearestDistances(Matrix.fromRows(reference), Matrix.fromRows(rows), 31),
  ).rejects.toThrow(/E_OPTION/);
});
