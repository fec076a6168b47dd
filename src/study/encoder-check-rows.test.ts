import { describe, expect, it } from 'vitest';
import { makeDataset } from '../data/dataset.ts';
import type { Dataset, Split } from '../data/index.ts';
import { makeSplit } from '../data/index.ts';
import { chooseRows } from './encoder-check-rows.ts';

/** 400 samples of class a, 60 of b, 20 of c. */
function lopsided(): { dataset: Dataset; split: Split } {
  const samples = Array.from({ length: 480 }, (_, i) => {
    const label = i < 400 ? 'a' : i < 460 ? 'b' : 'c';
    return {
      id: `s${i}`,
      image: '',
      record: {},
      text: '',
      label,
      labels: [label],
      group: `s${i}`,
      time: null,
      site: null,
      part: null,
      line: i + 2,
    };
  });
  const dataset = makeDataset({
    name: 'lopsided',
    samples,
    groupColumn: null,
    textFields: [],
    skipped: [],
    warnings: [],
    rowsRead: 480,
  });
  return { dataset, split: makeSplit(dataset, { validation: 0.25, test: 0.25 }) };
}

const { dataset, split } = lopsided();
const counts = (rows: Int32Array) =>
  dataset.classes.map((_, c) => rows.filter(i => dataset.labels[i] === c).length);

describe('chooseRows', () => {
  it('takes all training and validation rows where all are asked for', () => {
    const { train, validation } = chooseRows(dataset, split, Number.POSITIVE_INFINITY, 0);
    expect(train).toEqual(split.train);
    expect(validation).toEqual(split.validation);
  });

  it('draws half for comparing, classes evenly as far as they go, and never a test row', () => {
    const rows = chooseRows(dataset, split, 100, 0);
    expect(rows.validation).toHaveLength(50);
    expect(rows.train).toHaveLength(50);
    expect(counts(rows.validation)).toEqual([30, 15, 5]);
    const test = new Set(split.test);
    expect([...rows.train, ...rows.validation].some(i => test.has(i))).toBe(false);
    expect(new Set([...rows.train, ...rows.validation]).size).toBe(100);
  });

  it('draws the same rows for a seed, others for another', () => {
    expect(chooseRows(dataset, split, 100, 3)).toEqual(chooseRows(dataset, split, 100, 3));
    expect(chooseRows(dataset, split, 100, 4)).not.toEqual(chooseRows(dataset, split, 100, 3));
  });
});
