import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './golden/thresholds.json' with { type: 'json' };
import { fitThresholds, medianClass, quantile, tercileClass } from './thresholds.ts';

const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 120 });

describe('quantile', () => {
  it('is that of numpy', () => {
    for (const { counts, quantiles } of golden) {
      const own = [0, 1 / 3, 0.5, 2 / 3, 0.9, 1].map(q => quantile(counts, q));
      own.forEach((value, i) => {
        expect(value).toBeCloseTo(quantiles[i], 10);
      });
    }
  });

  it('lies between the extremes and never falls as q grows', () => {
    fc.assert(
      fc.property(counts, fc.float({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const value = quantile(values, q);
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(values, Math.min(1, q + 0.1))).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});

describe('the classes of a town', () => {
  it('are those of pandas and numpy', () => {
    for (const { counts, later, aboveMedian, tercile } of golden) {
      const thresholds = fitThresholds(counts);
      if (thresholds === null) throw new Error('no thresholds');
      expect(later.map(cases => medianClass(cases, thresholds) === 'above median')).toEqual(
        aboveMedian,
      );
      const names = ['low', 'middle', 'high'];
      expect(later.map(cases => names.indexOf(tercileClass(cases, thresholds)))).toEqual(tercile);
    }
  });

  it('put at most half of the weeks that they were fitted on above the median', () => {
    fc.assert(
      fc.property(counts, values => {
        const thresholds = fitThresholds(values);
        if (thresholds === null) throw new Error('no thresholds');
        const above = values.filter(value => medianClass(value, thresholds) === 'above median');
        expect(above.length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('are none where a town has no training weeks', () => {
    expect(fitThresholds([])).toBeNull();
  });
});
