import { describe, expect, it } from 'vitest';
import type { SplitPart } from '../dataset.ts';
import { codesOf, madeDataset, placesOf, shuffledDataset } from './fixture/made-cases.ts';
import { makeSplit } from './make-split.ts';

function datasetOf(partOf: (i: number) => SplitPart | null) {
  return madeDataset(
    Array.from({ length: 100 }, (_, i) => ({
      labels: [i % 3 === 0 ? 'a' : 'b'],
      group: `p${i >> 1}`,
      part: partOf(i),
    })),
  );
}

describe('the set’s own split', () => {
  it('is taken as it is', () => {
    const dataset = datasetOf(i => (i < 60 ? 'train' : i < 80 ? 'validation' : 'test'));
    const split = makeSplit(dataset, { method: 'given' });
    expect(placesOf(dataset, split)).toEqual(dataset.samples.map(({ part }) => part));
    expect(split.warnings).toEqual([]);
  });

  it('gets validation rows from its training rows where it has none, by groups, and says so', () => {
    const dataset = datasetOf(i => (i < 70 ? 'train' : 'test'));
    const split = makeSplit(dataset, { method: 'given', validation: 0.2, seed: 3 });
    expect(split.test).toHaveLength(30);
    expect(split.validation).toHaveLength(20);
    const groups = (rows: Int32Array) => Array.from(rows, i => dataset.samples[i].group);
    const trained = new Set(groups(split.train));
    expect(groups(split.validation).some(group => trained.has(group))).toBe(false);
    expect(codesOf(split)).toEqual(['validation-cut']);
    expect(split.warnings[0].message).toMatch(/20 of its 70 training rows.*by patient, seed 3/);
    const other = shuffledDataset(dataset, 1);
    expect(makeSplit(other, { method: 'given', validation: 0.2, seed: 3 }).hash).toBe(split.hash);
  });

  it('warns of groups on two sides, and leaves out rows that it puts nowhere', () => {
    const dataset = datasetOf(i =>
      i % 10 === 9 ? null : i % 4 === 3 ? 'test' : i % 4 === 1 ? 'validation' : 'train',
    );
    const split = makeSplit(dataset, { method: 'given' });
    expect(codesOf(split)).toEqual(['rows-left-out', 'groups-straddle']);
    expect(split.leftOut).toHaveLength(10);
    expect(placesOf(dataset, split).filter(place => place === 'out')).toHaveLength(10);
  });

  it('must have rows to train and to test', () => {
    for (const part of ['train', 'test', null] as const) {
      expect(() =>
        makeSplit(
          datasetOf(() => part),
          { method: 'given' },
        ),
      ).toThrow(/own split of cases has \d+ rows to train.*E_SPLIT/);
    }
    const few = datasetOf(i => (i < 10 ? 'train' : 'test'));
    expect(() => makeSplit(few, { method: 'given', validation: 0.1 })).toThrow(
      /10 of 100 rows of cases are not tested.*E_SPLIT/,
    );
  });
});
