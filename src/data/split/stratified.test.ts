import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import {
  codesOf,
  type MadeCase,
  madeDataset,
  placesOf,
  shuffledDataset,
  straddlersOf,
} from './fixture/made-cases.ts';
import golden from './golden/evenness.json' with { type: 'json' };
import { makeSplit, makeSplits } from './make-split.ts';
import type { Split } from './split.ts';

/** Samples of up to four labels of six, in groups of one to four. */
const multilabel = fc
  .array(fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { maxLength: 4 }), {
    minLength: 30,
    maxLength: 150,
  })
  .map(rows => [
    { labels: ['a'], group: 'g0' },
    ...rows.map((labels, i): MadeCase => ({ labels, group: `g${Math.floor(i / ((i % 3) + 2))}` })),
  ]);

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** Mean over folds and labels of |share of the label in the test fold − share in all|. */
function deviation(dataset: Dataset, splits: readonly Split[]): number {
  const rows = dataset.samples.length;
  const totals = dataset.classes.map(
    name => dataset.samples.filter(({ labels }) => labels.includes(name)).length,
  );
  const strays = splits.flatMap(({ test, classCounts }) =>
    classCounts.test.map((count, c) => Math.abs(count / test.length - totals[c] / rows)),
  );
  return strays.reduce((sum, stray) => sum + stray, 0) / strays.length;
}

describe('several labels at once', () => {
  it('are divided with every sample in one part and every group whole, whatever the rows’ order', () => {
    fc.assert(
      fc.property(multilabel, seeds, (made, seed) => {
        const dataset = madeDataset(made, { multilabel: true });
        const split = makeSplit(dataset, { seed });
        expect(placesOf(dataset, split)).not.toContain('out');
        expect(straddlersOf(dataset, split)).toEqual([]);
        expect(makeSplit(shuffledDataset(dataset, seed), { seed }).hash).toBe(split.hash);
        for (const part of ['train', 'validation', 'test'] as const) {
          const counts = dataset.classes.map(
            name => split[part].filter(i => dataset.samples[i].labels.includes(name)).length,
          );
          expect(split.classCounts[part]).toEqual(counts);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are warned of, not refused, where a label is too rare to be everywhere', () => {
    const dataset = madeDataset(
      Array.from({ length: 50 }, (_, i) => ({ labels: i === 7 ? ['a', 'rare'] : ['a'] })),
      { multilabel: true },
    );
    const split = makeSplit(dataset);
    expect(codesOf(split)).toEqual(['class-absent', 'class-absent']);
    expect(split.warnings.every(({ message }) => message.includes('rare'))).toBe(true);
  });

  it('keep their shares, and a column of the record keeps its own', () => {
    const dataset = madeDataset(
      Array.from({ length: 1000 }, (_, i) => ({
        labels: [...(i % 2 === 0 ? ['a'] : []), ...(i % 5 === 0 ? ['b'] : [])],
        record: { camera: i % 8 === 0 ? 'old' : 'new' },
      })),
      { multilabel: true },
    );
    const { test, classCounts } = makeSplit(dataset, { stratify: ['label', 'camera'] });
    expect(test).toHaveLength(200);
    expect(classCounts.test).toEqual([100, 40]);
    const old = test.filter(i => dataset.samples[i].record.camera === 'old').length;
    expect(Math.abs(old - 25)).toBeLessThanOrEqual(1);
  });
});

describe('one label with a column of the record', () => {
  const dataset = madeDataset(
    Array.from({ length: 1000 }, (_, i) => ({
      labels: [i % 4 === 0 ? 'a' : 'b'],
      record: { camera: i % 10 < 3 ? 'old' : null },
    })),
  );

  it('keeps the shares of both together', () => {
    const { test } = makeSplit(dataset, { stratify: ['label', 'camera'] });
    const count = (label: string, camera: string | null) =>
      test.filter(
        i => dataset.samples[i].label === label && dataset.samples[i].record.camera === camera,
      ).length;
    expect([count('a', 'old'), count('b', 'old')]).toEqual([20, 40]);
    expect([count('a', null), count('b', null)]).toEqual([30, 110]);
  });

  it('names a column that is not there', () => {
    expect(() => makeSplit(dataset, { stratify: 'camra' })).toThrow(
      /stratify "camra" is no column.*did you mean "camera"\?.*E_COLUMN_MISSING/,
    );
  });
});

describe(`five folds beside scikit-learn ${golden.sklearn}`, () => {
  it.each(golden.cases)('are no less even: $name', ({ labels, groups, peers }) => {
    const multi = 'IterativeStratification' in peers;
    const dataset = madeDataset(
      labels.map((own, i) => ({
        labels: own.map(label => `label ${label}`).sort(),
        group: `g${groups[i]}`,
      })),
      { multilabel: multi },
    );
    // The golden's figures are means over twenty seeds too.
    const means = Array.from({ length: 20 }, (_, seed) =>
      deviation(dataset, makeSplits(dataset, { method: 'folds', folds: golden.folds, seed })),
    );
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    for (const peer of Object.values(peers)) expect(mean).toBeLessThanOrEqual(peer.mean + 1e-12);
  });
});
