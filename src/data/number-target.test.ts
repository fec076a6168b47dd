import { describe, expect, test } from 'vitest';
import { tableDataset } from './adapters/table-dataset.ts';
import { type Dataset, makeDataset, type Sample } from './dataset.ts';
import { withBands } from './number-bands.ts';
import { makeSplit } from './split/index.ts';
import { TableBuilder } from './table/index.ts';

/** Numbers that a table has as texts, each of a patient of its own. */
function ofTable(cells: readonly string[], label = { number: 'hba1c' }): Dataset {
  const builder = new TableBuilder({ name: 'visits.csv', unit: 'line' }, ['age', 'hba1c']);
  cells.forEach((cell, i) => {
    builder.addRow([String(40 + i), cell], i + 2);
  });
  const columns = { label, types: {} };
  return tableDataset(
    { name: 'visits', table: builder.build([]), folders: [] },
    { columns, text: {} },
  );
}

function ofNumbers(numbers: readonly number[]): Dataset {
  const samples = numbers.map(
    (number, i): Sample => ({
      id: `s${i}`,
      image: null,
      record: {},
      text: '',
      label: String(number),
      labels: [],
      number,
      group: `g${Math.floor(i / 2)}`,
      time: null,
      site: null,
      part: null,
      line: i + 2,
    }),
  );
  return makeDataset({
    name: 'numbers',
    samples,
    target: 'cases',
    groupColumn: 'town',
    textFields: [],
    skipped: [],
    warnings: [],
    rowsRead: samples.length,
  });
}

describe('a column of numbers as what is learnt', () => {
  test('gives each sample its number, and leaves the column out of the record', () => {
    const dataset = ofTable(['7,5', '6,1', 'NA', '9']);
    expect(dataset).toMatchObject({
      task: 'regression',
      target: 'hba1c',
      classes: [],
      textFields: ['age'],
      labelRule: 'the number in hba1c',
    });
    expect([...(dataset.numbers ?? [])]).toEqual([7.5, 6.1, 9]);
    expect([...dataset.labels]).toEqual([-1, -1, -1]);
    expect(dataset.samples[0]).toMatchObject({ label: '7.5', labels: [], record: { age: 40 } });
    expect(dataset.skipped.map(({ reason }) => reason)).toEqual(['no label (hba1c)']);
  });

  test('is refused where all numbers are the same, or none can be read', () => {
    expect(() => ofTable(['5', '5.0'])).toThrow(/hba1c is 5 in all 2 samples.*E_CLASS_EMPTY/);
    expect(() => ofTable(['high', 'low'])).toThrow(/none can be used.*E_CLASS_EMPTY/);
  });

  test('changes the hash of the data with a number', () => {
    expect(ofNumbers([1, 2, 3]).hash).not.toBe(ofNumbers([1, 2, 4]).hash);
  });
});

describe('bands of a number', () => {
  const skewed = Array.from({ length: 100 }, (_, i) => Math.round(Math.exp(i / 15)));

  test('hold about a fifth of the samples each and are named by their ends', () => {
    const banded = withBands(ofNumbers(skewed));
    expect(banded.task).toBe('multiclass');
    expect(banded.classes[0]).toMatch(/^cases 1 to \d+$/);
    expect(banded.classes[4]).toBe(`cases ${skewed[80]} to ${skewed[99]}`);
    expect(banded.classes).toHaveLength(5);
    const counts = banded.classes.map((_, c) => banded.labels.filter(label => label === c).length);
    for (const count of counts) expect(Math.abs(count - 20)).toBeLessThanOrEqual(5);
    expect(banded.samples.map(({ label }) => banded.classes.indexOf(label))).toEqual([
      ...banded.labels,
    ]);
  });

  test('are fewer where many samples have one number', () => {
    const banded = withBands(ofNumbers([0, 0, 0, 0, 0, 0, 0, 0, 3, 9]));
    expect(banded.classes).toEqual(['cases 0', 'cases 3 to 9']);
  });

  test('are what a split stratifies by, whole groups together, without a class to be refused for', () => {
    const dataset = ofNumbers(skewed);
    const { train, validation, test: held, warnings } = makeSplit(dataset, { test: 0.2, seed: 0 });
    const meanOf = (rows: Int32Array) =>
      rows.reduce((sum, i) => sum + Math.log(skewed[i]), 0) / rows.length;
    expect(train.length + validation.length + held.length).toBe(100);
    expect(Math.abs(meanOf(held) - meanOf(train))).toBeLessThan(0.6);
    expect(warnings).toEqual([]);
    const groupsOf = (rows: Int32Array) => new Set(Array.from(rows, i => dataset.samples[i].group));
    expect([...groupsOf(held)].filter(group => groupsOf(train).has(group))).toEqual([]);
  });
});
