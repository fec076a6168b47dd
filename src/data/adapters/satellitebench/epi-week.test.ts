import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epiWeekNumber, epiWeekOf, epiWeekStart } from './epi-week.ts';

const dates = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));

describe('an epidemiological week', () => {
  // First days of week 1 in the calendars of MMWR weeks that the CDC publishes.
  it.each([
    [2009, '2009-01-04'],
    [2014, '2013-12-29'],
    [2015, '2015-01-04'],
    [2016, '2016-01-03'],
    [2017, '2017-01-01'],
    [2018, '2017-12-31'],
    [2019, '2018-12-30'],
    [2020, '2019-12-29'],
    [2021, '2021-01-03'],
  ])('1 of %i begins on %s', (year, start) => {
    expect(epiWeekStart({ year, week: 1 })).toBe(start);
    expect(epiWeekOf(start)).toEqual({ year, week: 1 });
  });

  it.each([
    ['2009-01-03', 200853],
    ['2015-01-03', 201453],
    ['2016-06-12', 201624],
    ['2018-12-29', 201852],
    ['2021-01-02', 202053],
  ])('of %s is %i', (date, number) => {
    expect(epiWeekNumber(epiWeekOf(date))).toBe(number);
  });

  it('begins on a Sunday, at most six days before any of its days', () => {
    fc.assert(
      fc.property(dates, date => {
        const start = epiWeekStart(epiWeekOf(date));
        const distance = (Date.parse(date) - Date.parse(start)) / 86_400_000;
        expect(new Date(start).getUTCDay()).toBe(0);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThan(7);
      }),
    );
  });

  it('has four days or more in the year that it is counted to', () => {
    fc.assert(
      fc.property(dates, date => {
        const { year, week } = epiWeekOf(date);
        const start = Date.parse(epiWeekStart({ year, week }));
        const own = [0, 1, 2, 3, 4, 5, 6].filter(
          i => new Date(start + i * 86_400_000).getUTCFullYear() === year,
        );
        expect(own.length).toBeGreaterThanOrEqual(4);
        expect(week).toBeGreaterThanOrEqual(1);
        expect(week).toBeLessThanOrEqual(53);
      }),
    );
  });
});
