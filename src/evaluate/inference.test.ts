import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import golden from './golden/inference.json' with { type: 'json' };
import {
  aurocVariance,
  bcaEnds,
  bootstrap,
  bootstrapRegression,
  delongTest,
  holm,
  normalQuantile,
  normalTail,
  permutationTest,
} from './index.ts';

/** Probabilities that are right (column 0) where `hits` is 1, all labels being class 0. */
const fromHits = (hits: readonly number[]) => Matrix.fromRows(hits.map(hit => [hit, 1 - hit]));
const allRight = (hits: readonly number[]) => new Int32Array(hits.length);

describe('the normal distribution', () => {
  it('agrees with SciPy in its tail, and comes back from it', () => {
    for (const [x, tail] of golden.normal) {
      expect(normalTail(x) / tail).toBeCloseTo(1, 9);
      if (Math.abs(x) < 6) expect(normalQuantile(1 - tail)).toBeCloseTo(x, 7);
    }
  });
});

describe('BCa', () => {
  it('agrees with SciPy’s formula on the same replicates', () => {
    const left = { values: [Float64Array.from(golden.leftOut)], complete: new Uint8Array(25) };
    const kept = Float64Array.from(golden.replicates);
    const ends = bcaEnds(0.95, left, [false])(kept, golden.estimate, 0);
    golden.ends.forEach((end, k) => {
      expect(ends[k]).toBeCloseTo(end, 9);
    });
  });

  it('agrees with SciPy’s bootstrap of rows, up to Monte Carlo error', () => {
    const { systems } = bootstrap(
      { labels: allRight(golden.hits), systems: { one: [fromHits(golden.hits)] } },
      { resamples: 4000, interval: 'bca' },
    );
    expect(Math.abs(systems.one.accuracy.low - golden.hitsInterval[0])).toBeLessThan(0.02);
    expect(Math.abs(systems.one.accuracy.high - golden.hitsInterval[1])).toBeLessThan(0.02);
  });

  it('counts resamples that tie with a difference as ties, however the two shares are rounded', () => {
    const a = [1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1];
    const b = [1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0];
    const [labels, bca] = [allRight(a), { resamples: 400, interval: 'bca' }] as const;
    const { pairs } = bootstrap(
      { labels, systems: { a: [fromHits(a)], b: [fromHits(b)] } },
      { ...bca, pairs: [['a', 'b']] },
    );
    // One more than the difference of each row, whose means are whole twelfths.
    const rows = Matrix.fromRows(a.map((hit, i) => [1 + hit - b[i]]));
    const { mae } = bootstrapRegression({ targets: labels, systems: { rows: [rows] } }, bca).systems
      .rows;
    expect(pairs[0].differences.accuracy.low).toBeCloseTo(mae.low - 1, 10);
    expect(pairs[0].differences.accuracy.high).toBeCloseTo(mae.high - 1, 10);
  });

  it('turns round with the pair, and is 0 wide for a system with itself', () => {
    const [first] = golden.delong;
    const labels = Int32Array.from(first.labels);
    const [a, b] = [first.a, first.b].map(parts =>
      Matrix.fromRows(parts.map(row => row.map(k => k / first.grid))),
    );
    const { pairs } = bootstrap(
      { labels, groups: Int32Array.from(first.groups), systems: { a: [a], b: [b] } },
      {
        resamples: 200,
        interval: 'bca',
        pairs: [
          ['a', 'b'],
          ['b', 'a'],
          ['a', 'a'],
        ],
      },
    );
    const [forward, backward, same] = pairs.map(({ differences }) => differences.auroc);
    expect(forward.low).toBeCloseTo(-backward.high, 12);
    expect(same).toMatchObject({ low: 0, high: 0 });
  });
});

