import { describe, expect, it } from 'vitest';
import goldens from './golden/latencies.json' with { type: 'json' };
import { summariseLatencies } from './index.ts';
import { quantile } from './quantile.ts';

describe('latencies', () => {
  it.each(goldens)('are summed up as NumPy does: $ms.length timings', golden => {
    const ms = Float64Array.from(golden.ms);
    const summary = summariseLatencies(ms);
    expect(summary.n).toBe(golden.ms.length);
    expect(summary.mean).toBeCloseTo(golden.mean, 10);
    expect(summary.median).toBeCloseTo(golden.median, 10);
    expect(summary.p95).toBeCloseTo(golden.p95, 10);
    expect(summary.p99).toBeCloseTo(golden.p99, 10);
    expect([...ms]).toEqual(golden.ms);
    for (const [q, value] of Object.entries(golden.quantiles)) {
      expect(quantile(ms.toSorted(), Number(q))).toBeCloseTo(value, 10);
    }
  });

  it('are refused where there are none or they are no times', () => {
    expect(() => summariseLatencies(new Float64Array(0))).toThrow('no timings');
    expect(() => summariseLatencies(Float64Array.of(1, Number.NaN))).toThrow('E_NOT_FINITE');
    expect(() => summariseLatencies(Float64Array.of(1, -2))).toThrow('timing 1 is -2 ms');
  });
});

describe('a quantile', () => {
  it('of nothing is undefined', () => {
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });
});
