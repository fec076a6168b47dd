import { describe, expect, it } from 'vitest';
import { Matrix } from '../../tensor/index.ts';
import { accuracy, balancedAccuracy, brier, ece, logLoss } from '../index.ts';
import goldens from './golden/calibration.json' with { type: 'json' };
import { calibrationScorer, isotonic, platt, reliability, temperature } from './index.ts';
import { atKnots, isotonicKnots } from './isotonic-steps.ts';

function expectClose(found: Matrix, expected: readonly (readonly number[])[], digits: number) {
  expect(found.rows).toBe(expected.length);
  expected.forEach((row, i) => {
    row.forEach((value, c) => {
      expect(found.row(i)[c], `row ${i}, class ${c}`).toBeCloseTo(value, digits);
    });
  });
}

describe.each(goldens.cases)('scikit-learn and SciPy on $name', golden => {
  const labels = Int32Array.from(golden.labels);
  const probabilities = Matrix.fromRows(
    golden.parts.map(row => row.map(part => part / golden.grid)),
  );
  const rows = Array.from({ length: golden.fitted }, (_, i) => i);
  const fitted = { labels: labels.subarray(0, golden.fitted), rows: probabilities.take(rows) };

  it('agree in the temperature', () => {
    const [t] = temperature().fit(fitted.labels, fitted.rows).state.temperature;
    expect(t / golden.temperature).toBeCloseTo(1, 5);
  });

  it('agree in Platt scaling, one class against the others', () => {
    const found = platt().fit(fitted.labels, fitted.rows).transform(probabilities);
    expectClose(found, golden.platt, 4);
  });

  it('agree in isotonic calibration', () => {
    const found = isotonic().fit(fitted.labels, fitted.rows).transform(probabilities);
    expectClose(found, golden.isotonic, 5);
  });

  it('agree in the reliability diagram', () => {
    const bins = reliability(labels, probabilities);
    expect(bins.map(({ weight }) => weight)).toEqual(golden.reliability.counts);
    const filled = bins.filter(({ weight }) => weight > 0);
    filled.forEach(({ observed, predicted }, k) => {
      expect(observed).toBeCloseTo(golden.reliability.observed[k], 6);
      expect(predicted).toBeCloseTo(golden.reliability.predicted[k], 6);
    });
  });

  it('figures before and after calibration are the metrics of their names', () => {
    const weights = new Float64Array(labels.length).fill(1);
    const metrics = [logLoss, brier, ece, accuracy, balancedAccuracy];
    const found = calibrationScorer(labels, probabilities).score(weights);
    metrics.forEach((metric, k) => {
      expect(found[k]).toBeCloseTo(metric(labels, probabilities), 10);
    });
  });
});

it('isotonic regression with ties is that of scikit-learn, between and beyond its knots', () => {
  const { x, y, at, line } = goldens.knots;
  const knots = isotonicKnots(Float32Array.from(x), Float64Array.from(y));
  at.forEach((value, k) => {
    expect(atKnots(knots, value)).toBeCloseTo(line[k], 6);
  });
});