describe.each(golden.delong)('DeLong on $a.length rows', ({ labels: indices, groups, ...rest }) => {
  const labels = Int32Array.from(indices);
  const matrix = (parts: readonly (readonly number[])[]) =>
    Matrix.fromRows(parts.map(row => row.map(k => k / rest.grid)));
  const [a, b] = [[matrix(rest.a)], [matrix(rest.b)]];

  it.each([
    ['rows', undefined],
    ['grouped', Int32Array.from(groups)],
  ] as const)('agrees with the covariance of all pairs, %s', (name, ids) => {
    const { auroc, variance } = aurocVariance(labels, a, ids);
    expect(auroc).toBeCloseTo(rest[name].auroc, 10);
    expect(variance).toBeCloseTo(rest[name].variance, 10);
    const { difference, standardError, p } = delongTest({ labels, groups: ids, a, b });
    expect(difference).toBeCloseTo(rest[name].difference, 10);
    expect(standardError).toBeCloseTo(rest[name].standardError, 10);
    expect(p).toBeCloseTo(rest[name].p, 9);
  });

  it('finds no difference of a system with itself', () => {
    expect(delongTest({ labels, a, b: a })).toMatchObject({ difference: 0, p: 1 });
  });

  it('finds none between one matrix and the same under several seeds, however the sums round', () => {
    for (const seeds of [2, 3, 5, 7]) {
      const b = Array.from({ length: seeds }, () => a[0]);
      expect(delongTest({ labels, a, b }), `${seeds} seeds`).toMatchObject({ difference: 0, p: 1 });
    }
  });
});

describe('the permutation test', () => {
  const labels = allRight(golden.aHits);
  const [a, b] = [[fromHits(golden.aHits)], [fromHits(golden.bHits)]];
  const options = { permutations: 4000 };

  it('agrees with SciPy’s, up to Monte Carlo error', () => {
    const { p } = permutationTest({ labels, a, b }, 'accuracy', options);
    expect(Math.abs(p - golden.permutationP)).toBeLessThan(0.01);
  });

  it('is the same either way round, 1 for a system with itself, and takes one matrix for all seeds', () => {
    const few = { permutations: 200 };
    const forward = permutationTest({ labels, a, b }, 'accuracy', few);
    const backward = permutationTest({ labels, a: b, b: a }, 'accuracy', few);
    expect(backward).toEqual({ ...forward, difference: -forward.difference });
    expect(permutationTest({ labels, a, b: a }, 'accuracy', few).p).toBe(1);
    const seeds = permutationTest({ labels, a: [...a, ...a, ...a], b }, 'accuracy', few);
    expect(seeds.p).toBe(forward.p);
    expect(() =>
      permutationTest({ labels, a: [...a, ...a], b: [...b, ...b, ...b] }, 'mcc'),
    ).toThrow('2 and 3 seeds');
  });

  it('knows no p under what whole groups allow', () => {
    // Four groups have 16 arrangements, two of which are as far as the rows as they are.
    const groups = Int32Array.from(labels, (_, i) => Math.floor(i / 6));
    const [good, bad] = [golden.aHits.map(() => 1), golden.aHits.map(() => 0)];
    const systems = { labels, groups, a: [fromHits(good)], b: [fromHits(bad)] };
    const { p } = permutationTest(systems, 'accuracy', options);
    expect(Math.abs(p - 2 / 16)).toBeLessThan(0.02);
  });
});

describe('Holm', () => {
  it('multiplies in order, never falls, and leaves out what is not known', () => {
    expect(holm([0.01, null, 0.04, 0.03])).toEqual([0.03, null, 0.06, 0.06]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
    expect(holm([0.02, 0.01, 0.03, 0.04])).toEqual([0.06, 0.04, 0.06, 0.06]);
    expect(holm([0.01, 1])).toEqual([0.02, 1]);
    expect(holm([])).toEqual([]);
  });

  it('is at least p, at most 1, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), values => {
        const adjusted = holm(values);
        const order = values.map((_, k) => k).sort((i, j) => values[i] - values[j]);
        order.forEach((k, rank) => {
          const own = adjusted[k] ?? Number.NaN;
          expect(own).toBeGreaterThanOrEqual(values[k]);
          expect(own).toBeLessThanOrEqual(1);
          if (rank > 0) expect(own).toBeGreaterThanOrEqual(adjusted[order[rank - 1]] ?? Number.NaN);
        });
      }),
    );
  });
});
