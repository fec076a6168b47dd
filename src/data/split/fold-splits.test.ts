import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type MadeCase,
  madeDataset,
  placesOf,
  shuffledDataset,
  straddlersOf,
} from './fixture/made-cases.ts';
import { makeSplit, makeSplits } from './make-split.ts';

/** Two or three classes of six to twenty groups, one to four samples each. */
const cases = fc
  .array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 20 }), {
    minLength: 2,
    maxLength: 3,
  })
  .map(classes =>
    classes.flatMap((sizes, c) =>
      sizes.flatMap((size, g) =>
        Array.from({ length: size }, (): MadeCase => ({ labels: [`c${c}`], group: `c${c}g${g}` })),
      ),
    ),
  );

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const counts = fc.integer({ min: 2, max: 6 });

describe('folds', () => {
  it('test every sample exactly once, with every group whole and every class in every part', () => {
    fc.assert(
      fc.property(cases, seeds, counts, (made, seed, folds) => {
        const dataset = madeDataset(made);
        const splits = makeSplits(dataset, { method: 'folds', folds, seed });
        expect(splits).toHaveLength(folds);
        const tested = splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
        expect(tested).toEqual(made.map((_, i) => i));
        for (const split of splits) {
          expect(placesOf(dataset, split)).not.toContain('out');
          expect(straddlersOf(dataset, split)).toEqual([]);
          expect(Math.min(...Object.values(split.classCounts).flat())).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('do not depend on the order of the rows, and one is the same alone as among all', () => {
    fc.assert(
      fc.property(cases, seeds, (made, seed) => {
        const dataset = madeDataset(made);
        const hashes = makeSplits(dataset, { method: 'folds', folds: 4, seed }).map(s => s.hash);
        const other = shuffledDataset(dataset, seed);
        const again = [0, 1, 2, 3].map(
          fold => makeSplit(other, { method: 'folds', folds: 4, fold, seed }).hash,
        );
        expect(again).toEqual(hashes);
        expect(new Set(hashes).size).toBe(4);
      }),
      { numRuns: 20 },
    );
  });

  it('are repeated by the seeds that follow', () => {
    const dataset = madeDataset(
      Array.from({ length: 60 }, (_, i) => ({ labels: [i % 3 === 0 ? 'a' : 'b'] })),
    );
    const twice = makeSplits(dataset, { method: 'folds', folds: 3, seed: 5, repeats: 2 });
    expect(twice.map(({ settings }) => settings)).toMatchObject(
      [5, 6].flatMap(seed => [0, 1, 2].map(fold => ({ method: 'folds', seed, fold }))),
    );
    const next = makeSplits(dataset, { method: 'folds', folds: 3, seed: 6 });
    expect(twice.slice(3).map(({ hash }) => hash)).toEqual(next.map(({ hash }) => hash));
    const grouped = makeSplits(dataset, { seed: 5, repeats: 3 });
    expect(grouped.map(({ hash }) => hash)).toEqual(
      [5, 6, 7].map(seed => makeSplit(dataset, { seed }).hash),
    );
  });

  it('refuse a class in fewer groups than folds, and a fold that is not there', () => {
    const dataset = madeDataset(
      Array.from({ length: 40 }, (_, i) => ({ labels: [i < 4 ? 'rare' : 'common'] })),
    );
    expect(() => makeSplit(dataset, { method: 'folds', folds: 5 })).toThrow(
      /"rare" has 4 groups.*expected 5 groups.*E_SPLIT/,
    );
    expect(makeSplits(dataset, { method: 'folds', folds: 4 })).toHaveLength(4);
    for (const fold of [5, -1, 0.5]) {
      expect(() => makeSplit(dataset, { method: 'folds', folds: 5, fold })).toThrow(/E_OPTION/);
    }
    expect(() => makeSplit(dataset, { method: 'folds', folds: 2, validation: 0.5 })).toThrow(
      /something to train on.*E_OPTION/s,
    );
  });
});
