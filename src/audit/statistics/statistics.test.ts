import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../tensor/index.ts';
import {
  chiSquareTail,
  chiSquareTest,
  kolmogorovSmirnov,
  kolmogorovTail,
  runsTest,
  shareDifferenceTail,
} from './index.ts';

interface Golden {
  readonly tails: readonly { readonly x: number; readonly freedom: number; readonly p: number }[];
  readonly tables: readonly {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly statistic: number;
    readonly freedom: number;
    readonly p: number;
  }[];
  readonly samples: readonly {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly distance: number;
    readonly p: number;
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('../golden/distributions.json', import.meta.url), 'utf8'),
);

describe('statistics beside SciPy', () => {
  it('χ² has its tails', () => {
    for (const { x, freedom, p } of golden.tails) {
      const ratio = p === 0 ? 1 : chiSquareTail(x, freedom) / p;
      expect(ratio, `${x} ${freedom}`).toBeCloseTo(1, 9);
    }
  });

  it('χ² of two rows of counts', () => {
    for (const { a, b, statistic, freedom, p } of golden.tables) {
      const test = chiSquareTest(a, b);
      expect(test.statistic).toBeCloseTo(statistic, 9);
      expect(test.freedom).toBe(freedom);
      expect(test.p / p).toBeCloseTo(1, 9);
    }
  });

  it('the distance of Kolmogorov and Smirnov, with ties, and its tail', () => {
    for (const { a, b, distance, p } of golden.samples) {
      expect(kolmogorovSmirnov(Float64Array.from(a), Float64Array.from(b))).toBeCloseTo(
        distance,
        12,
      );
      expect(kolmogorovTail(distance, a.length, b.length) / p).toBeCloseTo(1, 6);
    }
  });

  it('the difference of two shares is χ² of the table of two by two', () => {
    const { p } = chiSquareTest([30, 70], [45, 155]);
    const tail = shareDifferenceTail({ a: 0.3, b: 45 / 200, ofA: 100, ofB: 200, perRow: 1 });
    expect(tail / p).toBeCloseTo(1, 9);
    expect(shareDifferenceTail({ a: 0, b: 0, ofA: 9, ofB: 9, perRow: 1 })).toBe(1);
  });
});

describe('the runs test', () => {
  it('counts runs, and knows their mean and spread in random orders', () => {
    const labels = Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : i < 50 ? 1 : 2));
    const { observed, expected, z } = runsTest(labels);
    expect(observed).toBe(3);
    const random = new Random(0, 'runs');
    const shuffled = Array.from(
      { length: 4000 },
      () => runsTest(Array.from(random.permutation(60), i => labels[i])).observed,
    );
    const mean = shuffled.reduce((sum, runs) => sum + runs, 0) / shuffled.length;
    const spread = Math.sqrt(
      shuffled.reduce((sum, runs) => sum + (runs - mean) ** 2, 0) / shuffled.length,
    );
    expect(mean).toBeCloseTo(expected, 0);
    expect(spread / ((observed - expected) / z)).toBeCloseTo(1, 1);
  });
});
