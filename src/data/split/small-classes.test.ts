import { describe, expect, it } from 'vitest';
import { codesOf, madeDataset, placesOf, straddlersOf } from './fixture/made-cases.ts';
import { withoutLeftOut } from './left-out.ts';
import { makeSplit, makeSplits } from './make-split.ts';

/** Two large classes; one of two patients, one of a single patient who has a large class too. */
const dataset = madeDataset([
  ...Array.from({ length: 60 }, (_, i) => ({
    labels: [i % 2 === 0 ? 'a' : 'b'],
    group: `p${i >> 1}`,
  })),
  { labels: ['few'], group: 'q1' },
  { labels: ['few'], group: 'q1' },
  { labels: ['few'], group: 'q2' },
  { labels: ['one'], group: 'p0' },
]);

const labelsIn = (rows: Int32Array) =>
  new Set(Array.from(rows, index => dataset.samples[index].label));

describe('small classes', () => {
  it('are refused, all of them named with their counts and the ways to go on', () => {
    expect(() => makeSplit(dataset)).toThrow(
      /class "few" has 2 groups by patient \(3 rows\), class "one" has 1 group by patient \(1 row\).*merge.*leave-out.*train.*E_SPLIT/,
    );
  });

  it('train only, with their whole groups, and it is said that no figure exists for them', () => {
    const split = makeSplit(dataset, { smallClasses: 'train' });
    expect(placesOf(dataset, split)).not.toContain('out');
    expect(straddlersOf(dataset, split)).toEqual([]);
    expect([...labelsIn(split.test), ...labelsIn(split.validation)].sort()).toEqual([
      ...['a', 'a', 'b', 'b'],
    ]);
    expect(labelsIn(split.train)).toEqual(new Set(['a', 'b', 'few', 'one']));
    expect(codesOf(split)).toEqual(['class-small', 'class-absent', 'class-absent']);
    expect(split.warnings[0].message).toMatch(/training rows only: no figure.*"few".*"one"/);
  });

  it('are left out, and each row is listed', () => {
    const split = makeSplit(dataset, { smallClasses: 'leave-out' });
    expect(split.leftOut.map(({ id, code, place }) => [id, code, place])).toEqual(
      [60, 61, 62, 63].map(i => [`s${i}`, 'E_CLASS_EMPTY', `cases line ${i + 2}`]),
    );
    placesOf(dataset, split).forEach((place, i) => {
      expect(place === 'out').toBe(i >= 60);
    });
    expect(codesOf(split)).toEqual(['class-small', 'rows-left-out']);
  });

  it('are no classes any more where their rows are left out', () => {
    const split = makeSplit(dataset, { smallClasses: 'leave-out' });
    const left = withoutLeftOut({ ...dataset, labelsFittedOn: Int32Array.of(1, 61) }, split);
    expect(left.dataset.classes).toEqual(['a', 'b']);
    expect(left.dataset.task).toBe('binary');
    expect(left.dataset.skipped.map(({ id }) => id)).toEqual(['s60', 's61', 's62', 's63']);
    expect([...(left.dataset.labelsFittedOn ?? [])]).toEqual([1]);
    expect(left.split.hash).toBe(split.hash);
    expect(left.split.classCounts.train).toHaveLength(2);
    const whole = makeSplit(left.dataset);
    expect(withoutLeftOut(left.dataset, whole)).toEqual({ dataset: left.dataset, split: whole });
  });

  it('are never tested in any fold where they only train', () => {
    const splits = makeSplits(dataset, { method: 'folds', folds: 3, smallClasses: 'train' });
    const tested = splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
    // The first two samples share a patient with a small class.
    expect(tested).toEqual(Array.from({ length: 58 }, (_, i) => i + 2));
  });
});

describe('what a reader must know', () => {
  it('is told where a label was fitted on rows that are held out', () => {
    const fitted = { ...madeDataset(threeParts()), labelsFittedOn: Int32Array.of(0, 1, 2, 30, 60) };
    const split = makeSplit(fitted, { method: 'given' });
    expect(codesOf(split)).toEqual(['labels-fitted-on']);
    expect(split.warnings[0].message).toMatch(/1 validation and 1 test rows/);
    const honest = { ...fitted, labelsFittedOn: Int32Array.of(0, 1, 2) };
    expect(makeSplit(honest, { method: 'given' }).warnings).toEqual([]);
  });

  it('is told where the set’s own groups are let straddle', () => {
    const split = makeSplit(madeDataset(threeParts()), { group: null });
    expect(codesOf(split)).toEqual(['groups-straddle']);
    expect(split.warnings[0].message).toMatch(/groups by patient in more than one part/);
  });
});

function threeParts() {
  return Array.from({ length: 90 }, (_, i) => ({
    labels: [i % 2 === 0 ? 'a' : 'b'],
    group: `p${Math.floor(i / 3)}`,
    part: (['train', 'validation', 'test'] as const)[Math.floor(i / 30)],
  }));
}
