import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import {
  codesOf,
  madeDataset,
  placesOf,
  shuffledDataset,
  straddlersOf,
} from './fixture/made-cases.ts';
import { makeSplit } from './make-split.ts';
import type { Split } from './split.ts';

const dayOf = (day: number) => new Date(Date.UTC(2016, 0, 1 + day)).toISOString().slice(0, 10);

/** Weeks of towns: every town has one sample a week. */
function weekly(weeks: number, towns: number): Dataset {
  return madeDataset(
    Array.from({ length: weeks * towns }, (_, i) => ({
      labels: [(i * 7) % 5 < 2 ? 'high' : 'low'],
      group: `town ${i % towns}`,
      time: dayOf(7 * Math.floor(i / towns)),
    })),
    { groupColumn: 'town' },
  );
}

const timesOf = (dataset: Dataset, indices: Int32Array) =>
  Array.from(indices, i => dataset.samples[i].time ?? '').sort();

function expectOrder(dataset: Dataset, split: Split): void {
  const [train, validation, test] = [split.train, split.validation, split.test].map(rows =>
    timesOf(dataset, rows),
  );
  expect((train.at(-1) ?? '') < validation[0]).toBe(true);
  expect((validation.at(-1) ?? '') < test[0]).toBe(true);
}

describe('a split by time', () => {
  it('trains on nothing later than what it validates and tests, whatever the times', () => {
    const days = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 2 ** 31 }), (made, seed) => {
        fc.pre(new Set(made).size > 2);
        const dataset = madeDataset(
          made.map((day, i) => ({ labels: [i % 2 === 0 ? 'a' : 'b'], time: dayOf(day) })),
        );
        const split = makeSplit(dataset, { method: 'time' });
        expect(placesOf(dataset, split)).not.toContain('out');
        expectOrder(dataset, split);
        const other = shuffledDataset(dataset, seed);
        expect(makeSplit(other, { method: 'time' }).hash).toBe(split.hash);
      }),
    );
  });

  it('takes shares of the rows, and says that towns are in several parts', () => {
    const dataset = weekly(100, 4);
    const split = makeSplit(dataset, { method: 'time', test: 0.2, validation: 0.1 });
    expect([split.train, split.validation, split.test].map(rows => rows.length)).toEqual([
      280, 40, 80,
    ]);
    expect(codesOf(split)).toEqual(['groups-straddle']);
    expect(split.warnings[0].message).toMatch(/4 groups by town .* as splits by time mean it/);
  });

  it('takes dates, each part up to and with its own', () => {
    const dataset = weekly(100, 2);
    const split = makeSplit(dataset, {
      method: 'time',
      trainUntil: '2016-12',
      validationUntil: '2017-06-30',
    });
    expectOrder(dataset, split);
    expect(timesOf(dataset, split.train).at(-1)).toBe('2016-12-30');
    expect(timesOf(dataset, split.validation).at(-1)).toBe('2017-06-30');
  });

  it('leaves out the days after each part that an embargo names', () => {
    const dataset = weekly(100, 2);
    const split = makeSplit(dataset, { method: 'time', embargo: 14 });
    expectOrder(dataset, split);
    const gap = (earlier: Int32Array, later: Int32Array) =>
      (Date.parse(timesOf(dataset, later)[0]) -
        Date.parse(timesOf(dataset, earlier).at(-1) ?? '')) /
      86_400_000;
    expect(gap(split.train, split.validation)).toBe(21);
    expect(gap(split.validation, split.test)).toBe(21);
    expect(split.leftOut).toHaveLength(2 * 2 * 2);
    expect(split.leftOut[0]).toMatchObject({ code: 'E_SPLIT', reason: /within 14 days/ });
    expect(placesOf(dataset, split).filter(place => place === 'out')).toHaveLength(8);
  });

  it('keeps groups apart where one is asked for, by leaving out what was seen before', () => {
    const dataset = madeDataset(
      Array.from({ length: 90 }, (_, i) => ({
        labels: [i % 2 === 0 ? 'a' : 'b'],
        group: `p${i % 2 === 0 ? i : i % 20}`,
        time: dayOf(i),
      })),
    );
    const split = makeSplit(dataset, { method: 'time', group: 'patient', test: 0.3 });
    expect(straddlersOf(dataset, split)).toEqual([]);
    expectOrder(dataset, split);
    expect(split.leftOut.length).toBeGreaterThan(0);
    expect(split.leftOut[0].reason).toBe('its patient is in an earlier part');
  });

  it('leaves out rows without a time', () => {
    const dataset = madeDataset(
      Array.from({ length: 40 }, (_, i) => ({
        labels: [i % 2 === 0 ? 'a' : 'b'],
        time: i % 10 === 0 ? null : dayOf(i),
      })),
    );
    const { leftOut } = makeSplit(dataset, { method: 'time' });
    expect(leftOut.map(({ index, reason }) => [index, reason])).toEqual(
      [0, 10, 20, 30].map(index => [index, 'no time']),
    );
  });

  it('says what is missing', () => {
    const timeless = madeDataset([{ labels: ['a'] }, { labels: ['b'] }]);
    expect(() => makeSplit(timeless, { method: 'time' })).toThrow(/0 different times.*E_SPLIT/);
    const dataset = weekly(20, 2);
    const late = { method: 'time', trainUntil: '2020', validationUntil: '2021' } as const;
    expect(() => makeSplit(dataset, late)).toThrow(/no row of cases is left for validation/);
    expect(() => makeSplit(dataset, { method: 'time', embargo: 400 })).toThrow(/E_SPLIT/);
    expect(() => makeSplit(dataset, { method: 'time', trainUntil: '2016' })).toThrow(
      /go together.*E_OPTION/s,
    );
    const undated = madeDataset(
      ['w01', 'w02', 'w03', 'w04'].map((time, i) => ({ labels: [i < 2 ? 'a' : 'b'], time })),
    );
    expect(() => makeSplit(undated, { method: 'time', embargo: 7 })).toThrow(/"w0\d" is no date/);
  });
});
