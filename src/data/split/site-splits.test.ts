import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, madeDataset, placesOf, straddlersOf } from './fixture/made-cases.ts';
import { makeSplit, makeSplits } from './make-split.ts';

const towns = ['Cali', 'Ibagué', 'Neiva'];

const dataset = madeDataset(
  Array.from({ length: 120 }, (_, i) => ({
    labels: [i % 4 === 0 ? 'high' : 'low'],
    group: `p${i >> 1}`,
    site: towns[(i >> 1) % 3],
  })),
);

describe('a split by site', () => {
  it('tests the site that is named, all of it and nothing else', () => {
    const split = makeSplit(dataset, { method: 'site', test: 'Cali' });
    const sites = new Set(Array.from(split.test, i => dataset.samples[i].site));
    expect([...sites]).toEqual(['Cali']);
    expect(split.test).toHaveLength(40);
    expect(split.validation.length).toBeCloseTo(12, -1);
    expect(placesOf(dataset, split)).not.toContain('out');
    expect(straddlersOf(dataset, split)).toEqual([]);
  });

  it('leaves each out in turn, by name', () => {
    const splits = makeSplits(dataset, { method: 'site' });
    const tested = splits.map(({ test }) => dataset.samples[test[0]].site);
    expect(tested).toEqual(towns);
    expect(splits.flatMap(({ test }) => [...test])).toHaveLength(120);
    expect(makeSplit(dataset, { method: 'site', fold: 2 }).hash).toBe(splits[2].hash);
    expect(makeSplits(dataset, { method: 'site', test: ['Cali', 'Neiva'] })).toHaveLength(1);
  });

  it('leaves out rows without a site, and rows of who was at the tested site', () => {
    const sites = fc.array(fc.constantFrom('A', 'B', 'C', null), { minLength: 60, maxLength: 90 });
    fc.assert(
      fc.property(sites, made => {
        const mixed = madeDataset(
          made.map((site, i) => ({
            labels: [i % 2 === 0 ? 'a' : 'b'],
            group: `p${i % 40}`,
            site: i < 6 ? ['A', 'B', 'C'][i % 3] : site,
          })),
        );
        const split = makeSplit(mixed, { method: 'site', test: 'A' });
        expect(straddlersOf(mixed, split)).toEqual([]);
        placesOf(mixed, split).forEach((place, i) => {
          const { site } = mixed.samples[i];
          expect(place === 'test').toBe(site === 'A');
          if (site === null) expect(place).toBe('out');
        });
        const free = makeSplit(mixed, { method: 'site', test: 'A', group: null });
        expect(free.leftOut.every(({ reason }) => reason === 'no site')).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('says which sites there are', () => {
    expect(() => makeSplit(dataset, { method: 'site', test: 'Calli' })).toThrow(
      /no row of cases is at "Calli".*Cali, Ibagué, Neiva.*did you mean "Cali"\?.*E_SPLIT/,
    );
    expect(() => makeSplit(dataset, { method: 'site', test: towns })).toThrow(/every site/);
    expect(() => makeSplit(dataset, { method: 'site', fold: 3 })).toThrow(/3 sites.*E_OPTION/);
    const alone = madeDataset([{ labels: ['a'] }, { labels: ['b'] }]);
    expect(() => makeSplits(alone, { method: 'site' })).toThrow(/names no site.*E_SPLIT/);
  });

  it('warns of a class that the tested site has alone', () => {
    const lone = madeDataset(
      Array.from({ length: 60 }, (_, i) => ({
        labels: [i % 3 === 0 ? 'only here' : i % 2 === 0 ? 'a' : 'b'],
        site: i % 3 === 0 ? 'A' : 'B',
      })),
      { groupColumn: null },
    );
    const split = makeSplit(lone, { method: 'site', test: 'A' });
    expect(codesOf(split)).toEqual(['class-absent', 'class-absent', 'class-absent']);
    expect(split.warnings[0].message).toMatch(/in train \(cannot be learnt\): only here/);
  });
});
