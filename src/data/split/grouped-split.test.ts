import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../tensor/index.ts';
import { type Dataset, makeDataset, type Sample, splitParts } from '../dataset.ts';
import { makeSplit } from './make-split.ts';

interface Case {
  readonly label: string;
  readonly group: string;
}

function datasetOf(cases: readonly Case[], groupColumn: string | null = 'lesion'): Dataset {
  const samples = cases.map(
    ({ label, group }, i): Sample => ({
      id: `s${i}`,
      image: `/images/s${i}.jpg`,
      record: { town: `t${i % 7}`, ward: i % 5 === 0 ? null : i % 11 },
      text: '',
      label,
      group,
      labels: [label],
      time: null,
      site: null,
      part: null,
      line: i + 2,
    }),
  );
  return makeDataset({
    name: 'cases',
    samples,
    groupColumn,
    textFields: [],
    skipped: [],
    warnings: [],
    rowsRead: samples.length,
  });
}

function shuffled(dataset: Dataset, seed: number): Dataset {
  const order = new Random(seed, 'test').permutation(dataset.samples.length);
  return makeDataset({ ...dataset, samples: Array.from(order, i => dataset.samples[i]) });
}

function idsByPart(dataset: Dataset, options: object = {}): Record<string, string[]> {
  const split = makeSplit(dataset, options);
  const ids = (indices: Int32Array) => Array.from(indices, i => dataset.samples[i].id).sort();
  return Object.fromEntries(splitParts.map(part => [part, ids(split[part])]));
}

/** Classes of four groups or more, each group of one class, one to five samples large. */
const pureCases = fc
  .array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 30 }), {
    minLength: 2,
    maxLength: 4,
  })
  .map(classes =>
    classes.flatMap((groups, c) =>
      groups.flatMap((size, g) =>
        Array.from({ length: size }, (): Case => ({ label: `c${c}`, group: `c${c}g${g}` })),
      ),
    ),
  );

const seeds = fc.integer({ min: 0, max: 2 ** 40 });

