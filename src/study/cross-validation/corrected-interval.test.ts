import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { correctedInterval } from './corrected-interval.ts';
import { studentQuantile } from './student-t.ts';

interface Golden {
  readonly cases: readonly {
    readonly values: number[];
    readonly ratio: number;
    readonly level: number;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    readonly standardError: number;
  }[];
  readonly quantiles: readonly { readonly p: number; readonly df: number; readonly t: number }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('golden/corrected.json', import.meta.url), 'utf8'),
);

describe('the corrected resampled t interval', () => {
  test('is that of NumPy and SciPy', () => {
    for (const { values, ratio, level, ...expected } of golden.cases) {
      const found = correctedInterval(values, ratio, level);
      for (const name of ['estimate', 'low', 'high', 'standardError'] as const) {
        expect(found[name]).toBeCloseTo(expected[name], 10);
      }
      expect(found.folds).toBe(values.length);
    }
  });

  test('is wider than the interval of independent folds', () => {
    const [{ values, level }] = golden.cases;
    const naive = correctedInterval(values, 0, level);
    const honest = correctedInterval(values, 0.25, level);
    expect(honest.standardError ?? 0).toBeGreaterThan(naive.standardError ?? 0);
  });

  test('leaves folds out in which the figure is undefined, and says how many are left', () => {
    expect(correctedInterval([0.5, Number.NaN, null, 0.7], 0.25, 0.95)).toMatchObject({
      estimate: 0.6,
      folds: 2,
    });
    expect(correctedInterval([null], 0.25, 0.95)).toMatchObject({ estimate: null, folds: 0 });
    expect(correctedInterval([0.5], 0.25, 0.95)).toMatchObject({ estimate: 0.5, low: null });
  });
});

test("quantiles of Student's t are SciPy's", () => {
  for (const { p, df, t } of golden.quantiles) {
    expect(Math.abs(studentQuantile(p, df) - t) / t).toBeLessThan(1e-9);
    expect(studentQuantile(1 - p, df)).toBeCloseTo(-studentQuantile(p, df), 12);
  }
});
