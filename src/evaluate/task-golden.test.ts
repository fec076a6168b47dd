import { describe, expect, it } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import goldens from './golden/tasks.json' with { type: 'json' };
import {
  bootstrapMultilabel,
  bootstrapRegression,
  labelScores,
  multilabelMetricNames,
  regressionMetricNames,
  scoreMultilabel,
  scoreRegression,
} from './index.ts';

const counts = (weights: readonly number[] | null) =>
  weights === null ? undefined : Float64Array.from(weights);

/** Rows as often as they count, and the whole numbers themselves. */
function repeated(weights: Float64Array): number[] {
  return [...weights].flatMap((times, i) => Array<number>(times).fill(i));
}

describe.each(goldens.multilabel)('scikit-learn on labels over $grid', golden => {
  const truth = Matrix.fromRows(golden.truth);
  const probabilities = Matrix.fromRows(golden.parts.map(row => row.map(k => k / golden.grid)));
  const weights = counts(golden.weights);

  it('agrees in every metric', () => {
    const scores = scoreMultilabel(truth, probabilities, weights);
    for (const name of multilabelMetricNames) {
      expect(scores[name], name).toBeCloseTo(golden.scores[name], 10);
    }
  });

  it('agrees in each label by itself', () => {
    const found = labelScores(truth, probabilities, weights);
    for (const name of ['auroc', 'auprc', 'logLoss', 'brier', 'ece', 'specificity'] as const) {
      golden.labels[name].forEach((value, c) => {
        expect(found[c][name], name).toBeCloseTo(value, 10);
      });
    }
  });
});

describe.each(goldens.regression)('scikit-learn on numbers', golden => {
  it('agrees in every metric', () => {
    const scores = scoreRegression(golden.targets, golden.predicted, counts(golden.weights));
    for (const name of regressionMetricNames) {
      expect(scores[name], name).toBeCloseTo(golden.scores[name], 10);
    }
  });
});

describe('weights that do not fit', () => {
  const rows = Matrix.fromRows([[1], [0]]);
  const likely = Matrix.fromRows([[0.75], [0.25]]);

  it.each([
    ['E_SHAPE', [1]],
    ['E_METRIC_INPUT', [1, -1]],
    ['E_METRIC_INPUT', [0, 0]],
    ['E_NOT_FINITE', [1, Number.NaN]],
  ])('are refused with %s', (code, values) => {
    const weights = Float64Array.from(values);
    const refusal = expect.objectContaining({ code });
    expect(() => scoreMultilabel(rows, likely, weights)).toThrow(refusal);
    expect(() => labelScores(rows, likely, weights)).toThrow(refusal);
    expect(() => scoreRegression([1, 2], [1, 3], weights)).toThrow(refusal);
  });
});

describe('R² of targets that are all the same', () => {
  const targets = Array.from({ length: 21 }, (_, i) => 0.1 + 0.37 * Math.floor(i / 7));
  const predicted = targets.map((y, i) => y + 0.01 * (i % 7));

  it('is undefined, whatever their mean rounds to', () => {
    const one = targets.slice(0, 7);
    expect(scoreRegression(one, predicted.slice(0, 7)).r2).toBeNaN();
    expect(scoreRegression([0.1, 0.1, 0.1], [0.2, 0.1, 0.1]).r2).toBeNaN();
  });

  it('leaves out a resample of one patient', () => {
    const groups = targets.map((_, i) => `p${Math.floor(i / 7)}`);
    const systems = { a: [new Matrix(21, 1, Float32Array.from(predicted))] };
    const { r2 } = bootstrapRegression({ targets, groups, systems }, { resamples: 300 }).systems.a;
    expect(r2.low).toBeGreaterThan(0);
    // One resample in nine draws the same of three patients thrice.
    expect(r2.dropped).toBeGreaterThan(15);
  });
});

describe('thresholds of labels', () => {
  it('decide, each for its label', () => {
    const truth = Matrix.fromRows([[1, 0]]);
    const probabilities = Matrix.fromRows([[0.25, 0.75]]);
    expect(scoreMultilabel(truth, probabilities).hammingLoss).toBe(1);
    const thresholds = [0.25, 0.875];
    expect(scoreMultilabel(truth, probabilities, undefined, { thresholds }).subsetAccuracy).toBe(1);
  });
});

describe('intervals of other tasks', () => {
  const [, weighted] = goldens.regression;
  const column = Matrix.fromRows(weighted.predicted.map(value => [value]));

  it('resample rows as their copies would be scored', () => {
    const weights = Float64Array.from(weighted.weights ?? []);
    const rows = repeated(weights);
    const copied = scoreRegression(
      rows.map(i => weighted.targets[i]),
      rows.map(i => weighted.predicted[i]),
    );
    const found = scoreRegression(weighted.targets, weighted.predicted, weights);
    for (const name of regressionMetricNames) expect(found[name]).toBeCloseTo(copied[name], 10);
  });

  it('hold the estimate, and are 0 wide for the difference of a system with itself', () => {
    const { systems, pairs } = bootstrapRegression(
      { targets: weighted.targets, systems: { a: [column], b: [column] } },
      { resamples: 100, pairs: [['a', 'b']] },
    );
    for (const name of regressionMetricNames) {
      const { estimate, low, high } = systems.a[name];
      expect(low).toBeLessThan(estimate);
      expect(high).toBeGreaterThan(estimate);
      expect(pairs[0].differences[name]).toMatchObject({ estimate: 0, low: 0, high: 0, p: 1 });
    }
  });

  it('drop a resample without a label for the means over labels alone', () => {
    const truth = Matrix.fromRows(Array.from({ length: 20 }, (_, i) => [i === 0 ? 1 : 0, i % 2]));
    const probabilities = Matrix.fromRows(
      Array.from({ length: 20 }, (_, i) => [i / 20, (20 - i) / 20]),
    );
    const { systems } = bootstrapMultilabel(
      { truth, systems: { one: [probabilities] } },
      { resamples: 200 },
    );
    expect(systems.one.auroc.dropped).toBeGreaterThan(40);
    expect(systems.one.macroF1.dropped).toBe(systems.one.auroc.dropped);
    expect(systems.one.microAuroc.dropped).toBe(0);
  });
});

describe('what the scorers refuse', () => {
  it('labels that are no labels, and shapes that do not fit', () => {
    const one = Matrix.fromRows([[0.5]]);
    expect(() => scoreMultilabel(Matrix.fromRows([[2]]), one)).toThrow('label 2 at row 0, label 0');
    expect(() => scoreMultilabel(Matrix.fromRows([[1, 0]]), one)).toThrow('E_SHAPE');
    expect(() => scoreMultilabel(Matrix.fromRows([[1]]), Matrix.fromRows([[1.5]]))).toThrow(
      'not logits',
    );
    expect(() =>
      scoreMultilabel(Matrix.fromRows([[1]]), one, undefined, { thresholds: [] }),
    ).toThrow('0 thresholds');
  });

  it('numbers that are none', () => {
    expect(() => scoreRegression([1], [Number.NaN])).toThrow('predicted number NaN at row 0');
    expect(() => scoreRegression([1], [])).toThrow('E_SHAPE');
    expect(() => scoreRegression([], [])).toThrow('no rows');
  });
});