describe('makeSplit', () => {
  it('uses every sample once and keeps every group whole', () => {
    fc.assert(
      fc.property(pureCases, seeds, (cases, seed) => {
        const dataset = datasetOf(cases);
        const split = makeSplit(dataset, { seed });
        const used = splitParts.flatMap(part => [...split[part]]);
        expect(used.sort((a, b) => a - b)).toEqual(cases.map((_, i) => i));
        const partOf = new Map<string, string>();
        for (const part of splitParts) {
          expect([...split[part]]).toEqual([...split[part]].sort((a, b) => a - b));
          for (const index of split[part]) {
            const { group } = dataset.samples[index];
            expect(partOf.get(group) ?? part).toBe(part);
            partOf.set(group, part);
          }
        }
        expect(split.groupsTotal).toBe(partOf.size);
      }),
    );
  });

  it('gives every part a sample of every class and counts them', () => {
    fc.assert(
      fc.property(pureCases, seeds, (cases, seed) => {
        const dataset = datasetOf(cases);
        const split = makeSplit(dataset, { seed });
        for (const part of splitParts) {
          const counts = dataset.classes.map(
            (_, label) => split[part].filter(index => dataset.labels[index] === label).length,
          );
          expect(split.classCounts[part]).toEqual(counts);
          expect(Math.min(...counts)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('strays from the shares of a class by no more than its largest groups', () => {
    fc.assert(
      fc.property(pureCases, seeds, (cases, seed) => {
        const dataset = datasetOf(cases);
        const { classCounts } = makeSplit(dataset, { seed });
        const share = { train: 0.7, validation: 0.1, test: 0.2 };
        dataset.classes.forEach((name, label) => {
          const own = cases.filter(one => one.label === name);
          const sizes = new Map<string, number>();
          for (const { group } of own) sizes.set(group, (sizes.get(group) ?? 0) + 1);
          const largest = Math.max(...sizes.values());
          for (const part of splitParts) {
            const stray = Math.abs(classCounts[part][label] - share[part] * own.length);
            expect(stray).toBeLessThanOrEqual(2 * largest);
          }
        });
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(pureCases, seeds, (cases, seed) => {
        const dataset = datasetOf(cases);
        const other = shuffled(dataset, seed);
        expect(idsByPart(other, { seed })).toEqual(idsByPart(dataset, { seed }));
        expect(makeSplit(other, { seed }).hash).toBe(makeSplit(dataset, { seed }).hash);
      }),
    );
  });

  it('does not depend on the order of the rows where groups mix classes', () => {
    const cases = Array.from(
      { length: 200 },
      (_, i): Case => ({ label: `c${(i * 7) % 3}`, group: `g${i % 60}` }),
    );
    const dataset = datasetOf(cases);
    for (let seed = 0; seed < 5; seed++) {
      expect(idsByPart(shuffled(dataset, seed), { seed })).toEqual(idsByPart(dataset, { seed }));
    }
  });

  it('differs from seed to seed', () => {
    const cases = Array.from(
      { length: 120 },
      (_, i): Case => ({ label: i % 3 === 0 ? 'a' : 'b', group: `g${i >> 1}` }),
    );
    const hashes = [0, 1, 2, 3, 4].map(seed => makeSplit(datasetOf(cases), { seed }).hash);
    expect(new Set(hashes).size).toBe(5);
  });

  it('gives each part of a class of three groups one of them', () => {
    const cases = ['a', 'b'].flatMap(label =>
      [0, 1, 2].map((g): Case => ({ label, group: `${label}${g}` })),
    );
    const { classCounts } = makeSplit(datasetOf(cases));
    expect(classCounts).toEqual({ train: [1, 1], validation: [1, 1], test: [1, 1] });
  });

  it('groups by another column of the record, or by nothing', () => {
    const cases = Array.from(
      { length: 70 },
      (_, i): Case => ({ label: i % 2 === 0 ? 'a' : 'b', group: `g${i}` }),
    );
    const dataset = datasetOf(cases);
    const byTown = makeSplit(dataset, { group: 'town' });
    expect(byTown.groupsTotal).toBe(7);
    expect(byTown.settings.group).toBe('town');
    expect(makeSplit(dataset, { group: null }).groupsTotal).toBe(70);
    // Fourteen samples have no ward and stand alone; the others share the eleven wards.
    expect(makeSplit(dataset, { group: 'ward' }).groupsTotal).toBe(14 + 11);
    expect(() => makeSplit(dataset, { group: 'twon' })).toThrow(
      /"twon" is no column.*town, ward.*did you mean "town"\?.*E_COLUMN_MISSING/,
    );
  });

  it('names a class whose groups are too few', () => {
    const cases = Array.from(
      { length: 40 },
      (_, i): Case => ({ label: i < 30 ? 'common' : 'rare', group: `g${i}` }),
    );
    const dataset = datasetOf(cases);
    const samples = dataset.samples.map((sample, i) => ({
      ...sample,
      record: { clinic: i < 30 ? i : i % 2 },
    }));
    expect(() => makeSplit({ ...dataset, samples }, { group: 'clinic' })).toThrow(
      /class "rare" has 2 groups by clinic \(10 rows\).*leave-out.*train.*E_SPLIT/,
    );
  });

  it('says which class cannot reach a part where groups mix classes', () => {
    const cases = ['x', 'y', 'z'].flatMap((group): Case[] => [
      { label: 'a', group },
      { label: 'b', group },
    ]);
    const mixed = datasetOf(cases);
    expect(makeSplit(mixed).classCounts.test).toEqual([1, 1]);
    // p3 and p4 would both have to share a part (a, b) and not to share one (c).
    const impossible: Case[] = [
      ...[1, 2, 3].map(g => ({ label: 'a', group: `p${g}` })),
      ...[1, 2, 4].map(g => ({ label: 'b', group: `p${g}` })),
      ...[3, 4, 5].map(g => ({ label: 'c', group: `p${g}` })),
    ];
    expect(() => makeSplit(datasetOf(impossible))).toThrow(
      /no sample of class "[abc]" fell to \w+ .* in 3 groups\).*E_SPLIT/,
    );
  });

  it.each([
    { test: 0 },
    { validation: 0 },
    { test: 1 },
    { test: Number.NaN },
    { test: 0.6, validation: 0.4 },
    { seed: -1 },
    { seed: 0.5 },
  ])('refuses %o', options => {
    const cases = Array.from(
      { length: 12 },
      (_, i): Case => ({ label: i % 2 === 0 ? 'a' : 'b', group: `g${i}` }),
    );
    expect(() => makeSplit(datasetOf(cases), options)).toThrow(/E_OPTION/);
  });
});
