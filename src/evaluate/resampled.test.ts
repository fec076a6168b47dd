import { describe, expect, it } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import { bootstrap, meanOverSeeds, prepareScorer, resampledIntervals } from './index.ts';

const random = new Random(3, 'resampled test');
const rows = 40;
const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
const groups = Array.from(labels, (_, i) => `patient ${i >> 1}`);
const seeds = [0, 1, 2].map(() =>
  Matrix.fromRows(
    Array.from(labels, label => {
      const p = Math.min(1, Math.max(0, 0.3 + 0.3 * label + 0.3 * random.normal()));
      return [1 - p, p];
    }),
  ),
);

describe('intervals of any statistic', () => {
  it('are those of bootstrap where the statistic is a metric', () => {
    const scorers = seeds.map(matrix => prepareScorer(labels, matrix));
    const statistic = meanOverSeeds(
      scorers.map(({ score }) => (weights: Float64Array) => [score(weights).accuracy]),
    );
    const options = { resamples: 200, level: 0.9, seed: 5 };
    const [found] = resampledIntervals({ rows, groups, seeds: 3, statistic }, options);
    const { systems } = bootstrap({ labels, groups, systems: { a: seeds } }, options);
    expect(found).toMatchObject(systems.a.accuracy);
  });

  it('leave out and count the resamples in which a number is undefined', () => {
    const statistic = (weights: Float64Array) => [weights[0] === 0 ? Number.NaN : 1, weights[0]];
    const [share, weight] = resampledIntervals({ rows, seeds: 1, statistic }, { resamples: 300 });
    expect(share).toMatchObject({ estimate: 1, low: 1, high: 1, shareAbove: 1, standardError: 0 });
    // A row is missing from a share of (1 − 1/n)^n of the resamples, about 1/e.
    expect(share.dropped).toBeGreaterThan(80);
    expect(share.dropped).toBeLessThan(140);
    expect(weight.dropped).toBe(0);
  });

  it('need two groups', () => {
    const one = Array.from(labels, () => 'a');
    const statistic = () => [1];
    expect(() => resampledIntervals({ rows, groups: one, seeds: 1, statistic })).toThrow(
      /E_METRIC_INPUT/,
    );
  });
});
